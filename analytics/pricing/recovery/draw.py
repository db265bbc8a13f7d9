"""Baskets drawn from a multivariate logit: what customers with given wishes would buy."""

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.visits import Bools, Floats

_SWEEPS = 14  # cross effects are small beside the noise: baskets forget their start within a few


def draw_baskets(
    utility: Floats,
    cross: Floats,
    considered: Bools,
    must_buy: Bools,
    rng: np.random.Generator,
    largest: int | None = None,
) -> Bools:
    """Draw one basket per visit, product by product given the rest (Gibbs sampling).

    Parameters
    ----------
    utility : (n_visits, n_products) of each product alone, at the price of the visit
    cross : (n_products, n_products) symmetric cross effects, zero diagonal
    considered : (n_visits, n_products) what can be bought
    must_buy : (n_visits,) visits that are known by a purchase of these products only, so never empty
    largest : products that a basket holds at most; no limit where absent

    References
    ----------
    Besag (1974), Spatial interaction and the statistical analysis of lattice systems.
    """
    must_buy = must_buy & considered.any(1)
    wish, on_shelf = np.ascontiguousarray(utility.T), np.ascontiguousarray(considered.T)
    basket = ((rng.random(wish.shape, np.float32) < chance_of(wish)) & on_shelf).astype(np.float32)
    _redraw_sole(basket, utility, considered, must_buy & (basket.sum(0) == 0), rng)
    for _ in range(_SWEEPS):
        size = basket.sum(0)
        for j in range(len(wish)):
            chance = chance_of(wish[j] + cross[j] @ basket)
            has_room = on_shelf[j] if largest is None else on_shelf[j] & (size - basket[j] < largest)
            is_in = (rng.random(len(chance), np.float32) < chance) & has_room
            is_in |= must_buy & (size == basket[j])  # the sole product cannot go, but for another one
            size += is_in - basket[j]
            basket[j] = is_in
        _redraw_sole(basket, utility, considered, must_buy & (size == 1), rng)
    return np.ascontiguousarray(basket.T.astype(bool))


def _redraw_sole(
    basket: Floats, utility: Floats, considered: Bools, rows: Bools, rng: np.random.Generator
) -> None:
    """Draw anew which product it is, in visits that bought one only; baskets are (n_products, n_visits)."""
    at = np.flatnonzero(rows)
    basket[:, at] = 0
    basket[_one_each(utility[at], considered[at], rng), at] = 1


def _one_each(utility: Floats, considered: Bools, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw one product per visit, each as likely as a basket of it alone."""
    noise = rng.gumbel(size=utility.shape)
    return np.asarray(np.where(considered, utility + noise, -np.inf).argmax(1), np.int64)


def chance_of(utility: Floats) -> Floats:
    """Return P(buy) at these utilities, of the same shape."""
    return np.asarray(1 / (1 + np.exp(-np.clip(utility, -30, 30))), np.float32)
