"""One variant, whole: rows prepared, a model fitted, its shares recalibrated; kept and read back."""

from dataclasses import dataclass
from pathlib import Path

from analytics.arrays import Doubles
from analytics.lab.config import Imbalance, Reduction, TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.imbalance import MOVES_SHARES, balanced
from analytics.lab.imbalance_ensemble import EasyEnsemble
from analytics.lab.models.catalog import model_class
from analytics.lab.models.contract import LabModel, Watch, unwatched
from analytics.lab.recalibration import Recalibrator
from analytics.lab.reduction import Projection
from analytics.lab.splits import Parts


@dataclass(frozen=True)
class Variant:
    """A fitted variant.

    Attributes
    ----------
    projection : what inputs are projected onto; None where they are learned from as they are
    recalibrator : what becomes of the model's shares; None where they stay
    """

    config: TrainConfig
    model: LabModel
    projection: Projection | None = None
    recalibrator: Recalibrator | None = None

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, recalibrated where it is, (n,)."""
        raw = self.predict_raw(examples)
        return self.recalibrator(raw) if self.recalibrator else raw

    def predict_raw(self, examples: Examples) -> Doubles:
        """Return the share of yes of each row as the model says it, (n,)."""
        return self.model.predict(self.projection.applied(examples) if self.projection else examples)

    def save(self, folder: Path) -> None:
        """Write what was learned into a folder."""
        self.model.save(folder)
        if self.projection:
            self.projection.save(folder)
        if self.recalibrator:
            self.recalibrator.save(folder)


def fit_variant(config: TrainConfig, parts: Parts, watch: Watch = unwatched) -> Variant:
    """Fit a variant on the training rows; the test rows are not touched.

    The validation rows are never resampled, and say what the shares should have been where resampling, or
    weights, have moved them.
    """
    train, validation, projection = parts.train, parts.validation, None
    if config.reduction is not Reduction.NONE:
        projection = Projection.of(train, config.reduction, config.n_components, config.seed)
        train, validation = projection.applied(train), projection.applied(validation)
    if config.imbalance is Imbalance.EASY_ENSEMBLE:
        model = model_of(config).fit(train, validation, watch)
    else:
        rows, weight = balanced(train, config.imbalance, config.seed)
        model = model_of(config).fit(rows, validation, watch, weight)
    recalibrator = None
    if config.is_recalibrated or config.imbalance in MOVES_SHARES:
        recalibrator = Recalibrator.of(validation.outcome, model.predict(validation))
    return Variant(config, model, projection, recalibrator)


def model_of(config: TrainConfig) -> LabModel:
    """Return the model that a configuration asks for, not yet fitted."""
    if config.imbalance is Imbalance.EASY_ENSEMBLE:
        return EasyEnsemble(config)
    return model_class(config.method)(config)


def load_variant(config: TrainConfig, folder: Path) -> Variant:
    """Return a variant as it was saved; raises DamagedRunError where that cannot be read."""
    is_several = config.imbalance is Imbalance.EASY_ENSEMBLE
    found: type[LabModel] = EasyEnsemble if is_several else model_class(config.method)
    model = found.load(config, folder)
    return Variant(config, model, Projection.load(folder), Recalibrator.load(folder))
