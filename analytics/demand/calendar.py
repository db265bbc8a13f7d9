"""The price calendar: what a product cost in a place and period, also for those who did not buy it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

_NO_INSTRUMENTS = {  # of the prices by day: whose they are, the prices themselves, and how many
    *("product_id", "store_id", "day", "price", "list_price"),
    *("n_rows", "n_customers", "log_price_variance"),
}
_WEEKLY_SHARE = 0.25  # prices move by the week when days explain less than this of their variance
_LEAST_FREEDOM = 30  # repeated sales within a day, before their spread is believed
_MOST_CELLS = 40_000_000  # above this, places are pooled: the calendar must fit in memory


@dataclass(frozen=True)
class PriceCalendar:
    """Prices of products by store and period, without gaps where a product was ever priced.

    Attributes
    ----------
    price : (n_products, n_stores, n_periods)
        Price per unit [currency]; nan for a product that was never priced.
    is_sold : (n_products, n_periods)
        Whether the product was on sale anywhere around that period.
    instruments : (n_products, n_periods, n_instruments)
        Mean of each instrument column, carried over gaps.
    stores : ids behind the store axis
    first_day, days_per_period : period t starts at first_day + t · days_per_period
    """

    price: Floats
    is_sold: NDArray[np.bool_]
    instruments: Floats
    stores: tuple[str, ...]
    first_day: np.datetime64
    days_per_period: int

    def period_of(self, times: NDArray[np.datetime64]) -> Ints:
        """Return the period of each time, (n,), clipped to the calendar."""
        days = (times.astype("datetime64[D]") - self.first_day).astype(np.int64)
        return np.clip(days // self.days_per_period, 0, self.price.shape[2] - 1).astype(np.int32)

    def store_of(self, store_ids: pd.Series) -> Ints:
        """Return the position of each store id, (n,); unknown stores read the first."""
        codes = pd.Index(self.stores).get_indexer(pd.Index(store_ids.fillna("").astype(str)))
        return np.maximum(codes, 0).astype(np.int32)


def build_calendar(
    price_days: pd.DataFrame, product_ids: list[str], instruments: tuple[str, ...] = ()
) -> PriceCalendar:
    """Bring observed prices to a calendar with the shop's own rhythm (days or weeks) and fill its gaps.

    Parameters
    ----------
    price_days : one row per product × store × day
        product_id, store_id, day, price [currency], n_rows, and the instrument columns.
    product_ids : products on the first axis, in this order
    instruments : columns that shift prices but not demand
    """
    rows = price_days[price_days["price"].notna() & price_days["product_id"].isin(product_ids)]
    stores = tuple(sorted(rows["store_id"].fillna("").astype(str).unique())) or ("",)
    day = rows["day"].to_numpy("datetime64[D]").astype(np.int64)  # since 1970
    first = int(day.min()) if len(day) else 0
    length, offset = _rhythm(rows, day - first)
    period = (day - (first - offset)) // length
    n_periods = int(period.max()) + 1 if len(period) else 1
    if len(product_ids) * len(stores) * n_periods > _MOST_CELLS:
        stores = ("",)
    product = pd.Index(product_ids).get_indexer(pd.Index(rows["product_id"]))
    store = np.maximum(pd.Index(stores).get_indexer(rows["store_id"].fillna("").astype(str)), 0)
    shape = (len(product_ids), len(stores), n_periods)
    weight = rows["n_rows"].to_numpy(float)
    own = _mean_by(shape, (product, store, period), rows["price"].to_numpy(float), weight)
    everywhere = _mean_by((shape[0], n_periods), (product, period), rows["price"].to_numpy(float), weight)
    filled = carry_over(everywhere)[:, None, :]
    columns = [
        carry_over(_mean_by((shape[0], n_periods), (product, period), *_observed(rows[name], weight)))
        for name in instruments
    ]
    return PriceCalendar(
        price=np.where(np.isnan(own), filled, own).astype(np.float32),
        is_sold=_widened(~np.isnan(everywhere)),
        instruments=(np.stack(columns, -1) if columns else np.empty((shape[0], n_periods, 0))).astype(
            np.float32
        ),
        stores=stores,
        first_day=np.datetime64(first - offset, "D"),
        days_per_period=length,
    )


def instrument_columns(price_days: pd.DataFrame) -> list[str]:
    """Return the columns of the prices by day that may have moved prices from outside."""
    numeric = price_days.select_dtypes("number")
    return [str(name) for name in numeric if name not in _NO_INSTRUMENTS]


def within_day_share(price_days: pd.DataFrame, product_ids: list[str]) -> NDArray[np.float64]:
    """Return how much of each product's price variance lies within one day and place, (n_products,).

    Near 1, unit prices differ between customers at the same moment: by weight, quantity tier or channel. No
    price change was ever seen then, only who paid which price.

    Parameters
    ----------
    price_days : product_id, store_id, price, n_rows, and log_price_variance within the day
    """
    rows = price_days[price_days["price"].notna()]
    n = rows["n_rows"].to_numpy(float)
    spread = n * rows["log_price_variance"].fillna(0).to_numpy(float)
    log_price = np.log(np.maximum(rows["price"].to_numpy(float), 1e-9))
    place = pd.MultiIndex.from_arrays([rows["product_id"], rows["store_id"].fillna("")]).factorize()[0]
    usual = np.bincount(place, n * log_price) / np.maximum(np.bincount(place, n), 1)
    sums = pd.DataFrame(
        {
            "within": np.where(n > 1, spread, 0.0),
            "freedom": np.maximum(n - 1, 0),
            "total": spread + n * (log_price - usual[place]) ** 2,
            "n": n,
        }
    )
    sums = sums.groupby(rows["product_id"].to_numpy()).sum().reindex(product_ids).fillna(0)
    within = sums["within"] / sums["freedom"].clip(lower=1)
    total = sums["total"] / sums["n"].clip(lower=1)
    is_known = (sums["freedom"] >= _LEAST_FREEDOM) & (total > 1e-9)
    return np.asarray((within / total.clip(lower=1e-9)).where(is_known, 0.0).clip(0, 1), float)


def carry_over(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fill nan along the last axis with the nearest earlier value, else the nearest later one."""
    frame = pd.DataFrame(values.T)
    return np.asarray(frame.ffill().bfill().to_numpy(float).T)


