"""Customer states as an estimator: fit it to cells, ask it what it adds to the taste for their products."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.customer_state.windows import Windows, visit_windows, window_length
from analytics.demand.sparse.cells import Cells
from analytics.demand.sparse.visit_log import Lines, VisitLog
from analytics.demand.training import Arrays, Progress
from analytics.numerics import random_stream

N_FOLDS = 2
_WINDOWS = 512  # a call, always as many, so that it is traced once
_FEWEST_VISITS = 1_000  # fewer teach no order
_JUDGED_WINDOWS = 2048  # on which an epoch is judged
_MOST_TOLD = 24  # products of a visit
_ROWS = 65_536  # cells asked at a time
_MOST_CELLS = 60_000  # of a batch
_ROOM = 1.3  # for batches with more cells than most


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

        from analytics.demand.sparse.state_network import StateNetwork, StateNetworkConfig

        told = _Told.of(log, price_paid(cells, price))
        windows = visit_windows(log.customer, window_length(log.customer))
        examples = _Examples(cells, past, price, windows)
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
        """Return the state in which each visit finds its customer, (n_visits, n_units), and which half tells it.

        Parameters
        ----------
        log : with all earlier visits of the same customers
        paid : (n_visits,) as `price_paid` returns it
        """
        fold = folds(log)
        if self.memory_ is None or not len(log):
            return np.zeros((len(log), self.directions_.shape[-1]), np.float32), fold
        told = _Told.of(log, paid, self.memory_.input["bought"].shape[2], self.memory_.input["seen"].shape[2])
        windows = visit_windows(log.customer, int(self.memory_.input["own"].shape[1]))
        found = np.zeros((len(log), self.directions_.shape[-1]), np.float32)
        for first in range(0, len(windows), _WINDOWS):
            chosen = np.arange(first, min(first + _WINDOWS, len(windows)))
            states = _states(self.memory_, told, windows, chosen)
            own = windows.is_own[chosen]
            visit = windows.visit[chosen][own]
            found[visit] = states[own][np.arange(len(visit)), fold[visit]]
        return found, fold

    def added(self, cells: Cells, price: Floats) -> Floats:
        """Return what states add to the taste for each cell's product, (n_cells,) [logits]."""
        if self.memory_ is None:
            return np.zeros(len(cells), np.float32)
        state, fold = self.states(cells.log, price_paid(cells, price))
        told = np.empty(len(cells), np.float32)
        for first in range(0, len(cells), _ROWS):
            visit, product = cells.visit[first : first + _ROWS], cells.product[first : first + _ROWS]
            direction = self.directions_[product, fold[visit]]
            told[first : first + _ROWS] = np.einsum("cu,cu->c", state[visit], direction)
        return told


def price_paid(cells: Cells, price: Floats) -> Doubles:
    """Return the mean relative price of what each visit bought, (n_visits,); a fifth off is about one.

    Parameters
    ----------
    price : (n_cells,) price ÷ price today − 1
    """
    log, bought = cells.log, cells.is_bought
    n = np.maximum(np.bincount(cells.visit[bought], minlength=len(log)), 1)
    return np.asarray(5 * np.bincount(cells.visit[bought], price[bought], len(log)) / n)


def folds(log: VisitLog) -> Ints:
    """Return the half that each visit's customer belongs to, the same on every machine and in every run."""
    fold = np.array([crc32(str(customer).encode()) % N_FOLDS for customer in log.customer_ids], np.int64)
    return np.asarray(fold[log.customer])


@dataclass(frozen=True)
class _Told:
    """What a visit looks like to the next one of its customer: (n_visits, ...) each."""

    bought: NDArray[np.int32]
    seen: NDArray[np.int32]
    own: Floats
    n_products: int

    @classmethod
    def of(
        cls, log: VisitLog, paid: Doubles, n_bought: int | None = None, n_seen: int | None = None
    ) -> "_Told":
        """Return what visits tell."""
        is_first = log.rank == 0
        seconds = np.diff(log.visited_at, prepend=log.visited_at[:1]) / np.timedelta64(1, "s")
        gap = np.log1p(np.where(is_first, 0, np.maximum(seconds / 86_400, 0))) / 3
        before = np.where(is_first, 0, np.roll(paid, 1))
        bought = _before(log, _listed(log, log.bought, n_bought), is_first)
        seen = _before(log, _listed(log, _apart(log), n_seen), is_first)
        return cls(bought, seen, np.stack([before, gap, is_first], 1).astype(np.float32), log.n_products)

    def inputs(self, windows: Windows, chosen: Ints) -> Arrays:
        """Return the inputs of windows; beyond a customer's last visit nothing is told."""
        visit = windows.visit[chosen]
        at, is_there = np.maximum(visit, 0), visit >= 0
        lists: Arrays = {
            name: np.where(is_there[..., None], table[at], self.n_products).astype(np.int32)
            for name, table in (("bought", self.bought), ("seen", self.seen))
        }
        return lists | {"own": np.where(is_there[..., None], self.own[at], 0).astype(np.float32)}


