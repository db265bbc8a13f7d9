"""The demand model as an estimator: fit it to visits, ask it for probabilities, tastes and slopes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.customer_state.estimator import CustomerState, StateConfig
from analytics.demand.demand_shocks import DemandShocks, are_prices_steady, demand_shocks
from analytics.demand.features import FeatureEncoder
from analytics.demand.first_stage import ControlFunction, nothing_unexplained
from analytics.demand.network_inputs import all_inputs, answers, relative_price
from analytics.demand.product_columns import appeal_of
from analytics.demand.training import Arrays, Progress, batches_of, bootstrap_weights, train
from analytics.demand.visits import Floats, Visits
from analytics.numerics import expit

_STATE_SHARE = 0.3  # of the training's time that customer states take


@dataclass(frozen=True)
class ChoiceConfig:
    """How the demand model is trained."""

    n_members: int = 12  # the fit and its bootstrap replicates: the 90 % bands come from their spread
    batch_size: int = 2048  # fastest per sample on two cores
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
    encoder_ : FeatureEncoder
    control_ : the first stage, where the visits carry instruments
    state_ : CustomerState
    columns_ : (n_products, n_columns) what is known of the products beside their sales
    cross_ : (n_members, n_products, n_products) symmetric cross effects, zero diagonal
    product_ids_ : the products' ids, in order
    """

    def __init__(self, config: ChoiceConfig | None = None) -> None:
        self.config = config or ChoiceConfig()

    def fit(
        self,
        visits: Visits,
        customers: pd.DataFrame,
        reference_price: Floats,
        progress: Progress | None = None,
        columns: Floats | None = None,
    ) -> "BasketChoice":
        """Learn demand from visits.

        Parameters
        ----------
        customers : one row per customer, indexed by customer_id: `segment` and attributes
        reference_price : (n_products,) the parts' prices today [currency]
        progress : called with the share done, 0–1; may raise to stop
        columns : (n_products, n_columns) what is known of the products beside their sales
        """
        import keras

        from analytics.demand.network import start_at

        self.product_ids_ = visits.product_ids
        self.columns_ = np.zeros((visits.n_products, 0), np.float32) if columns is None else columns
        self.encoder_ = FeatureEncoder(reference_price).fit(visits, customers)
        self.control_ = ControlFunction(reference_price).fit(visits) if visits.instrument.shape[2] else None
        say = progress or (lambda share: None)
        x, past = self._seen(visits, customers, is_training=True)
        self.state_ = CustomerState(StateConfig(seed=self.config.seed))
        self.state_.fit(visits, past, relative_price(x), lambda share: say(_STATE_SHARE * share))
        x = self._completed(x, visits, past)
        keras.utils.set_random_seed(self.config.seed)
        is_steady = are_prices_steady(visits, reference_price)
        self.shocks_ = demand_shocks(visits, reference_price, self.control_) if is_steady else DemandShocks()
        self.network_ = self._build(visits)
        # at the average purchase rates, so that training spends its steps on what differs
        start_at(self.network_, *appeal_of(self.encoder_.rate_, visits.counts.sum(0), self.columns_))
        weights = bootstrap_weights(visits, self.config.n_members, self.config.seed, not is_steady)
        batches = batches_of(x, weights, self.config.batch_size, self.config.fewest_epochs, self.config.seed)
        schedule = keras.optimizers.schedules.CosineDecay(self.config.learning_rate, len(batches))
        self.network_.compile(optimizer=keras.optimizers.Adam(schedule))
        train(self.network_, batches, lambda share: say(_STATE_SHARE + (1 - _STATE_SHARE) * share))
        return self

    @property
    def cross_(self) -> Floats:
        """Cross effects of every member, (n_members, n_products, n_products)."""
        import keras

        return np.asarray(keras.ops.convert_to_numpy(self.network_.get_layer("cross").effects()))

    @property
    def control_effect_(self) -> Floats:
        """Utility per part of a price that the instruments leave, (n_members,), mean over products."""
        names = "control_shared", "control_product"
        shared, product = (np.asarray(self.network_.get_layer(name).get_weights()[0]) for name in names)
        return np.asarray(shared + product.mean(1), np.float32)

    def inputs(self, visits: Visits, customers: pd.DataFrame, is_training: bool = False) -> Arrays:
        """Return what the network is shown of visits: `INPUTS` by name, each with n_visits rows.

        Whoever asks the network anything, in training or later, asks with these.

        Parameters
        ----------
        visits : with all earlier ones of the same customers
        is_training : as in `FeatureEncoder.transform`
        """
        x, past = self._seen(visits, customers, is_training)
        return self._completed(x, visits, past)

    def predict(self, visits: Visits, customers: pd.DataFrame) -> Floats:
        """Return P(buy | customer, price, rest of the basket), (n_visits, n_products)."""
        return expit(self.logits(self.inputs(visits, customers)))

    def logits(self, x: Arrays) -> Floats:
        """Return the fit's logits for what `inputs` returns, (n, n_products)."""
        return self.outputs(x, ("logit",), slice(0, 1))["logit"][:, 0]

    def tastes(
        self,
        visits: Visits,
        customers: pd.DataFrame,
        members: slice = slice(None),
        kept: NDArray[np.bool_] | None = None,
    ) -> tuple[Floats, Floats]:
        """Return what the customers of these visits want, as of the visit, member by member.

        Utility at the reference prices without the basket, and utility lost per relative price, > 0; each
        (n_visits, n_members, n_products).

        Parameters
        ----------
        members : which members
        kept : (n_visits,) which visits to answer for; the others only tell the customers' past
        """
        rows = slice(None) if kept is None else kept
        x = {name: values[rows] for name, values in self.inputs(visits, customers).items()}
        found = self.outputs(x, ("taste", "slope"), members)
        return found["taste"], found["slope"]

    def outputs(
        self, x: Arrays, names: Sequence[str] = ("logit", "taste", "slope"), members: slice = slice(None)
    ) -> dict[str, Floats]:
        """Return what the network says of what `inputs` returns, each (n, n_members, n_products)."""
        n_members = len(range(self.config.n_members)[members])
        nothing = np.zeros((0, n_members, len(self.product_ids_)), np.float32)
        said = list(answers(self.network_, x, names))
        return {name: np.concatenate([nothing, *(one[name][:, members] for one in said)]) for name in names}

    def _seen(self, visits: Visits, customers: pd.DataFrame, is_training: bool) -> tuple[Arrays, Floats]:
        """Return the inputs without customer states, and the past before each visit that states are told."""
        x = self.encoder_.transform(visits, customers, is_training)
        x |= self.control_.inputs(visits) if self.control_ else nothing_unexplained(visits)
        past = self.encoder_.past(visits, customers) if is_training else x["past"]
        return x, np.asarray(past, np.float32)

    def _completed(self, x: Arrays, visits: Visits, past: Floats) -> Arrays:
        """Return all inputs: what `_seen` returned, with states as one more horizon of the past."""
        state = self.state_.transform(visits, past, relative_price(x))
        return all_inputs(x | {"past": np.concatenate([x["past"], state[..., None]], -1)})

    def _first_stage_errors(self) -> Floats:
        """Return by how much each member takes the first stage to be wrong, (n_members, n_instruments)."""
        c = self.config
        return self.control_.errors(c.n_members, c.seed) if self.control_ else np.zeros((0, 0), np.float32)

    def _build(self, visits: Visits) -> Any:
        from analytics.demand.network import NetworkConfig, build_network, price_levels

        c = self.config
        return build_network(
            NetworkConfig(
                n_products=visits.n_products,
                n_segments=len(self.encoder_.segments_),
                n_attributes=self.encoder_.n_attribute_columns,
                n_periods=self.encoder_.n_periods_,
                log_price=price_levels(self.encoder_.reference_price),
                product_columns=tuple(map(tuple, self.columns_.tolist())) if self.columns_.size else (),
                first_stage_errors=tuple(map(tuple, self._first_stage_errors().tolist())),
                shock_sd=self.shocks_.spread,
                shock_memory=self.shocks_.memory,
                n_members=c.n_members,
                n_visits=len(visits),
                seed=c.seed,
            )
        )
