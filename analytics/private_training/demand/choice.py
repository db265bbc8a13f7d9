"""The demand model trained by noisy steps, each of which a customer moves by a bounded length at most."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.choice_training import Training, build_for
from analytics.demand.control import fit_control
from analytics.demand.customer_state.estimator import CustomerState
from analytics.demand.demand_shocks import DemandShocks
from analytics.demand.encoder import Encoder
from analytics.demand.histories import History
from analytics.demand.pairs import Pairs
from analytics.demand.starts import start_at
from analytics.demand.tables import log_levels
from analytics.demand.training import Progress
from analytics.demand.visit_log import VisitLog
from analytics.numerics import logit
from analytics.private_training.accounting import Spending, spending_for
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.demand.gradient_norms import GradientNorms
from analytics.private_training.demand.noisy_steps import NoisySteps
from analytics.private_training.demand.scales import SCALES
from analytics.private_training.demand.statistics import noisy_counts, started
from analytics.private_training.noise import secret_stream

_CAUTIOUS = 1  # of a customer's own purchase rates, see `PRIOR_VISITS`
_OPEN = ("slope", "segment_slope", "trait_slope", "product_slope", "price_level", "cross", "cross_alike")
_MEMBERS = 6  # all are in one customer's gradient, so that each more of them makes the noise larger
_MOST_CELLS = 65_536  # of a step, on average


class PrivateChoice(BasketChoice):
    """A demand model of which nothing that it learned tells much of any one customer.

    All bootstrap members are trained in one step: the gradient that a customer's rows have in all of them
    together is shrunk to one length, and each member gets noise of its own. One epsilon covers them all, and
    the bands that come of their spread hold the noise.

    Products and segments start at purchase rates out of counts with noise. No customer states are learned, no
    shocks of demand, and no pairs are chosen by what was bought: every pair of the products has an effect.

    Parameters
    ----------
    privacy : PrivacyConfig
    rng : of lots and noise; the system's own where absent, so that no two trainings are alike
    spending : in place of the least noise that keeps to epsilon, as for an audit

    Attributes
    ----------
    spending_ : Spending
    clipped_share_ : of customers in the last step whose gradient was shrunk; not covered by epsilon
    """

    def __init__(
        self,
        config: ChoiceConfig,
        privacy: PrivacyConfig,
        rng: np.random.Generator | None = None,
        spending: Spending | None = None,
    ) -> None:
        super().__init__(config)
        self.privacy, self.given = privacy, spending
        self.rng = rng or secret_stream()

    @classmethod
    def of_run(cls, seed: int, privacy: PrivacyConfig) -> "PrivateChoice":
        """Return the model of a run that nobody has fitted yet."""
        return cls(ChoiceConfig(n_members=_MEMBERS, seed=seed), privacy)

    def prepare(
        self,
        log: VisitLog,
        customers: pd.DataFrame,
        reference_price: Floats,
        progress: Progress,
        columns: Floats | None = None,
        cells: Cells | None = None,
        category: Ints | None = None,
    ) -> Training:
        """Learn what comes before the first step, with noise, and return it.

        Raises
        ------
        InputError
            There are too many products, or delta is no protection among so few customers.
        """
        import keras

        self.privacy.check_products(log.n_products)
        self.privacy.check_customers(len(log.customer_ids))
        cells = cells if cells is not None else learned_cells(log, self.config.seed)
        category = np.full(log.n_products, -1) if category is None else category
        self.product_ids_, self.columns_ = log.product_ids, np.zeros((log.n_products, 0), np.float32)
        self.spending_ = self.given or self._spending(int(cells.counts.sum()))
        exact = Encoder(reference_price).fit(cells, customers)
        counts = noisy_counts(exact, cells, customers, self.spending_.counts_noise, self.rng)
        self.encoder_ = started(exact, counts)
        self.control_ = fit_control(cells, reference_price)
        self.pairs_ = _every_pair(log.n_products, category)
        self.state_ = CustomerState()
        seen = self.encoder_.visits(log, customers, is_training=True)
        past = self.encoder_.past(History(log), cells, seen.segment, is_training=True)
        told = self._told(cells, seen, past, self.encoder_.relative_price(cells))
        keras.utils.set_random_seed(self.config.seed)
        errors = self._first_stage_errors()
        network = build_for(self, errors, cells, told.cells["partners"].shape[1], DemandShocks())
        self._starts_with_noise(network)
        self.norms_ = self._norms(errors)
        batches = self._batches(cells, told, with_periods=True)
        return Training(network, batches, log, category, seen.segment, reference_price)

    def _spending(self, n_cells: int) -> Spending:
        asked = self.privacy
        share = min(asked.sampling_share, _MOST_CELLS / max(n_cells, 1))
        return spending_for(asked.epsilon, asked.delta, share, asked.n_steps, has_counts=True)

    def _starts_with_noise(self, network: Any) -> None:
        """Start at noisy rates and a past believed as it is, and members where priors put their prices.

        What the steps do not learn of prices and cross effects then stays as open as it is without data.
        """
        rate = logit(self.encoder_.segment_rate_.astype(float))
        usual, n_past = rate[-1].mean(), network.input["past"].shape[-1]
        starts: dict[str, Any] = {
            "usual": [usual],
            "product_taste": rate[-1] - usual,
            "segment_taste": (rate - rate[-1]).ravel(),
            "past_taste": np.eye(n_past)[_CAUTIOUS],
        }
        for layer in network.layers:
            if layer.name in _OPEN:
                layer.set_weights([layer.prior.anchors(layer.weights_shape)])
        start_at(network, starts)

    def _norms(self, errors: Floats) -> GradientNorms:
        is_alike = self.pairs_.learned.is_alike
        return GradientNorms(SCALES, log_levels(self.encoder_.reference_price), is_alike, errors)

    def _train(self, begun: Training, progress: Progress) -> None:
        """Take the noisy steps."""
        descent = NoisySteps(
            begun.network, begun.batches, len(begun.log.customer_ids), self.norms_, self.spending_, self.rng
        )
        descent.take(progress)
        self.clipped_share_ = descent.clipped_share


def _every_pair(n_products: int, category: Ints) -> Pairs:
    """Return all pairs, those of one category marked."""
    pairs = Pairs.of_all(n_products)
    is_alike = (category[pairs.a] == category[pairs.b]) & (category[pairs.a] >= 0)
    return replace(pairs, is_alike=is_alike)
