"""Baskets as they are bought: drawn from the logit, or chosen by what each product is worth to the visit."""

import numpy as np
from numpy.typing import NDArray

from data.synthetic.config import LATENT_SD
from data.synthetic.market import Floats, Generator

Ints = NDArray[np.int64]


def all_baskets(n_products: int) -> Floats:
    """Return every basket of these products, (2^n, n) of 0 and 1; the first is empty, the last is full."""
    return ((np.arange(2**n_products)[:, None] >> np.arange(n_products)) & 1).astype(float)


def components(cross: Floats) -> list[Ints]:
    """Return the groups of products that cross effects tie together; groups are independent."""
    label = np.arange(len(cross))
    for a, b in zip(*np.nonzero(cross), strict=True):
        label[label == label[b]] = label[a]
    return [np.flatnonzero(label == name) for name in np.unique(label)]


def gibbs_baskets(utility: Floats, cross: Floats, rng: Generator, sweeps: int = 25) -> Floats:
    """Draw baskets (n_visits, n_products) from the multivariate logit by Gibbs sampling."""
    bought = (rng.random(utility.shape) < 0.3).astype(float)
    for _ in range(sweeps):
        for j in range(utility.shape[1]):
            logit = utility[:, j] + bought @ cross[:, j]
            bought[:, j] = rng.random(len(logit)) < 1 / (1 + np.exp(-logit))
    return bought


def worth(score: Floats, spread: Floats, list_price: Floats, noise: Floats) -> Floats:
    """Return what products are worth to visits, lognormal around the list price [currency].

    Parameters
    ----------
    score : (n, n_products) [logits]; `noise` of the same shape, standard normal
    spread : (n,) log standard deviation
    """
    return np.asarray(list_price * np.exp(spread[:, None] * (score / LATENT_SD + noise)))


def joint_worth(cross: Floats, list_price: Floats, states: Floats) -> Floats:
    """Return what baskets are worth beyond their products, per unit of spread, (n_baskets,) [currency]."""
    smaller = np.minimum(list_price[:, None], list_price)
    return pair_sums(cross / LATENT_SD * smaller, states)


def surplus_baskets(
    value: Floats, price: Floats, cross: Floats, spread: Floats, list_price: Floats
) -> Floats:
    """Return for each visit the basket that is worth most beyond its price, (n_visits, n_products).

    Parameters
    ----------
    value, price : (n_visits, n_products) [currency]
    """
    bought = np.zeros_like(value)
    for part in components(cross):
        states = all_baskets(len(part))
        pairs = joint_worth(cross[np.ix_(part, part)], list_price[part], states)
        gain = (value[:, part] - price[:, part]) @ states.T + spread[:, None] * pairs
        bought[:, part] = states[gain.argmax(1)]
    return bought


def pair_sums(pairs: Floats, states: Floats) -> Floats:
    """Return the sum over the pairs in each basket, (n_baskets,); `pairs` is symmetric."""
    return np.asarray(0.5 * np.einsum("bi,ij,bj->b", states, pairs, states))
