"""How far every input of the model has moved between the visits held out and those since."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Bools, Floats
from analytics.demand.visit_log import VisitLog
from analytics.evidence.drift.codes import ADVICE_OF, DriftInput, drift_of
from analytics.evidence.drift.psi import (
    Bins,
    bins_of_names,
    bins_of_numbers,
    psi_with_band,
    shares_table,
)
from analytics.runs import artifacts
from analytics.runs.monitoring.newer import Newer

_PRICE_BINS = 5  # products move their prices seldom: finer bins show chance


@dataclass(frozen=True)
class Compared:
    """Rows of one input: the bin of each, when it was, and whose it is."""

    input: DriftInput
    bins: Bins
    is_now: Bools
    witness: npt.NDArray[Any]
    subject: str = ""


def drift_tables(newer: Newer, directory: Path, price_then: Floats) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how far inputs have moved, and the shares of their bins then and now.

    Parameters
    ----------
    directory : of the shop's snapshot as it is now
    price_then : (n_products,) the run's prices [currency]

    Returns
    -------
    input, subject (an attribute's name), psi, low, high, drift, advice, n_then, n_now; and input, subject,
    bin, name, low, high, share_then, share_now
    """
    rows, parts = [], []
    for one in (*_of_visits(newer), *_of_purchases(newer), _of_prices(newer, directory, price_then)):
        if not one.is_now.any() or one.is_now.all():
            continue
        value, low, high = psi_with_band(one.bins, one.is_now, one.witness, newer.config.seed)
        drift = drift_of(low)
        about = {"input": one.input.value, "subject": one.subject}
        sizes = {"n_then": int((~one.is_now).sum()), "n_now": int(one.is_now.sum())}
        codes = {"drift": drift.value, "advice": ADVICE_OF[drift].value}
        rows.append({**about, "psi": value, "low": low, "high": high, **codes, **sizes})
        parts.append(shares_table(one.bins, one.is_now).assign(**about))
    return pd.DataFrame(rows), pd.concat(parts, ignore_index=True)


def _of_visits(newer: Newer) -> Iterator[Compared]:
    """Who visits, how much they buy, and how long they were away."""
    log, customers = newer.snapshot.log, newer.snapshot.customers.reindex(newer.snapshot.log.customer_ids)
    at = np.flatnonzero(newer.is_then | newer.is_now)
    is_now, who = newer.is_now[at], log.customer[at]
    for name in customers.columns:
        values = customers[name].to_numpy(object)[who]
        is_number = pd.api.types.is_numeric_dtype(customers[name]) and customers[name].nunique() > 2
        bins = bins_of_numbers(values, ~is_now) if is_number else bins_of_names(values, ~is_now, who)
        kind = DriftInput.SEGMENT if name == "segment" else DriftInput.ATTRIBUTE
        yield Compared(kind, bins, is_now, who, "" if name == "segment" else str(name))
    yield Compared(DriftInput.BASKET, bins_of_numbers(log.n_bought[at], ~is_now), is_now, who)
    yield Compared(DriftInput.GAP, bins_of_numbers(_gaps(log)[at], ~is_now), is_now, who)


def _gaps(log: VisitLog) -> npt.NDArray[np.float64]:
    """Return the days since each customer's visit before, (n_visits,); NaN at their first."""
    days = np.diff(log.visited_at, prepend=log.visited_at[:1]) / np.timedelta64(1, "D")
    return np.where(log.rank == 0, np.nan, days)


def _of_purchases(newer: Newer) -> Iterator[Compared]:
    """What is bought, by product and by category."""
    snapshot = newer.snapshot
    bought = snapshot.log.bought
    own = (newer.is_then | newer.is_now)[bought.visit]
    visit, product = bought.visit[own], bought.product[own]
    is_now, who = newer.is_now[visit], snapshot.log.customer[visit]
    names = {DriftInput.PRODUCT: np.array(snapshot.log.product_ids, object)}
    if len(np.unique(snapshot.category)) > 1:
        names[DriftInput.CATEGORY] = snapshot.listing["category"].to_numpy(object)
    for kind, of_product in names.items():
        yield Compared(kind, bins_of_names(of_product[product], ~is_now, who), is_now, who)


def _of_prices(newer: Newer, directory: Path, price_then: Floats) -> Compared:
    """Prices by product, place and day against the run's, of all that it knew: chance moves few at a time."""
    days = artifacts.PRICE_DAYS.read(directory)
    product = pd.Index(newer.config.products).get_indexer(pd.Index(days["product_id"]))
    days = days.assign(product=product)[(product >= 0) & days["price"].notna().to_numpy()]
    product = days["product"].to_numpy(np.int64)
    is_now = days["day"].to_numpy("datetime64[D]") > newer.last.astype("datetime64[D]")
    relative = np.round(days["price"].to_numpy(float) / price_then[product], 2)
    return Compared(DriftInput.PRICE, bins_of_numbers(relative, ~is_now, _PRICE_BINS), is_now, product)
