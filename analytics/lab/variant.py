"""One variant, whole: rows prepared, a model fitted, its shares recalibrated; kept and read back."""

from dataclasses import dataclass
from pathlib import Path

from analytics.arrays import Doubles
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.models.catalog import model_class
from analytics.lab.models.contract import LabModel, Watch, unwatched
from analytics.lab.splits import Parts


@dataclass(frozen=True)
class Variant:
    """A fitted variant."""

    config: TrainConfig
    model: LabModel

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""
        return self.model.predict(examples)

    def save(self, folder: Path) -> None:
        """Write what was learned into a folder."""
        self.model.save(folder)


def fit_variant(config: TrainConfig, parts: Parts, watch: Watch = unwatched) -> Variant:
    """Fit a variant on the training rows; the test rows are not touched."""
    model = model_class(config.method)(config)
    return Variant(config, model.fit(parts.train, parts.validation, watch))


def load_variant(config: TrainConfig, folder: Path) -> Variant:
    """Return a variant as it was saved; raises DamagedRunError where that cannot be read."""
    return Variant(config, model_class(config.method).load(config, folder))
