"""Where training starts: what simpler models know already, so that steps are spent on what differs."""

from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.demand.cells import Cells
from analytics.demand.encoder import Encoder
from analytics.demand.product_columns import appeal_of
from analytics.demand.weights import FIRST_SLOPE

_FARTHEST = 1.0  # of a log price slope from that of an elasticity of -2


def starts_of(cells: Cells, encoder: Encoder, columns: Floats, effects: Doubles) -> dict[str, Any]:
    """Return layers' first weights, without the members: products' appeal, and what a price does.

    What instruments leave of a price moves with the price, so that steps from an arbitrary price slope to the
    one that both explain together would be many.

    Parameters
    ----------
    columns : (n_products, n_columns) what is known of the products beside their sales
    effects : of prices, as `shocks_and_effects` returns them
    """
    n = np.bincount(cells.product, cells.weight, cells.log.n_products)
    usual, tower, own = appeal_of(encoder.rate_, n, columns)
    starts: dict[str, Any] = {"usual": [usual], "tower": tower, "product_taste": own}
    effect, *left = effects
    if effect:  # none is known where sales are few
        slope = np.log(max(-effect, 1e-6) / FIRST_SLOPE)
        starts |= {"slope": [np.clip(slope, -_FARTHEST, _FARTHEST)], "control_shared": left}
    return starts


def start_at(network: Any, starts: dict[str, Any]) -> None:
    """Set every member's weights of some layers.

    Parameters
    ----------
    starts : layer → weights of its shape without the members; layers that the network lacks are left out
    """
    for layer in network.layers:
        if layer.name in starts:
            start = np.asarray(starts[layer.name], np.float32)[..., None]
            layer.set_weights([np.broadcast_to(start, layer.weights_shape).copy()])
