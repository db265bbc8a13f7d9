"""A shop's visits → chances to buy: a product that could have been bought, and what was known before."""

from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.histories import History
from analytics.demand.visit_log import Lines, VisitLog
from analytics.lab.examples import Examples, require_both_outcomes
from analytics.lab.subjects.kept import KeptRows
from analytics.numerics import random_stream

PAST_LENGTH = 24  # products that a customer had last: an LSTM reads each in turn
MOST_PRODUCTS = 300  # best sellers first: a network sees too little of the others
_FEW = 20  # different texts that are categories in any shop
_PURCHASES_SHARE = 0.25  # of the rows: the others are chances that came out no
_RATE_VISITS = 4.0  # that a customer's own rate is shrunk by
_DAYS_OF_YEAR = 365.25


def purchase_rows(
    log: VisitLog, products: pd.DataFrame, customers: pd.DataFrame, most: int, seed: int
) -> KeptRows:
    """Return chances to buy with what was known before each visit.

    Non-purchases are drawn by lot where there are many, so that shares of yes are those of the rows and not
    of the shop.

    Parameters
    ----------
    log : visits of the products that count
    products : category and brand, in the order of the log's products
    customers : attributes by customer_id
    most : rows, about

    Raises
    ------
    NotEnoughDataError
        Everything was bought, or nothing.
    """
    log = _sampled(log, most, seed)
    cells = learned_cells(log, seed, most)
    cells = cells.rows(cells.counts)
    visit, past_row = np.unique(cells.visit, return_inverse=True)
    inputs = pd.concat(
        [_prices(cells), _history(cells), _season(log, cells.visit), _who(cells, products, customers)], axis=1
    )
    examples = Examples(
        inputs,
        cells.is_bought.astype(float),
        log.customer[cells.visit].astype(np.int64),
        log.visited_at[cells.visit],
        pasts(log, visit),
        past_row.astype(np.int64),
        log.n_products * (2 if log.has_views else 1),
    )
    require_both_outcomes(examples)
    return KeptRows(examples, log.customer_ids)


def pasts(log: VisitLog, visit: Ints, length: int = PAST_LENGTH) -> Ints:
    """Return what customers had before visits, (n_visits, length): bought products, then those only seen.

    Parameters
    ----------
    visit : (n_visits,)
    """
    lines, token = line_tokens(log)
    end = np.searchsorted(lines.visit, visit)
    begin = np.searchsorted(lines.visit, log.first_visit[visit])
    at = end[:, None] - length + np.arange(length)
    found = token[np.clip(at, 0, max(len(token) - 1, 0))] if len(token) else np.zeros(at.shape)
    return np.where(at >= begin[:, None], found, 0).astype(np.int32)


def line_tokens(log: VisitLog) -> tuple[Lines, Ints]:
    """Return what was bought or seen, and each line's token: a product from 1 on, then those only seen."""
    lines, bought = (log.seen if log.has_views else log.bought), log.bought
    token = lines.product.astype(np.int64) + 1
    if log.has_views:
        n = log.n_products
        is_bought = np.isin(_keys(lines, n), _keys(bought, n))
        token = np.where(is_bought, token, token + n)
    return lines, token


def _keys(lines: Lines, n_products: int) -> Ints:
    return lines.visit.astype(np.int64) * n_products + lines.product


def _sampled(log: VisitLog, most: int, seed: int) -> VisitLog:
    """Return the visits of whole customers, so many that their purchases leave room for chances not taken."""
    share = _PURCHASES_SHARE * most / max(len(log.bought), 1)
    if share >= 1:
        return log
    kept = random_stream(seed, "customers").random(len(log.customer_ids)) < share
    return log.where(kept[log.customer])


