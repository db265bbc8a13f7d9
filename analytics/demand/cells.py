"""Cells (visit, product) that the demand model learns from: every purchase, and non-purchases by lot."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.visit_log import VisitLog
from analytics.numerics import random_stream

MOST_CELLS = 3_000_000  # bands hardly narrow beyond, minutes grow
_FEWEST_SOLD = 20  # purchases that a product counts for at least, so that rare prices are met


@dataclass(frozen=True)
class Cells:
    """Cells of a log, sorted by visit and product.

    Attributes
    ----------
    visit, product : (n_cells,) positions
    is_bought : (n_cells,)
    counts : (n_cells,)
        Whether the choice could have gone either way: where visits are known by their purchases only,
        the sole product of a basket could not have been absent.
    price : (n_cells,) price faced [currency]
    kept_share : (n_cells,) share of cells like it that were kept, 1 for all purchases [0-1]
    """

    log: VisitLog
    visit: Ints
    product: Ints
    is_bought: Bools
    counts: Bools
    price: Floats
    kept_share: Floats

    def __len__(self) -> int:
        return len(self.visit)

    @property
    def weight(self) -> Doubles:
        """Return how many cells of the shop each one stands for, (n_cells,); 0 where it tells nothing."""
        return np.asarray(self.counts / self.kept_share, float)

    @cached_property
    def shift(self) -> Floats:
        """Return what keeping few non-purchases adds to each logit, (n_cells,).

        References
        ----------
        Prentice & Pyke (1979), Logistic disease incidence models and case-control studies.
        King & Zeng (2001), Logistic regression in rare events data.
        """
        return np.asarray(-np.log(self._kept_of_product()[self.product]), np.float32)

    def by_product_and_period(self, values: NDArray[Any] | None = None) -> Doubles:
        """Return sums over the shop's informative cells, (n_products, n_periods); without values a count."""
        n_periods = self.log.n_periods
        at = self.product.astype(np.int64) * n_periods + self.log.period[self.visit]
        weight = self.weight if values is None else self.weight * values
        found = np.bincount(at, weight, self.log.n_products * n_periods)
        return np.asarray(found.reshape(self.log.n_products, n_periods), float)

    def rows(self, chosen: Ints | Bools) -> "Cells":
        """Return some of the cells."""
        names = ("visit", "product", "is_bought", "counts", "price", "kept_share")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})

    def _kept_of_product(self) -> Doubles:
        kept = np.ones(self.log.n_products)
        apart = ~self.is_bought
        kept[self.product[apart]] = self.kept_share[apart]
        return kept


def learned_cells(log: VisitLog, seed: int, most: int = MOST_CELLS) -> Cells:
    """Return the cells to learn from: all where they are few, else all purchases and a share of the others.

    A non-purchase is a product that was seen, or where views are not recorded one that was on sale, and that
    was not bought. Of each product as many are drawn as serve its purchases; the share that they are of all
    is known.

    Parameters
    ----------
    most : cells, about
    """
    rng = random_stream(seed)
    bought = log.bought
    sold = np.bincount(bought.product, minlength=log.n_products)
    apart_all = _n_apart(log)
    wanted = _wanted(sold, apart_all, most - len(bought))
    if log.has_views:
        visit, product, price, kept = _seen_apart(log, wanted / np.maximum(apart_all, 1), rng)
    else:
        visit, product, kept = _drawn_apart(log, wanted, rng)
        price = np.full(len(visit), np.nan, np.float32)
    every = np.concatenate([bought.visit, visit]), np.concatenate([bought.product, product])
    order = np.lexsort(every[::-1])
    is_bought = (np.arange(len(order)) < len(bought))[order]
    visit, product = (values[order].astype(np.int32) for values in every)
    return _cells(
        log,
        visit,
        product,
        is_bought,
        np.concatenate([bought.price, price])[order],
        np.concatenate([np.ones(len(bought)), kept])[order],
    )


