"""The demand model of a catalog as an estimator: fit it to a log of visits, ask it for logits and weights."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.batches import CellBatches, Told, bootstrap, sizes
from analytics.demand.cells import Cells, cells_of, learned_cells
from analytics.demand.choice_training import Training, build_for
from analytics.demand.control import fit_control, unexplained
from analytics.demand.customer_state.estimator import CustomerState, StateConfig
from analytics.demand.customer_state.examples import price_paid
from analytics.demand.demand_shocks import DemandShocks
from analytics.demand.encoder import Encoder, SeenVisits
from analytics.demand.histories import History
from analytics.demand.look_rarity import with_joint_purchases
from analytics.demand.pair_candidates import candidate_pairs
from analytics.demand.pairs import partners
from analytics.demand.starts import start_at, starts_of
from analytics.demand.tables import are_prices_steady, log_levels, shocks_and_effects
from analytics.demand.training import Arrays, Progress, train
from analytics.demand.visit_log import VisitLog
from analytics.demand.weights import Weights

_STATE_SHARE, _ROWS = 0.25, 65_536  # of the time that customer states take; cells asked at a time


@dataclass(frozen=True)
class ChoiceConfig:
    """How the demand model is trained."""

    n_members: int = 12  # the fit and its bootstrap replicates: the 90 % bands come from their spread
    batch_size: int = 32_768  # cells; what a step does for the whole catalog is shared by many
    fewest_epochs: int = 8
    learning_rate: float = 0.05  # falls to zero along a cosine, so that members converge
    seed: int = 0


class BasketChoice:
    """A multivariate logit over baskets with price slopes > 0, with bootstrap members for its bands.

    Parameters
    ----------
    config : ChoiceConfig

    Attributes
    ----------
    encoder_ : Encoder
    control_ : the first stage, where the log carries instruments
    state_ : CustomerState
    pairs_ : the pairs of products whose cross effects are learned
    columns_ : (n_products, n_columns) what is known of the products beside their sales
    weights_ : what was learned
    product_ids_ : the products' ids, in order
    """

    def __init__(self, config: ChoiceConfig | None = None) -> None:
        self.config = config or ChoiceConfig()

    def fit(
        self,
        log: VisitLog,
        customers: pd.DataFrame,
        reference_price: Floats,
        progress: Progress | None = None,
        columns: Floats | None = None,
        cells: Cells | None = None,
        category: Ints | None = None,
    ) -> "BasketChoice":
        """Learn demand from visits.

        Parameters
        ----------
        customers : one row per customer, indexed by customer_id: `segment` and attributes
        reference_price : (n_products,) the parts' prices today [currency]
        progress : called with the share done, 0–1; may raise to stop
        columns : (n_products, n_columns) what is known of the products beside their sales
        cells : to learn from; `learned_cells` where absent
        category : (n_products,) codes, see `candidate_pairs`
        """
        say = progress or (lambda share: None)
        begun = self.prepare(
            log, customers, reference_price, lambda share: say(_STATE_SHARE * share), columns, cells, category
        )
        self._train(begun, lambda share: say(_STATE_SHARE + (1 - _STATE_SHARE) * share))
        return self.finish(begun)

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
        """Learn all that comes before the network's first step, and return it; see `fit`."""
        import keras

        self.columns_ = np.zeros((log.n_products, 0), np.float32) if columns is None else columns
        cells = cells if cells is not None else learned_cells(log, self.config.seed)
        self.encoder_ = Encoder(reference_price).fit(cells, customers)
        self.product_ids_, self.control_ = log.product_ids, fit_control(cells, reference_price)
        category = np.full(log.n_products, -1) if category is None else category  # none is known
        self.pairs_ = candidate_pairs(log, category)
        self.state_ = CustomerState(StateConfig(seed=self.config.seed))
        seen, history = self.encoder_.visits(log, customers, is_training=True), History(log)
        past = self.encoder_.past(history, cells, seen.segment)
        price = self.encoder_.relative_price(cells)
        self.state_.fit(cells, past, price, self.columns_, progress)
        past = self.encoder_.past(history, cells, seen.segment, is_training=True)
        told = self._told(cells, seen, past, price)
        keras.utils.set_random_seed(self.config.seed)
        found, effects = shocks_and_effects(cells, reference_price, self.control_)
        network = self._network(cells, told.cells["partners"].shape[1], found)
        start_at(network, self._starts(cells, effects))
        batches = self._batches(cells, told, with_periods=not are_prices_steady(cells, reference_price))
        return Training(network, batches, log, category, seen.segment, reference_price)

    def _train(self, begun: Training, progress: Progress) -> None:
        """Take all steps."""
        begun.compile(self.config.learning_rate)
        train(begun.network, begun.batches, progress)

    def finish(self, training: Training) -> "BasketChoice":
        """Read what was learned out of the trained network and return self."""
        price, is_alike = training.reference_price, self.pairs_.learned.is_alike
        weights = Weights.of(training.network, self.columns_, log_levels(price), is_alike)
        weights = weights.with_shared_slope_widened() if self.control_ else weights
        known = training.category, training.segment, price
        self.weights_ = with_joint_purchases(weights, self.pairs_, training.log, *known)
        return self

    def logits(self, cells: Cells, customers: pd.DataFrame) -> Floats:
        """Return the fit's logits of cells of a log, (n_cells,), the rest of each basket as it is.

        Parameters
        ----------
        cells : of a log with all earlier visits of the same customers
        """
        told = self.inputs(cells, customers)
        some = [told.rows(slice(first, first + _ROWS)) for first in range(0, len(told), _ROWS)]
        return np.concatenate([np.empty(0, np.float32), *(self.weights_.logit(x, 0) for x in some)])

    def inputs(self, cells: Cells, customers: pd.DataFrame, is_training: bool = False) -> Told:
        """Return what the fitted network is told of cells, see `logits`.

        Parameters
        ----------
        is_training : whether habits are read from all other visits, see `Encoder.visits`
        """
        seen = self.encoder_.visits(cells.log, customers, is_training)
        past = self.encoder_.past(History(cells.log), cells, seen.segment, is_training)
        return self._told(cells, seen, past, self.encoder_.relative_price(cells))

    def _told(self, cells: Cells, seen: SeenVisits, past: Floats, price: Floats) -> Told:
        """Return what the network is told of cells."""
        bought = cells_of(cells.log, cells.log.bought.visit, cells.log.bought.product)
        state = self.state_.added(cells, price_paid(bought, self.encoder_.relative_price(bought)))
        left = moved_by = np.zeros((len(cells), 0), np.float32)
        if self.control_:
            left, moved_by = unexplained(self.control_, cells)
        own: Arrays = {
            "product": cells.product,
            "partners": partners(self.pairs_, cells.log, cells.visit, cells.product),
            "price": price,
            "control": left,
            "instrument": moved_by,
            "past": np.column_stack([past, state]).astype(np.float32),
            "shift": cells.shift,
        }
        return Told(cells.visit, own, seen)

    def _batches(self, cells: Cells, told: Told, with_periods: bool) -> CellBatches:
        """Return batches of the informative cells, with the members' weights of each."""
        c, log = self.config, cells.log
        if not cells.counts.all():
            told = told.where(cells.counts)
        customer, period = bootstrap(log, c.n_members, c.seed, with_periods)
        visit, bought = told.visit, cells.is_bought[cells.counts]
        batch = sizes(len(told), c.batch_size, c.fewest_epochs)
        return CellBatches(
            told, bought, customer, log.customer[visit], period, log.period[visit], *batch, c.seed
        )

    def _first_stage_errors(self) -> Floats:
        """Return how far each member takes the first stage to be wrong, (n_members, n_instruments)."""
        if self.control_ is None:
            return np.zeros((self.config.n_members, 0), np.float32)
        return self.control_.errors(self.config.n_members, self.config.seed)

    def _starts(self, cells: Cells, effects: Doubles) -> dict[str, Any]:
        return starts_of(cells, self.encoder_, self.columns_, effects)

    def _network(self, cells: Cells, n_partners: int, found: DemandShocks) -> Any:
        return build_for(self, self._first_stage_errors(), cells, n_partners, found)