def _prices(cells: Cells) -> pd.DataFrame:
    """Return the price, and how far it is from what the product cost on average before."""
    price = np.log(np.maximum(cells.price.astype(float), 1e-4))
    by_store = cells.log.calendar.price.astype(float)
    n_priced = np.isfinite(by_store).sum(1)
    mean = np.nansum(by_store, axis=1) / np.maximum(n_priced, 1)
    usual = _before(np.log(np.maximum(mean, 1e-4)))
    known = usual[cells.product, cells.log.period[cells.visit]]
    relative = np.where(np.isfinite(known), price - known, 0.0)
    return pd.DataFrame({"log_price": price, "log_price_to_usual": relative})


def _history(cells: Cells) -> pd.DataFrame:
    """Return what the customer did before, and how often others bought the product before."""
    log, visit, product = cells.log, cells.visit, cells.product
    past = History(log).before(visit, product)
    rank = log.rank[visit].astype(float)
    last = np.where(rank > 0, visit - 1, visit)
    days, since_first = (
        (log.visited_at[visit] - log.visited_at[earlier]) / np.timedelta64(1, "D")
        for earlier in (last, log.first_visit[visit])
    )
    return pd.DataFrame(
        {
            "bought_before": np.log1p(past.n_bought),
            "bought_share": past.n_bought / (np.maximum(past.n_considered, past.n_bought) + _RATE_VISITS),
            "bought_share_recent": past.recent / (past.weight + _RATE_VISITS),
            "visits_before": np.log1p(rank),
            "days_since_visit": np.where(rank > 0, np.log1p(days), np.nan),
            "days_since_first": np.log1p(since_first),
            "popularity": _popularity(log)[product, log.period[visit]],
        }
    ).astype(float)


def _popularity(log: VisitLog) -> Doubles:
    """Return how often visits of earlier periods bought each product, as a log, (n_products, n_periods)."""
    shape = log.n_products, log.n_periods
    at = log.bought.product.astype(np.int64) * shape[1] + log.period[log.bought.visit]
    bought = np.bincount(at, minlength=shape[0] * shape[1]).reshape(shape)
    visits = np.bincount(log.period, minlength=shape[1])
    bought_before, visits_before = (np.cumsum(n, axis=-1) - n for n in (bought, visits))
    return np.asarray(np.log((bought_before + 1.0) / (visits_before + 100.0)))


def _before(values: Doubles) -> Doubles:
    """Return means over earlier periods; NaN where there is none."""
    n = np.arange(values.shape[1])
    sums = np.cumsum(np.nan_to_num(values), axis=1) - np.nan_to_num(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(n > 0, sums / np.maximum(n, 1), np.nan))


def _season(log: VisitLog, visit: Ints) -> pd.DataFrame:
    at = pd.DatetimeIndex(log.visited_at[visit])
    angle = 2 * np.pi * at.day_of_year.to_numpy() / _DAYS_OF_YEAR
    weekday = pd.Categorical(at.day_of_week.astype("str"))
    return pd.DataFrame({"year_sine": np.sin(angle), "year_cosine": np.cos(angle), "weekday": weekday})


def _who(cells: Cells, products: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return what the product is, and who the customer; texts that name a customer are left out."""
    columns: dict[str, Any] = {
        "product": pd.Categorical(np.asarray(cells.log.product_ids, object)[cells.product])
    }
    for name in ("category", "brand"):
        if name in products and len(products[name].dropna().unique()) > 1:
            columns[name] = pd.Categorical(products[name].to_numpy(object)[cells.product])
    told = customers.reindex(cells.log.customer_ids)
    for name in map(str, told):
        values = told[name].to_numpy()[cells.log.customer[cells.visit]]
        is_number = pd.api.types.is_numeric_dtype(told[name]) and not pd.api.types.is_bool_dtype(told[name])
        if is_number or not _names_customers(customers[name]):
            columns[f"customer {name}"] = values.astype(float) if is_number else pd.Categorical(values)
    return pd.DataFrame(columns)


def _names_customers(values: pd.Series) -> bool:
    """Say whether most who have such a text have it to themselves, as with e-mail and telephone."""
    n = values.nunique()
    return bool(n > _FEW and n > values.notna().sum() / 2)
