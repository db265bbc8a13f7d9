"""Does the model know what it must not know? Each check has a figure and a verdict."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.demand.cells import cells_of
from analytics.demand.visit_log import Lines, VisitLog, sorted_lines
from analytics.evidence.curves.resamples import Resamples, band_limits
from analytics.evidence.validation.folds import Fold
from analytics.evidence.validation.refit import Judged, Material, Way, refitted
from analytics.findings import Verdict
from analytics.numerics import random_stream

_LOOKED_AT = 24  # judged cells whose inputs are worked out again
_ODD_GAIN, _CLEAR_GAIN = 0.01, 0.03  # of AUC over products' shares where there is nothing to learn


class LeakCheck(StrEnum):
    """What is checked."""

    LATER_ROWS = "later_rows"  # learned visits later than a judged one
    SHARED_CUSTOMERS = "shared_customers"  # customers both learned from and judged
    FUTURE_INPUTS = "future_inputs"  # inputs that change once the future is cut off
    SHUFFLED = "shuffled"  # AUC over products' shares where outcomes are drawn by lot
    SINGLE_INPUT = "single_input"  # AUC of one input alone


@dataclass(frozen=True)
class Leak:
    """What a check found.

    Attributes
    ----------
    value : rows, customers, cells, or AUC
    low, high : 90 % band, NaN where there is none
    n : what was looked at
    subject : the input that is meant, if any
    """

    check: LeakCheck
    verdict: Verdict
    value: float
    n: int
    low: float = float("nan")
    high: float = float("nan")
    subject: str = ""


def later_rows(log: VisitLog, folds: list[Fold]) -> Leak:
    """Count learned visits that are not earlier than every judged one of their fold."""
    n = sum(int((log.visited_at[fold.train] >= log.visited_at[fold.judged].min()).sum()) for fold in folds)
    return Leak(LeakCheck.LATER_ROWS, _none_of(n), n, sum(int(fold.train.sum()) for fold in folds))


def shared_customers(log: VisitLog, folds: list[Fold]) -> Leak:
    """Count customers on both sides of a fold."""
    n = sum(len(np.intersect1d(log.customer[fold.train], log.customer[fold.judged])) for fold in folds)
    return Leak(LeakCheck.SHARED_CUSTOMERS, _none_of(n), n, len(np.unique(log.customer)))


def future_inputs(found: Judged, material: Material) -> Leak:
    """Count judged cells of which an input is another one, bit by bit, once the future is cut off.

    All later visits are cut off, and whether the cell's own product was bought. The rest of its basket is
    there: the model predicts one product given the others.
    """
    cells = found.cells
    chosen = random_stream(material.seed, "inputs").permutation(len(cells))[:_LOOKED_AT]
    n = 0
    for at in np.sort(chosen):
        visit, product = int(cells.visit[at]), int(cells.product[at])
        whole = _inputs(found, material, material.log, visit, product)
        past, place = _cut_off(material.log, visit, product)
        cut = _inputs(found, material, past, place, product)
        n += any(whole[name].tobytes() != cut[name].tobytes() for name in whole)
    return Leak(LeakCheck.FUTURE_INPUTS, _none_of(n), n, len(chosen))


def shuffled(material: Material, fold: Fold, report: Callable[[float], None]) -> Leak:
    """Refit where each product's purchases fell to visits by lot: nothing but its share is left to learn."""
    by_lot = replace(material, log=with_outcomes_by_lot(material.log, material.seed))
    found = refitted(by_lot, fold, report)
    drawn = Resamples.of(found.customer, seed=material.seed)
    gain = found.figures(Way.MODEL)["auc"] - found.figures(Way.PRODUCT)["auc"]  # type: ignore[index]
    samples = found.auc_samples(Way.MODEL, drawn) - found.auc_samples(Way.PRODUCT, drawn)
    low, high = (float(end) for end in band_limits(samples))
    odd = low > _ODD_GAIN
    verdict = (Verdict.FAIL if low > _CLEAR_GAIN else Verdict.WARN) if odd else Verdict.PASS
    return Leak(LeakCheck.SHUFFLED, verdict, gain, len(found.cells), min(low, gain), max(high, gain))


def with_outcomes_by_lot(log: VisitLog, seed: int) -> VisitLog:
    """Return the log with every product's purchases at visits drawn by lot among those that could buy it."""
    rng, visits, products = random_stream(seed, "outcomes by lot"), [], []
    sold = np.bincount(log.bought.product, minlength=log.n_products)
    for j in range(log.n_products):
        own = log.seen.visit[log.seen.product == j] if log.has_views else _open_to(log, j)
        visits.append(rng.choice(own, min(int(sold[j]), len(own)), replace=False))
        products.append(np.full(len(visits[-1]), j))
    visit, product = np.concatenate(visits), np.concatenate(products)
    outside = log.n_bought - np.bincount(log.bought.visit, minlength=len(log))
    n_bought = (outside + np.bincount(visit, minlength=len(log))).astype(np.int32)
    price = np.full(len(visit), np.nan, np.float32)
    if log.has_views:
        key = log.seen.visit.astype(np.int64) * log.n_products + log.seen.product
        price = log.seen.price[np.searchsorted(key, visit.astype(np.int64) * log.n_products + product)]
    return replace(log, bought=sorted_lines(visit, product, price), n_bought=n_bought)


def _open_to(log: VisitLog, product: int) -> Ints:
    """Return the visits at which a product was on sale."""
    return np.flatnonzero(log.is_sold(np.arange(len(log)), np.full(len(log), product)))


def _cut_off(log: VisitLog, visit: int, product: int) -> tuple[VisitLog, int]:
    """Return a customer's visits up to one, whose purchase of a product is unknown, and its place."""
    kept = log.customer == log.customer[visit]
    kept &= np.arange(len(log)) <= visit  # visits are sorted by customer and time
    past, place = log.where(kept), int(kept[:visit].sum())
    is_own = (past.bought.visit == place) & (past.bought.product == product)
    bought: Lines = past.bought.where(~is_own)
    n_bought = past.n_bought.copy()
    n_bought[place] -= int(is_own.sum())
    return replace(past, bought=bought, n_bought=n_bought), place


def _inputs(found: Judged, material: Material, log: VisitLog, visit: int, product: int) -> dict[str, Doubles]:
    """Return what the network is told of one cell."""
    own = log.where(log.customer == log.customer[visit])
    place = visit - int(np.searchsorted(log.customer, log.customer[visit]))
    cell = cells_of(own, np.array([place], np.int32), np.array([product], np.int32))
    told = found.model.inputs(cell, material.customers).rows(slice(None))
    # no-partner columns are as many as the widest basket asked for needs
    return {name: np.asarray(values) for name, values in told.items() if name != "partners"}


def _none_of(n: int) -> Verdict:
    return Verdict.FAIL if n else Verdict.PASS