@dataclass(frozen=True)
class _Examples:
    """Cells by window: each window answers for the cells of its own visits."""

    cells: Cells
    past: Floats
    price: Floats
    windows: Windows

    def __post_init__(self) -> None:
        start = np.searchsorted(self.cells.visit, np.arange(len(self.cells.log) + 1))
        visit, own = self.windows.visit, self.windows.is_own
        first = np.where(own.any(1), visit[np.arange(len(visit)), own.argmax(1)], 0)
        n = own.sum(1)
        object.__setattr__(self, "begin", start[first])
        object.__setattr__(self, "end", start[first + n])
        object.__setattr__(self, "fold", folds(self.cells.log))

    def places(self, chosen: Ints) -> tuple[Ints, Ints]:
        """Return the cells of windows, and where among the windows' visits each stands."""
        begin, end = self.begin[chosen], self.end[chosen]  # type: ignore[attr-defined]
        n = end - begin
        row = np.repeat(np.arange(len(chosen)), n)
        cell = begin[row] + np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
        inside = self.cells.visit[cell] - self.windows.visit[chosen][row, 0]
        return cell, row * self.windows.length + inside

    def batch(self, chosen: Ints, told: _Told, rng: np.random.Generator) -> tuple[Arrays, Floats]:
        """Return inputs and outcomes of some windows, always of one size."""
        cell, place = self.places(chosen)
        n = int(np.ceil(_ROOM * len(self.cells) / len(self.windows) * len(chosen)))
        if len(cell) > n:
            kept = np.sort(rng.choice(len(cell), n, replace=False))
            cell, place = cell[kept], place[kept]
        x = told.inputs(self.windows, chosen) | self.of_cells(cell, place)
        y = np.column_stack([self.cells.is_bought[cell], self._may_learn(cell)]).astype(np.float32)
        missing = n - len(cell)
        padded = {
            name: np.pad(values, [(0, missing)] + [(0, 0)] * (values.ndim - 1))
            if name in _OF_CELLS
            else values
            for name, values in x.items()
        }
        return padded, np.pad(y, ((0, missing), (0, 0)))

    def of_cells(self, cell: Ints, place: Ints) -> Arrays:
        """Return what the network is told of cells."""
        return {
            "place": place.astype(np.int32),
            "product": self.cells.product[cell],
            "past": self.past[cell],
            "price": self.price[cell],
            "shift": self.cells.shift[cell],
        }

    def _may_learn(self, cell: Ints) -> Floats:
        fold = self.fold[self.cells.visit[cell]]  # type: ignore[attr-defined]
        is_other = fold[:, None] != np.arange(N_FOLDS)
        return np.asarray(is_other * self.cells.counts[cell][:, None], np.float32)


_OF_CELLS = ("place", "product", "past", "price", "shift")


def _states(memory: Any, told: _Told, windows: Windows, chosen: Ints) -> Floats:
    """Return the states of some windows, filled up to one size a call with the last one."""
    full = np.pad(chosen, (0, _WINDOWS - len(chosen)), "edge")
    return np.asarray(memory.predict_on_batch(told.inputs(windows, full)), np.float32)[: len(chosen)]


def _entropies(network: Any, examples: _Examples, told: _Told, judged: Ints) -> tuple[float, float]:
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
        product, fold = cells.product[cell], examples.fold[cells.visit[cell]]  # type: ignore[attr-defined]
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


def _apart(log: VisitLog) -> Lines:
    """Return what was seen and not bought."""
    seen, bought = (
        lines.visit.astype(np.int64) * log.n_products + lines.product for lines in (log.seen, log.bought)
    )
    return log.seen.where(~np.isin(seen, bought))


def _listed(log: VisitLog, lines: Lines, width: int | None) -> NDArray[np.int32]:
    """Return the products of each visit's lines, (n_visits, width); `n_products` where there are no more."""
    n = np.bincount(lines.visit, minlength=len(log))
    width = width or int(np.clip(n.max(initial=0), 1, _MOST_TOLD))
    nth = np.arange(len(lines)) - (np.cumsum(n) - n)[lines.visit]
    table = np.full((len(log), width), log.n_products, np.int32)
    kept = nth < width
    table[lines.visit[kept], nth[kept]] = lines.product[kept]
    return table


def _before(log: VisitLog, table: NDArray[np.int32], is_first: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return each row's predecessor; a customer's first visit has none."""
    return np.where(is_first[:, None], log.n_products, np.roll(table, 1, 0)).astype(np.int32)
