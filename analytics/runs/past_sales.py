"""What a run notes of past sales: what was bought of each product in each period, and what was expected."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.demand.choice import BasketChoice
from analytics.demand.visit_log import VisitLog
from analytics.evidence.price_changes.changes import during_changes, find_changes
from analytics.numerics import random_stream
from analytics.runs import artifacts
from analytics.runs.expected_sales import Asked, cross_effects, member_slopes
from analytics.runs.snapshot import Snapshot, learned_from

_MOST_CELLS, _AT_ONCE = 4_000_000, 100_000  # asked of the model: about 15 seconds, and a little memory


def write_past_sales(
    directory: Path,
    snapshot: Snapshot,
    tested: BasketChoice,
    model: BasketChoice,
    seed: int,
    report: Callable[[float], None],
) -> None:
    """Write what was bought and expected of each product in each period; no customer is in it.

    Parameters
    ----------
    snapshot : of the tested products
    tested : the model under test, which learned from visits before the boundary only
    model : the run's model, whose members tell how sure its price slopes are
    """
    whole, log = snapshot.log, _sampled(snapshot.log, seed)
    price, days = _prices(whole), whole.calendar.days_per_period
    changes = find_changes(price, days)
    price = np.nan_to_num(price)
    number, before = during_changes(price, changes)
    asked = Asked(
        tested,
        snapshot.customers_before,
        np.where(price > 0, before / np.where(price > 0, price, 1), 1.0),
        _usual_price(whole, price) / snapshot.reference_price - 1,
        member_slopes(model, whole.product_ids, float((whole.visited_at < snapshot.boundary).mean())),
        cross_effects(tested),
    )
    kinds = np.append(changes["kind"].astype(str).to_numpy(object), "")  # the last one: no change
    cells = {"price": price, "price_before": before, "change": number, "kind": kinds[number]}
    cells |= _asked_in_parts(asked, log, report) | _pieces(directory, whole, log, seed)
    starts_on = whole.calendar.first_day + days * np.arange(price.shape[1])
    periods = {
        "period": np.arange(price.shape[1]),
        "starts_on": starts_on.astype("datetime64[us]"),
        "is_held_out": starts_on >= snapshot.boundary,
        "n_visits": np.bincount(log.period, minlength=price.shape[1]).astype(float),
    }
    frame = pd.DataFrame(
        {"product_id": np.repeat(np.array(whole.product_ids, object), price.shape[1])}
        | {name: np.tile(of, len(price)) for name, of in periods.items()}
        | {name: table.ravel() for name, table in cells.items()}
    )
    share = len(np.unique(log.customer)) / max(len(np.unique(whole.customer)), 1)
    artifacts.PAST_SALES.write(directory, frame.assign(days=days, customer_share=share))


def _prices(log: VisitLog) -> Doubles:
    """Return prices by product and period, over all stores as they are visited at large."""
    store = np.bincount(log.store, minlength=log.calendar.price.shape[1])
    price = log.calendar.price[:, :, : log.n_periods].astype(float)
    return np.asarray(np.einsum("jst,s->jt", price, store / max(store.sum(), 1)))


def _usual_price(log: VisitLog, price: Doubles) -> Doubles:
    """Return the mean price that visits met, (n_products,) [currency]."""
    visits = np.bincount(log.period, minlength=price.shape[1])
    return np.asarray(price @ visits / max(visits.sum(), 1), float)


def _asked_in_parts(asked: Asked, log: VisitLog, report: Callable[[float], None]) -> dict[str, Doubles]:
    """Return sums by product and period, a few customers at a time: the memory stays small."""
    parts, sums = list(_parts(log)), dict[str, Doubles]()
    for i, customers in enumerate(parts, start=1):
        found = asked.sums(log.where(np.isin(log.customer, customers)))
        sums = {name: sums[name] + table if sums else table for name, table in found.items()}
        report(i / len(parts))
    return sums


def _n_considered(log: VisitLog) -> Doubles:
    """Return how many products visits of each customer considered, (n_customers,)."""
    if log.has_views:
        of_visit = np.bincount(log.seen.visit, minlength=len(log))
    else:
        of_visit = log.calendar.is_sold.sum(0)[log.period] * (log.n_bought > 0)
    return np.asarray(np.bincount(log.customer, of_visit, len(log.customer_ids)), float)


def _sampled(log: VisitLog, seed: int) -> VisitLog:
    """Return the visits of some customers by lot, of all where the model can be asked about all of them."""
    share = _MOST_CELLS / max(float(_n_considered(log).sum()), 1)
    if share >= 1:
        return log
    kept = random_stream(seed, "past sales").random(len(log.customer_ids)) < share
    return log.where(kept[log.customer])


def _parts(log: VisitLog) -> Iterator[np.ndarray]:
    """Give the customers in groups of about so many cells."""
    part = (np.cumsum(_n_considered(log)) // _AT_ONCE).astype(int)
    present = np.unique(log.customer)
    for number in np.unique(part[present]):
        yield present[part[present] == number]


def _pieces(directory: Path, whole: VisitLog, log: VisitLog, seed: int) -> dict[str, Doubles]:
    """Return pieces bought and their squares by product and period, of the purchases that are counted."""
    visits = learned_from(artifacts.VISITS.read(directory), seed)
    visits = visits.sort_values(["customer_id", "visited_at", "visit_id"], ignore_index=True)  # as in the log
    lines = artifacts.VISIT_LINES.read(directory, ["visit_id", "product_id", "n_bought"])
    row = pd.Index(visits["visit_id"]).get_indexer(pd.Index(lines["visit_id"]))
    product = pd.Index(whole.product_ids).get_indexer(pd.Index(lines["product_id"]))
    shape = whole.n_products, whole.n_periods
    counted = (row >= 0) & (product >= 0) & (lines["n_bought"].to_numpy(float) > 0)
    if not whole.has_views:
        counted &= whole.n_bought[row] > 1
    is_in = np.isin(whole.customer, np.unique(log.customer))
    counted &= is_in[row] & np.isfinite(whole.prices(np.maximum(row, 0), np.maximum(product, 0)))
    at = product[counted].astype(np.int64) * shape[1] + whole.period[row[counted]]
    pieces = lines["n_bought"].to_numpy(float)[counted]
    return {
        name: np.bincount(at, of, shape[0] * shape[1]).astype(float).reshape(shape)
        for name, of in (("pieces", pieces), ("pieces_squared", pieces**2))
    }
