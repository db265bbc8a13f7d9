"""Baskets of a multivariate logit: drawn by Gibbs sampling for any simulated shop, or enumerated."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from analytics.arrays import Bools, Doubles, Numbers
from analytics.numerics import expit

Ints = NDArray[np.int64]
_SWEEPS, _LIMITED_SWEEPS = 25, 14  # cross effects are small beside the noise: baskets forget their start
_START = 0.3  # share of the products in the baskets that sampling without limits begins with


@dataclass(frozen=True)
class BasketLimits:
    """What baskets can hold.

    Attributes
    ----------
    considered : (n_visits, n_products) what can be bought
    must_buy : (n_visits,) visits that are known by a purchase of these products only, so never empty
    largest : products that a basket holds at most
    """

    considered: Bools
    must_buy: Bools
    largest: float = np.inf


def draw_baskets(
    utility: Numbers, cross: Numbers, rng: np.random.Generator, limits: BasketLimits | None = None
) -> Bools:
    """Draw one basket per visit, product by product given the rest (Gibbs sampling).

    Parameters
    ----------
    utility : (n_visits, n_products) of each product alone, at the price of the visit
    cross : (n_products, n_products) symmetric cross effects, zero diagonal

    References
    ----------
    Besag (1974), Spatial interaction and the statistical analysis of lattice systems.
    """
    wish = np.ascontiguousarray(utility.T)
    if limits is None:
        basket = (rng.random(utility.shape) < _START).T.astype(wish.dtype)
        for _ in range(_SWEEPS):
            for j in range(len(wish)):
                basket[j] = _is_wanted(wish[j] + cross[j] @ basket, rng)
    else:
        basket = _limited(wish, cross, rng, limits)
    return np.ascontiguousarray(basket.T.astype(bool))


def draw_few(utility: Doubles, cross: Doubles, rng: np.random.Generator) -> Bools:
    """Draw one basket per visit as `draw_baskets` does, of products so few that all are enumerated."""
    states = all_baskets(len(cross))
    energy = utility @ states.T + pair_sums(cross, states)
    reached = np.exp(energy - energy.max(1, keepdims=True)).cumsum(1)
    drawn = rng.random((len(utility), 1)) * reached[:, -1:]
    return np.asarray(states[(reached <= drawn).sum(1)] > 0)


def _limited(wish: Numbers, cross: Numbers, rng: np.random.Generator, limits: BasketLimits) -> Numbers:
    """Return baskets within limits, (n_products, n_visits)."""
    on_shelf, must_buy = np.ascontiguousarray(limits.considered.T), limits.must_buy & limits.considered.any(1)
    basket = (_is_wanted(wish, rng) & on_shelf).astype(wish.dtype)
    _redraw_sole(basket, wish, on_shelf, must_buy & (basket.sum(0) == 0), rng)
    for _ in range(_LIMITED_SWEEPS):
        size = basket.sum(0)
        for j in range(len(wish)):
            others = size - basket[j]
            is_in = _is_wanted(wish[j] + cross[j] @ basket, rng) & on_shelf[j] & (others < limits.largest)
            basket[j] = is_in | (must_buy & (others == 0))  # the sole product goes for another one only
            size = others + basket[j]
        _redraw_sole(basket, wish, on_shelf, must_buy & (size == 1), rng)
    return basket


def _is_wanted(utility: Numbers, rng: np.random.Generator) -> Bools:
    return np.asarray(rng.random(utility.shape, utility.dtype) < chance_of(utility))


def _redraw_sole(
    basket: Numbers, wish: Numbers, on_shelf: Bools, rows: Bools, rng: np.random.Generator
) -> None:
    """Draw anew which product it is in visits that bought one, each as likely as a basket of it alone."""
    at = np.flatnonzero(rows)
    noise = rng.gumbel(size=(len(at), len(wish)))
    sole = np.where(on_shelf.T[at], wish.T[at] + noise, -np.inf).argmax(1)
    basket[:, at] = 0
    basket[sole, at] = 1


def chance_of(utility: Numbers) -> Numbers:
    """Return P(buy) at these utilities, of the same shape and precision."""
    return expit(np.clip(utility, -30, 30))


def all_baskets(n_products: int) -> Doubles:
    """Return every basket of these products, (2^n, n) of 0 and 1; the first is empty, the last is full."""
    return ((np.arange(2**n_products)[:, None] >> np.arange(n_products)) & 1).astype(float)


def components(cross: Doubles) -> list[Ints]:
    """Return the groups of products that cross effects tie together; groups are independent."""
    n_groups, group = connected_components(cross != 0, directed=False)
    return [np.flatnonzero(group == number) for number in range(n_groups)]


def pair_sums(pairs: Doubles, states: Doubles) -> Doubles:
    """Return the sum over the pairs in each basket, (n_baskets,); `pairs` is symmetric."""
    return np.asarray(0.5 * np.einsum("bi,ij,bj->b", states, pairs, states))
