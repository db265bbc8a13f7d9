"""What is told of interests as tables: of customers, of groups, and of who is moving."""

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.interests.ahead import Ahead
from analytics.interests.counts import REST, InterestCounts, Times
from analytics.interests.periods import HORIZONS
from analytics.numerics import Z_90

_LEAST_MOVE = 0.01  # of share: smaller ones are no move


class Move(StrEnum):
    """Where a customer's interest goes."""

    INTO = "into"
    OUT_OF = "out_of"


def interests_frame(counts: InterestCounts, ahead: Ahead) -> pd.DataFrame:
    """Return past shares and forecasts, one row per customer, period and category.

    Returns
    -------
    DataFrame
        customer_id, period (its first day), category, share, low and high (of forecasts), horizon_days
        (0: past), n_purchases (of the past).
    """
    return pd.concat([_past(counts, ahead.customers), _future(counts, ahead)], ignore_index=True)


def movers_frame(counts: InterestCounts, ahead: Ahead) -> pd.DataFrame:
    """Return whose share of a category will differ from what is usual for them, the farthest first.

    Returns
    -------
    DataFrame
        customer_id, category, move (into, out_of), usual_share, forecast_share, low, high, change, is_sure
        (the usual share lies outside the forecast's 90 % band).
    """
    change = ahead.shares[:, 0] - ahead.usual
    is_named = np.array(counts.categories, object) != REST  # nobody moves into everything else
    row, category = np.nonzero((np.abs(change) >= _LEAST_MOVE) & is_named)
    low, high, usual = ahead.low[row, 0, category], ahead.high[row, 0, category], ahead.usual[row, category]
    moved = change[row, category]
    frame = pd.DataFrame(
        {
            "customer_id": counts.customer_ids[ahead.customers[row]],
            "category": np.array(counts.categories, object)[category],
            "move": np.where(moved > 0, Move.INTO.value, Move.OUT_OF.value),
            "usual_share": usual,
            "forecast_share": ahead.shares[row, 0, category],
            "low": low,
            "high": high,
            "change": moved,
            "is_sure": (usual < low) | (usual > high),
        }
    )
    order = np.lexsort((category, row, -np.abs(moved)))
    return frame.iloc[order].reset_index(drop=True)


def groups_frame(counts: InterestCounts, ahead: Ahead, segment: pd.Series) -> pd.DataFrame:
    """Return shares of everybody and of each segment, in the past and ahead.

    Parameters
    ----------
    segment : by customer id; those without one count for everybody only

    Returns
    -------
    DataFrame
        group ("" is everybody), period, category, share, low, high, horizon_days, n_purchases.
    """
    names = segment.reindex(counts.customer_ids)
    groups: list[tuple[str, Ints]] = [("", np.arange(len(counts)))]
    groups += [(str(name), np.flatnonzero(names == name)) for name in sorted(names.dropna().unique())]
    return pd.concat([_group(counts, ahead, *group) for group in groups], ignore_index=True)


def horizon_starts(counts: InterestCounts) -> Times:
    """Return the first days of the windows ahead, (n_horizons,)."""
    days = round(counts.period.days * counts.period.per_window)
    return np.asarray(counts.ends[-1] + days * np.arange(len(HORIZONS)) * np.timedelta64(1, "D"))


def _past(counts: InterestCounts, customers: Ints) -> pd.DataFrame:
    is_told = np.isin(counts.customer, customers)
    customer, place, n = counts.customer[is_told], counts.place[is_told], counts.n[is_told]
    cell = customer * counts.n_periods + place
    share = n / np.bincount(cell, n, len(counts) * counts.n_periods)[cell]
    frame = _places(counts, customer, counts.starts[place], counts.category[is_told])
    told = {"share": share, "low": np.nan, "high": np.nan, "horizon_days": 0}
    return frame.assign(**told, n_purchases=n.astype(np.float64))


def _future(counts: InterestCounts, ahead: Ahead) -> pd.DataFrame:
    n, n_horizons, n_categories = ahead.shares.shape
    customer = np.repeat(ahead.customers, n_horizons * n_categories)
    starts = np.tile(np.repeat(horizon_starts(counts), n_categories), n)
    frame = _places(counts, customer, starts, np.tile(np.arange(n_categories), n * n_horizons))
    told = {
        name: getattr(ahead, of).ravel()
        for name, of in (("share", "shares"), ("low", "low"), ("high", "high"))
    }
    days = np.tile(np.repeat(np.array(HORIZONS), n_categories), n)
    return frame.assign(**told, horizon_days=days, n_purchases=np.nan)


def _places(counts: InterestCounts, customer: Ints, start: Times, category: Ints) -> pd.DataFrame:
    ids, names = pd.Series(counts.customer_ids, dtype="str"), pd.Series(counts.categories, dtype="str")
    columns = {"customer_id": ids.to_numpy(), "category": names.to_numpy()}
    return pd.DataFrame(
        {
            "customer_id": pd.Series(columns["customer_id"][customer], dtype="str"),
            "period": start,
            "category": pd.Series(columns["category"][category], dtype="str"),
        }
    )


def _group(counts: InterestCounts, ahead: Ahead, name: str, members: Ints) -> pd.DataFrame:
    """Return the shares of a group, ahead weighted by what its customers are expected to buy."""
    n_categories = len(counts.categories)
    is_told = np.isin(counts.customer, members)
    cell = counts.place[is_told] * n_categories + counts.category[is_told]
    sums = np.bincount(cell, counts.n[is_told], counts.n_periods * n_categories)
    n = sums.reshape(counts.n_periods, n_categories)
    row = np.flatnonzero(np.isin(ahead.customers, members))
    weight = ahead.n_expected[row] / max(float(ahead.n_expected[row].sum()), 1e-9)
    future = np.einsum("n,nhk->hk", weight, ahead.shares[row])
    # what customers err by themselves adds up by squares, and beside it stands what they err together
    own = np.einsum("n,nhk->hk", weight**2, ((ahead.high - ahead.low)[row] / 2) ** 2)
    half = np.sqrt(own + (Z_90 * ahead.common_sd[:, None] * future) ** 2)
    past = n / np.maximum(n.sum(1, keepdims=True), 1)
    unknown, starts = np.full(past.shape, np.nan), np.concatenate([counts.starts, horizon_starts(counts)])
    return pd.DataFrame(
        {
            "group": name,
            "period": np.repeat(starts, n_categories),
            "category": np.tile(np.array(counts.categories, object), len(starts)),
            "share": np.concatenate([past, future]).ravel(),
            "low": np.concatenate([unknown, np.clip(future - half, 0, 1)]).ravel(),
            "high": np.concatenate([unknown, np.clip(future + half, 0, 1)]).ravel(),
            "horizon_days": np.repeat([0] * counts.n_periods + list(HORIZONS), n_categories),
            "n_purchases": np.concatenate([n, np.full(future.shape, np.nan)]).ravel(),
        }
    )
