"""Customer states as an estimator: fit it to cells, ask it what it adds to the taste for their products."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.cells import Cells
from analytics.demand.customer_state.examples import N_FOLDS, Examples, ToldVisits, folds, price_paid
from analytics.demand.customer_state.windows import Windows, visit_windows, window_length
from analytics.demand.training import Progress
from analytics.demand.visit_log import VisitLog
from analytics.numerics import random_stream

_WINDOWS = 512  # a call, always as many, so that it is traced once
_FEWEST_VISITS = 1_000  # fewer teach no order
_JUDGED_WINDOWS = 2048  # on which an epoch is judged
_ROWS = 65_536  # cells asked at a time
_MOST_CELLS = 60_000  # of a batch


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
    memory_ : keras.Model | None
        What turns visits into states; None where states tell nothing.
    directions_ : (n_products, N_FOLDS, n_units) what a unit of the state adds to each product [logits]
    gain_ : log-likelihood per visit that states add on customers not learned from [nats]

    References
    ----------
    Wolpert (1992), Stacked generalization.
    """

    def __init__(self, config: StateConfig | None = None) -> None:
        self.config = config or StateConfig()
        self.memory_: Any = None
        self.directions_: Floats = np.zeros((0, N_FOLDS, 0), np.float32)
        self.gain_ = 0.0

    def fit(
        self, cells: Cells, past: Floats, price: Floats, columns: Floats, progress: Progress | None = None
    ) -> "CustomerState":
        """Learn from cells of a log.

        Parameters
        ----------
        past : (n_cells, n_past) the customer's purchase rates before each visit
        price : (n_cells,) price ÷ price today − 1
        columns : (n_products, n_columns) what is known of the products beside their sales
        progress : called with the share done, 0–1; may raise to stop
        """
        log, c = cells.log, self.config
        if len(log) < _FEWEST_VISITS:
            return self
        import keras

        from analytics.demand.customer_state.network import StateNetwork, StateNetworkConfig

        told = ToldVisits.of(log, price_paid(cells, price))
        windows = visit_windows(log.customer, window_length(log.customer))
        examples = Examples(cells, past, price, windows)
        keras.utils.set_random_seed(c.seed)
        per_visit = len(cells) / len(log)
        sizes = windows.length, told.bought.shape[1], told.seen.shape[1], len(log), per_visit
        network = StateNetwork(StateNetworkConfig(log.n_products, columns, past.shape[1], *sizes))
        _start_at_rates(network, cells)
        network.compile(keras.optimizers.Adam(c.learning_rate))
        rng = random_stream(c.seed)
        judged = np.sort(rng.permutation(len(windows))[:_JUDGED_WINDOWS])
        size = int(np.clip(len(windows) // c.fewest_steps, 1, c.batch_size))
        size = max(min(size, int(_MOST_CELLS * len(windows) / max(len(cells), 1))), 1)
        plain, best, kept, since = np.inf, np.inf, None, 0
        for epoch in range(c.most_epochs):
            order = rng.permutation(len(windows))
            for start in range(0, len(order) - size + 1, size):
                x, y = examples.batch(order[start : start + size], told, rng)
                network.train_on_batch(x, y)
            if progress:
                progress((epoch + 1) / c.most_epochs)
            with_states, alone = _entropies(network, examples, told, judged)
            plain = min(plain, alone)
            kept, since = (network.get_weights(), 0) if with_states < best else (kept, since + 1)
            best = min(best, with_states)
            if since == c.patience:
                break
        self.gain_ = max(plain - best, 0.0)
        if self.gain_ > 0:
            network.set_weights(kept)
            self.memory_, self.directions_ = network.memory, np.asarray(network.directions(), np.float32)
        return self

    def states(self, log: VisitLog, paid: Doubles) -> tuple[Floats, Ints]:
        """Return the state in which each visit finds its customer, (n_visits, n_units), and who tells it.

        Parameters
        ----------
        log : with all earlier visits of the same customers
        paid : (n_visits,) as `price_paid` returns it
        """
        fold = folds(log)
        if self.memory_ is None or not len(log):
            return np.zeros((len(log), self.directions_.shape[-1]), np.float32), fold
        told = ToldVisits.of(
            log, paid, self.memory_.input["bought"].shape[2], self.memory_.input["seen"].shape[2]
        )
        windows = visit_windows(log.customer, int(self.memory_.input["own"].shape[1]))
        found = np.zeros((len(log), self.directions_.shape[-1]), np.float32)
        for first in range(0, len(windows), _WINDOWS):
            chosen = np.arange(first, min(first + _WINDOWS, len(windows)))
            states = _states(self.memory_, told, windows, chosen)
            own = windows.is_own[chosen]
            visit = windows.visit[chosen][own]
            found[visit] = states[own][np.arange(len(visit)), fold[visit]]
        return found, fold

    def added(self, cells: Cells, paid: Doubles) -> Floats:
        """Return what states add to the taste for each cell's product, (n_cells,) [logits].

        Parameters
        ----------
        paid : as of `states`
        """
        if self.memory_ is None:
            return np.zeros(len(cells), np.float32)
        state, fold = self.states(cells.log, paid)
        told = np.empty(len(cells), np.float32)
        for first in range(0, len(cells), _ROWS):
            visit, product = cells.visit[first : first + _ROWS], cells.product[first : first + _ROWS]
            direction = self.directions_[product, fold[visit]]
            told[first : first + _ROWS] = np.einsum("cu,cu->c", state[visit], direction)
        return told


def _states(memory: Any, told: ToldVisits, windows: Windows, chosen: Ints) -> Floats:
    """Return the states of some windows, filled up to one size a call with the last one."""
    full = np.pad(chosen, (0, _WINDOWS - len(chosen)), "edge")
    return np.asarray(memory.predict_on_batch(told.inputs(windows, full)), np.float32)[: len(chosen)]


def _entropies(network: Any, examples: Examples, told: ToldVisits, judged: Ints) -> tuple[float, float]:
    """Return the cross-entropy per visit on customers not learned from, with states and without [nats]."""
    import keras

    level, price, habit = (
        np.asarray(keras.ops.convert_to_numpy(w), np.float64)
        for w in (network.level, network.price, network.habit)
    )
    directions = np.asarray(keras.ops.convert_to_numpy(network.directions()))
    totals, n_visits, cells = np.zeros(2), 0, examples.cells
    for first in range(0, len(judged), _WINDOWS):
        chosen = judged[first : first + _WINDOWS]
        states = _states(network.memory, told, examples.windows, chosen).reshape(-1, *directions.shape[1:])
        cell, place = examples.places(chosen)
        product, fold = cells.product[cell], examples.fold[cells.visit[cell]]
        n_visits += int(examples.windows.is_own[chosen].sum())
        state = np.einsum("cu,cu->c", states[place, fold], directions[product, fold])
        for i, more in enumerate((state, 0.0)):
            logit = level[product, i, fold] + price[product, i, fold] * examples.price[cell] + more
            logit += np.einsum("cp,cp->c", examples.past[cell], habit[i][fold]) + cells.shift[cell]
            totals[i] += ((np.logaddexp(0, logit) - cells.is_bought[cell] * logit) * cells.counts[cell]).sum()
    with_states, without = totals / max(n_visits, 1)
    return float(with_states), float(without)


def _start_at_rates(network: Any, cells: Cells) -> None:
    """Start at the average purchase rates."""
    weight, n = cells.weight, cells.log.n_products
    sold = np.bincount(cells.product, weight * cells.is_bought, n)
    rate = (sold + 0.5) / (np.bincount(cells.product, weight, n) + 1.0)
    level = np.broadcast_to(np.log(rate / (1 - rate))[:, None, None], network.level.shape)
    network.level.assign(level.astype(np.float32))
