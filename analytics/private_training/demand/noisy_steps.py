"""The steps of a private demand model: customers drawn by lot, each shrunk to one length, and noise."""

from typing import Any

import numpy as np

from analytics.demand.batches import CellBatches
from analytics.demand.training import Progress
from analytics.private_training.accounting import Spending
from analytics.private_training.demand.gradient_norms import GradientNorms
from analytics.private_training.demand.lots import Lot, Lots, shrunk
from analytics.private_training.demand.scales import CLIP, LEARNING_RATE, SCALES


class NoisySteps:
    """A descent of a network of `build_network`, which it compiles.

    Parameters
    ----------
    batches : all informative cells, sorted by customer, with members' weights
    n_customers : of the log, those without a cell included

    Attributes
    ----------
    clip : the most that one customer moves the sum of a step
    clipped_share : of the last lot's customers whose gradient was longer

    References
    ----------
    Abadi et al. (2016), Deep learning with differential privacy.
    McMahan et al. (2018), Learning differentially private recurrent language models: whole users as the unit.
    """

    def __init__(
        self,
        network: Any,
        batches: CellBatches,
        n_customers: int,
        norms: GradientNorms,
        spending: Spending,
        rng: np.random.Generator,
    ) -> None:
        self.network, self.norms, self.spending, self.rng = network, norms, spending, rng
        self.lots = Lots(batches, spending.sampling_share, spending.n_steps, rng)
        n_cells, n_members = len(batches.told), batches.customer_weight.shape[1]
        self.clip = float(CLIP * np.sqrt(n_cells / n_customers * n_members))
        self.clipped_share = 0.0
        self._expected = spending.sampling_share * n_cells  # cells of a step; known, whatever lot is drawn

    def take(self, progress: Progress) -> None:
        """Take all steps.

        Parameters
        ----------
        progress : called with the share done, 0–1; may raise to stop
        """
        from analytics.private_training.optimizer import descend

        self.compile()
        lots = iter(self.lots)
        descend(self.network, self.spending.n_steps, lambda _: self.step(next(lots)), self.rng, progress)

    def compile(self) -> None:
        """Give the network an optimizer whose noise hides one customer."""
        import keras

        from analytics.private_training.optimizer import NoisyDescent

        scales = tuple(SCALES[layer_of(variable)] for variable in self.network.trainable_variables)
        schedule = keras.optimizers.schedules.CosineDecay(LEARNING_RATE, self.spending.n_steps)
        noise = self.spending.noise_multiplier * self.clip / self._expected
        self.network.compile(optimizer=NoisyDescent(schedule, scales, noise))

    def step(self, lot: Lot) -> None:
        """Shrink what every customer of a lot adds, and take a step with the sum."""
        outputs = self.network.predict_on_batch(lot.x)
        n = len(lot.customer)
        own = {name: values[:n] for name, values in lot.x.items()}
        told = {name: outputs[name][:n] for name in ("logit", "slope")}
        lengths = self.norms.of(own, lot.bought[:n], lot.weight[:n], told, lot.customer)
        factor = shrunk(lengths, self.clip)
        self.clipped_share = float((factor < 1).mean()) if len(factor) else 0.0
        weight = lot.weight * (len(lot.weight) / self._expected)  # the loss is a mean over all rows of a lot
        weight[:n] *= factor[lot.customer][:, None]
        self.network.train_on_batch(lot.x, np.column_stack([lot.bought, weight]).astype(np.float32))


def layer_of(variable: Any) -> str:
    """Return the name of a variable's layer."""
    return str(variable.path).split("/")[-2]