def _rhythm(rows: pd.DataFrame, day: NDArray[np.int64]) -> tuple[int, int]:
    """Return days per period and offset: weeks where prices change by the week, else days."""
    if len(rows) == 0 or day.max() < 20:
        return 1, 0
    place = rows["product_id"].astype(str) + "\x1f" + rows["store_id"].fillna("").astype(str)
    group = place.factorize()[0].astype(np.int64)
    log_price = np.log(np.maximum(rows["price"].to_numpy(float), 1e-6))
    total = _within_variance(group, log_price)
    if total < 1e-12:
        return 7, 0
    within = [
        _within_variance(group * 1_000_003 + (day + offset) // 7, log_price) / total for offset in range(7)
    ]
    best = int(np.argmin(within))
    return (7, best) if within[best] < _WEEKLY_SHARE else (1, 0)


def _within_variance(group: NDArray[np.int64], values: NDArray[np.float64]) -> float:
    """Return the mean squared distance of values from their group's mean."""
    code = np.unique(group, return_inverse=True)[1]
    n = np.bincount(code)
    mean = np.bincount(code, values) / n
    return float(np.mean((values - mean[code]) ** 2))


def _observed(
    column: pd.Series, weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return values and weights with missing values weighing nothing."""
    is_known = np.isfinite(values := column.to_numpy(float))
    return np.where(is_known, values, 0.0), np.where(is_known, weight, 0.0)


def _mean_by(
    shape: tuple[int, ...],
    at: tuple[NDArray[np.int64], ...],
    values: NDArray[np.float64],
    weight: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return weighted means per cell, nan where nothing was seen."""
    flat = np.ravel_multi_index(at, shape)
    size = int(np.prod(shape))
    total = np.bincount(flat, weight, size)
    summed = np.bincount(flat, weight * values, size)
    mean = np.full(size, np.nan)
    np.divide(summed, total, out=mean, where=total > 0)
    return mean.reshape(shape)


def _widened(is_priced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Count a product as on sale one period before and after each sale: a slow week is no delisting."""
    wide = is_priced.copy()
    wide[:, 1:] |= is_priced[:, :-1]
    wide[:, :-1] |= is_priced[:, 1:]
    return wide