def cells_of(log: VisitLog, visit: Ints, product: Ints) -> Cells:
    """Return these cells of a log, sorted by visit and product, whether anybody considered them or not."""
    key, n = visit.astype(np.int64) * log.n_products + product, log.n_products
    at = np.argsort(key, kind="stable")
    key, visit, product = key[at], visit[at].astype(np.int32), product[at].astype(np.int32)
    is_bought, price = np.zeros(len(key), bool), np.full(len(key), np.nan, np.float32)
    for lines in (log.seen, log.bought):
        own = lines.visit.astype(np.int64) * n + lines.product
        place = np.minimum(np.searchsorted(own, key), max(len(own) - 1, 0))
        is_there = own[place] == key if len(own) else np.zeros(len(key), bool)
        price[is_there] = lines.price[place[is_there]]
        is_bought = is_there
    return _cells(log, visit, product, is_bought, price, np.ones(len(key)))


def _cells(
    log: VisitLog, visit: Ints, product: Ints, is_bought: Bools, price: Floats, kept: Doubles
) -> Cells:
    price = np.where(np.isnan(price), log.prices(visit, product), price)
    is_priced = np.isfinite(price)
    n_others = log.n_bought[visit] - is_bought
    counts = is_priced & (log.has_views | (n_others > 0))
    price = np.where(is_priced, price, 1.0).astype(np.float32)
    return Cells(log, visit, product, is_bought, counts, price, kept.astype(np.float32))


def _n_apart(log: VisitLog) -> Doubles:
    """Return how many non-purchases each product has, (n_products,)."""
    bought = np.bincount(log.bought.product, minlength=log.n_products)
    if log.has_views:
        return np.asarray(np.bincount(log.seen.product, minlength=log.n_products) - bought, float)
    visits = np.bincount(log.period, minlength=log.calendar.is_sold.shape[1])
    return np.asarray(np.maximum(log.calendar.is_sold @ visits - bought, 0), float)


def _wanted(sold: Ints, apart: Doubles, most: int) -> Doubles:
    """Return how many non-purchases to keep of each product: all, or so many for every purchase."""
    if apart.sum() <= most:
        return apart
    low, high = 0.0, 1e4
    for _ in range(40):
        ratio = (low + high) / 2
        found = np.minimum(apart, ratio * np.maximum(sold, _FEWEST_SOLD))
        low, high = (ratio, high) if found.sum() < most else (low, ratio)
    return np.asarray(np.minimum(apart, low * np.maximum(sold, _FEWEST_SOLD)))


def _seen_apart(
    log: VisitLog, share: Doubles, rng: np.random.Generator
) -> tuple[Ints, Ints, Floats, Doubles]:
    """Draw lines that were seen and not bought, of each product a share."""
    seen, n = log.seen, log.n_products
    key = seen.visit.astype(np.int64) * n + seen.product
    is_apart = ~np.isin(key, log.bought.visit.astype(np.int64) * n + log.bought.product)
    chosen = is_apart & (rng.random(len(seen)) < share[seen.product])
    left = seen.where(chosen)
    return left.visit, left.product, left.price, share[left.product]


def _drawn_apart(log: VisitLog, wanted: Doubles, rng: np.random.Generator) -> tuple[Ints, Ints, Doubles]:
    """Draw visits that did not buy a product while it was on sale, of each product so many."""
    order = np.argsort(log.period, kind="stable")
    per_period = np.bincount(log.period, minlength=log.calendar.is_sold.shape[1])
    first = np.cumsum(per_period) - per_period
    buyers = np.split(
        log.bought.visit[np.argsort(log.bought.product, kind="stable")],
        np.cumsum(np.bincount(log.bought.product, minlength=log.n_products))[:-1],
    )
    visits, shares = [], []
    for j in range(log.n_products):
        sold = log.calendar.is_sold[j] & (per_period > 0)
        upto = np.cumsum(per_period[sold])
        n_all = int(upto[-1]) if len(upto) else 0
        n_apart = max(n_all - len(buyers[j]), 0)
        n_drawn = n_all if wanted[j] >= n_apart else int(np.ceil(wanted[j] * n_all / max(n_apart, 1)))
        place = np.arange(n_all) if n_drawn >= n_all else rng.choice(n_all, n_drawn, replace=False)
        period = np.searchsorted(upto, place, "right")
        inside = place - (upto - per_period[sold])[period] if len(upto) else place
        drawn = order[first[sold][period] + inside] if len(upto) else place
        drawn = drawn[~np.isin(drawn, buyers[j])]
        visits.append(drawn)
        shares.append(min(n_drawn / max(n_all, 1), 1.0))
    n = [len(drawn) for drawn in visits]
    return np.concatenate(visits), np.repeat(np.arange(log.n_products), n), np.repeat(shares, n)
