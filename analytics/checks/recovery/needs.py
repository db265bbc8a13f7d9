"""What a shop would need for better advice: more visits, livelier prices, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles

GOAL = 0.9  # of the possible profit: what is left is less than most other mistakes cost


@dataclass(frozen=True)
class Trial:
    """How well advice did in one setting.

    Attributes
    ----------
    visits, prices : how many times the visits and the price variation of the shop that was simulated
    n_visits : learned from
    captured_share, flat_share, within_share : see `Refitted`
    """

    name: str
    visits: float
    prices: float
    has_test: bool
    n_visits: int
    captured_share: float
    flat_share: float
    within_share: float


@dataclass(frozen=True)
class Needs:
    """What would bring advice to `GOAL`.

    Attributes
    ----------
    now_share : captured with all visits of the shop; NaN where no discount could earn anything
    n_visits : of the shop
    visits_needed : least visits that reach the goal; None where the most that were tried do not
    prices_needed : least liveliness of prices that reaches it, as a multiple; None where the most does not
    test_share, both_share : captured after a price test, and with most visits and liveliest prices together;
        NaN where it was not tried
    most_visits, most_prices : the most that were tried
    """

    now_share: float
    n_visits: int
    visits_needed: int | None
    prices_needed: float | None
    test_share: float
    both_share: float
    most_visits: int
    most_prices: float

    @property
    def is_reached(self) -> bool:
        """Return whether the shop's own data are enough."""
        return self.now_share >= GOAL


def needs_of(trials: list[Trial], n_visits: int) -> Needs:
    """Return what it takes, read off the trials between which shares are interpolated.

    Parameters
    ----------
    n_visits : of the whole shop; the simulated one may have had fewer
    """
    untested = [t for t in trials if not t.has_test]
    by_visits = sorted((t for t in untested if t.prices == 1), key=lambda t: t.n_visits)
    by_prices = sorted((t for t in untested if t.visits == 1), key=lambda t: t.prices)
    size = np.log([t.n_visits for t in by_visits])
    of_size = rising([t.captured_share for t in by_visits])
    liveliness = np.array([t.prices for t in by_prices])
    shares = [t.captured_share for t in by_prices]
    own = next(i for i, t in enumerate(by_prices) if t.prices == 1)
    shares[own] = float(np.interp(np.log(by_prices[own].n_visits), size, of_size))  # one word for one shop
    of_prices = rising(shares)
    enough = _first_at(size, of_size)
    livelier = _first_at(liveliness, of_prices)
    return Needs(
        now_share=float(np.interp(np.log(max(n_visits, 1)), size, of_size)),
        n_visits=n_visits,
        visits_needed=None if enough is None else round(float(np.exp(enough))),
        prices_needed=livelier,
        test_share=_share(trials, lambda t: t.has_test),
        both_share=_share(trials, lambda t: t.visits > 1 and t.prices > 1),
        most_visits=max(t.n_visits for t in by_visits),
        most_prices=float(liveliness[-1]),
    )


def rising(values: Sequence[float]) -> Doubles:
    """Return the nearest sequence that never falls: luck makes shares zigzag."""
    from scipy.optimize import isotonic_regression

    return np.asarray(isotonic_regression(values).x)


def _first_at(x: Doubles, share: Doubles) -> float | None:
    """Return where the rising share first reaches the goal."""
    reached = np.flatnonzero(share >= GOAL)
    if len(reached) == 0:
        return None
    around = slice(max(int(reached[0]) - 1, 0), int(reached[0]) + 1)
    return float(np.interp(GOAL, share[around], x[around]))


def _share(trials: list[Trial], is_asked: Callable[[Trial], bool]) -> float:
    return next((t.captured_share for t in trials if is_asked(t)), float("nan"))
