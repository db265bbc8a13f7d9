"""A variant fitted on a device."""

from analytics.lab.config import TrainConfig
from analytics.lab.device import Device, training_on
from analytics.lab.models.contract import Watch, unwatched
from analytics.lab.splits import Parts
from analytics.lab.variant import Variant, fit_variant


def trained_variant(
    config: TrainConfig, parts: Parts, watch: Watch = unwatched, device: Device | None = None
) -> Variant:
    """Return a fitted variant.

    Parameters
    ----------
    device : of networks; None where there are none, as Keras takes seconds to import
    """
    if device is None:
        return fit_variant(config, parts, watch)
    with training_on(device):
        return fit_variant(config, parts, watch)
