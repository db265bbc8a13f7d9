"""Customer states as an estimator: fit it to visits, ask it what it adds to the taste for each product."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analytics.demand.customer_state.examples import N_FOLDS, Examples
from analytics.demand.customer_state.windows import Positions, Windows, visit_windows, window_length
from analytics.demand.training import Progress
from analytics.demand.visits import Floats, Visits
from analytics.numerics import random_stream

_PREDICT_WINDOWS = 512  # a call, always as many, so that it is traced once
_FEWEST_VISITS = 1_000  # fewer teach no order
_JUDGED_WINDOWS = 2048  # on which an epoch is judged


@dataclass(frozen=True)
class StateConfig:
    """How customer states are trained."""

    most_epochs: int = 8
    patience: int = 2  # epochs without a gain on customers not learned from
    fewest_steps: int = 30  # an epoch
    batch_size: int = 512  # windows, at most
    learning_rate: float = 0.02
    seed: int = 0


class CustomerState:
    """A GRU over a customer's earlier visits, trained to predict what the next one buys.

    Customers are in two halves, and each half is told by a network that learned from the other, so that the
    demand model, which learns from the same visits, trusts a state as far as it tells of customers unknown to
    it. Training stops where it no longer helps there; where it never did, or visits are few, states are zero.

    Attributes
    ----------
    network_ : keras.Model | None
        None where states tell nothing.
    gain_ : log-likelihood per visit that states add on customers not learned from [nats]

    References
    ----------
    Wolpert (1992), Stacked generalization.
    """

    def __init__(self, config: StateConfig | None = None) -> None:
        self.config = config or StateConfig()
        self.network_: Any = None
        self.gain_ = 0.0

    def fit(
        self, visits: Visits, past: Floats, price: Floats, progress: Progress | None = None
    ) -> "CustomerState":
        """Learn from visits, sorted by customer and time.

        Parameters
        ----------
        past : (n_visits, n_products, n_past) the customer's purchase rates before each visit
        price : (n_visits, n_products) price ÷ price today − 1
        progress : called with the share done, 0–1; may raise to stop
        """
        if len(visits) < _FEWEST_VISITS:
            return self
        import keras

        from analytics.demand.customer_state.network import StateNetworkConfig, build_state_network

        c = self.config
        examples = Examples.of(visits, past, price)
        windows = visit_windows(visits.customer, window_length(visits.customer))
        sizes = visits.n_products, examples.n_columns, past.shape[2], windows.length
        keras.utils.set_random_seed(c.seed)
        network = build_state_network(StateNetworkConfig(*sizes))
        _start_at_rates(network, visits)
        network.compile(keras.optimizers.Adam(c.learning_rate))
        rng = random_stream(c.seed)
        judged = np.sort(rng.permutation(len(windows))[:_JUDGED_WINDOWS])
        size = int(np.clip(len(windows) // c.fewest_steps, 1, c.batch_size))
        plain, best, kept, since = np.inf, np.inf, None, 0
        for epoch in range(c.most_epochs):
            _learn(network, examples, windows, size, rng)
            if progress:
                progress((epoch + 1) / c.most_epochs)
            told, alone = _entropies(network, examples, windows, judged)
            plain = min(plain, alone)
            kept, since = (network.get_weights(), 0) if told < best else (kept, since + 1)
            best = min(best, told)
            if since == c.patience:
                break
        self.gain_ = max(plain - best, 0.0)
        if self.gain_ > 0:
            network.set_weights(kept)
            self.network_ = network
        return self

    def transform(self, visits: Visits, past: Floats, price: Floats) -> Floats:
        """Return what states add to the taste for each product, (n_visits, n_products) [logits].

        Parameters
        ----------
        visits : with all earlier ones of the same customers
        past, price : as in `fit`
        """
        told = np.zeros((len(visits), visits.n_products), np.float32)
        if self.network_ is None or not len(visits):
            return told
        examples = Examples.of(visits, past, price)
        windows = visit_windows(visits.customer, self.network_.input["price"].shape[1])
        for chosen in _in_order(np.arange(len(windows))):
            state = np.asarray(self.network_.predict_on_batch(examples.inputs(windows, chosen))["state"])
            own = windows.is_own[chosen]
            visit = windows.visit[chosen][own]
            told[visit] = state[own][np.arange(len(visit)), examples.fold[visit]]
        return told

    def save(self, path: Path) -> None:
        """Write the network, if there is one; what an earlier model left there goes."""
        path.unlink(missing_ok=True)
        if self.network_ is not None:
            self.network_.save(path)

    @classmethod
    def load(cls, path: Path) -> "CustomerState":
        """Read what `save` wrote; states are zero where it wrote nothing. `gain_` is of the fit only."""
        import keras

        import analytics.demand.customer_state.network  # noqa: F401  registers the network

        state = cls()
        if path.exists():
            state.network_ = keras.saving.load_model(path, compile=False)
        return state


def _start_at_rates(network: Any, visits: Visits) -> None:
    """Start at the average purchase rates and no price effect."""
    rate = ((visits.bought & visits.counts).sum(0) + 0.5) / (visits.counts.sum(0) + 1.0)
    for layer in network.layers:
        if layer.name.startswith("product_"):
            layer.set_weights([np.full_like(rate, -2.0), np.log(rate / (1 - rate))])


def _learn(network: Any, examples: Examples, windows: Windows, size: int, rng: np.random.Generator) -> None:
    """Pass all windows once, each network learning from the other half's customers."""
    order = rng.permutation(len(windows))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        may_learn = examples.folds(windows, chosen)[:, None] != np.arange(N_FOLDS)
        outcomes = examples.outcomes(windows, chosen)
        network.train_on_batch(examples.inputs(windows, chosen), outcomes, may_learn.astype(np.float32))


def _entropies(network: Any, examples: Examples, windows: Windows, judged: Positions) -> tuple[float, float]:
    """Return the cross-entropy per visit on customers not learned from, with states and without [nats]."""
    totals, n_visits = np.zeros(2), 0
    for call, chosen in enumerate(_in_order(judged)):
        outputs = network.predict_on_batch(examples.inputs(windows, chosen))
        bought, counts = np.moveaxis(examples.outcomes(windows, chosen), -1, 0)
        new = np.arange(len(chosen)) < len(judged) - call * _PREDICT_WINDOWS
        counts = counts * new[:, None, None]
        n_visits += int(windows.is_own[chosen[new]].sum())
        for i, name in enumerate(("logit", "plain")):
            logit = np.asarray(outputs[name])[np.arange(len(chosen)), :, examples.folds(windows, chosen)]
            totals[i] += float(((np.logaddexp(0, logit) - bought * logit) * counts).sum())
    with_states, without = totals / max(n_visits, 1)
    return float(with_states), float(without)


def _in_order(windows: Positions) -> Iterator[Positions]:
    """Yield the windows in calls of one size; the last call is filled up with its last window."""
    for start in range(0, len(windows), _PREDICT_WINDOWS):
        chosen = windows[start : start + _PREDICT_WINDOWS]
        yield np.pad(chosen, (0, _PREDICT_WINDOWS - len(chosen)), "edge")
