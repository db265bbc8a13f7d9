"""Customers known by what goods are worth to them: spread independently, or as a sample."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.offers.baskets import all_baskets
from analytics.pricing.selling.ways import Ways

Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Curve = Callable[[Doubles], Doubles]

_NODES, _WEIGHTS = (np.array(side) for side in np.polynomial.legendre.leggauss(24))
_TIE = 1e-9  # who is indifferent takes the dearer way, as the theory has it
_PRIMES = (2, 3, 5, 7, 11, 13)  # their roots are of no common measure
_LATTICE = 2**17  # customers × baskets that stand for independent worths of three goods and more


@dataclass(frozen=True)
class Spread:
    """How the worth of one good is spread over customers.

    Attributes
    ----------
    share_below : worth → share of customers to whom the good is worth less [share]
    quantile : its inverse, share → worth [currency]
    """

    share_below: Curve
    quantile: Curve

    @classmethod
    def uniform(cls, low: float, high: float) -> "Spread":
        """Return a worth that is anything between two amounts alike."""
        width = high - low
        return cls(lambda v: np.clip((v - low) / width, 0, 1), lambda u: low + width * u)

    def excess(self, price: Doubles) -> Doubles:
        """Return what customers would keep on average at a price, E[max(worth − price, 0)] [currency]."""
        below = np.minimum(self.share_below(price), 1 - _TIE)  # a worth without end is never met
        at = below[..., None] + (1 - below[..., None]) * (_NODES + 1) / 2
        gain = np.maximum(self.quantile(at) - price[..., None], 0)
        return np.asarray((1 - below) * (gain @ _WEIGHTS) / 2)


@dataclass(frozen=True)
class Sample:
    """Customers one by one.

    Attributes
    ----------
    worth : (n_customers, k) what each good is worth to each customer [currency]
    weight : (n_customers,) sums to 1
    """

    worth: Doubles
    weight: Doubles

    @property
    def n_goods(self) -> int:
        """How many goods there are."""
        return int(self.worth.shape[1])

    def shares(self, menu: Doubles) -> Doubles:
        """Return which share of customers takes each basket, (2^k,)."""
        taken, _ = self._taken(menu)
        return np.bincount(taken, self.weight, len(menu)).astype(float)

    def surplus(self, menu: Doubles) -> float:
        """Return what customers keep on average [currency]."""
        return float(self.weight @ self._taken(menu)[1])

    def _taken(self, menu: Doubles) -> tuple[Ints, Doubles]:
        sold = np.flatnonzero(np.isfinite(menu))
        left = self.worth @ all_baskets(self.n_goods)[sold].T - menu[sold]
        at = np.argmax(left + _TIE * menu[sold], axis=1)
        return sold[at], left[np.arange(len(at)), at]


@dataclass(frozen=True)
class IndependentPair:
    """Two goods of independent worth, exactly: Gauss sums over the first, the second in full."""

    first: Spread
    second: Spread

    @property
    def n_goods(self) -> int:
        """How many goods there are."""
        return 2

    def shares(self, menu: Doubles) -> Doubles:
        """Return which share of customers takes each basket, (4,)."""
        weight, without, with_second, price = self._given_first(menu)
        below = self.second.share_below(price)
        taken = np.bincount(without[0], weight * below, 4) + np.bincount(
            with_second[0], weight * (1 - below), 4
        )
        return taken.astype(float)

    def surplus(self, menu: Doubles) -> float:
        """Return what customers keep on average [currency]."""
        weight, without, _, price = self._given_first(menu)
        return float(weight @ (without[1] + self.second.excess(price)))

    def _given_first(
        self, menu: Doubles
    ) -> tuple[Doubles, tuple[Ints, Doubles], tuple[Ints, Doubles], Doubles]:
        """Return, by worth of the first good: weight, best basket without and with the second, its price."""
        worth, weight = self._nodes(menu)
        left = np.column_stack([np.zeros_like(worth), worth, np.zeros_like(worth), worth]) - menu
        without, with_second = left[:, :2].argmax(1), left[:, 2:].argmax(1)
        best = left[:, :2].max(1), left[:, 2:].max(1)
        return weight, (without, best[0]), (with_second + 2, best[1]), best[0] - best[1]

    def _nodes(self, menu: Doubles) -> tuple[Doubles, Doubles]:
        """Return Gauss nodes between all worths of the first good at which choices change."""
        _, one, two, both = menu
        ends = self.second.quantile(np.array([0.0, 1.0]))
        with np.errstate(invalid="ignore"):  # ∞ − ∞ where a basket is not sold: no kink
            kinks = np.array([one, both - two, *(both - ends), *(one - two + ends)])
        cuts = self.first.share_below(kinks[np.isfinite(kinks)])
        edges = np.unique(np.concatenate([[0.0], cuts, [1.0]]))
        width = np.diff(edges)[:, None]
        at = (edges[:-1, None] + width * (_NODES + 1) / 2).ravel()
        return self.first.quantile(at), (width * _WEIGHTS / 2).ravel()


Customers = Sample | IndependentPair


def independent(*spreads: Spread) -> Customers:
    """Return customers to whom each good is worth something independently of the others.

    Two goods are exact; three to six become customers spread evenly over all worths (a Weyl lattice), right
    to half a per cent and without noise of chance.

    References
    ----------
    Niederreiter (1992), Random Number Generation and Quasi-Monte Carlo Methods, ch. 5.
    """
    if len(spreads) == 2:
        return IndependentPair(*spreads)
    n = _LATTICE // 2 ** len(spreads)
    at = (0.5 + np.arange(1, n + 1)[:, None] * np.sqrt(_PRIMES[: len(spreads)])) % 1
    worth = np.column_stack([spread.quantile(at[:, i]) for i, spread in enumerate(spreads)])
    return Sample(worth, np.full(n, 1 / n))


def profit(customers: Customers, ways: Ways, prices: Doubles, unit_cost: Doubles) -> float:
    """Return profit per customer at the prices of the items of some ways to buy [currency].

    Parameters
    ----------
    prices : (n_items,) of what is listed
    unit_cost : (k,) of each good
    """
    menu = ways.menu(prices, customers.n_goods)
    gain = np.where(np.isfinite(menu), menu, 0) - all_baskets(customers.n_goods) @ unit_cost
    return float(customers.shares(menu) @ gain)
