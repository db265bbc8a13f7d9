"""Segments of customers month by month: by rule, and by value with the models as they are known today."""

import numpy as np
import pandas as pd

from analytics.runs.customer_value.frames import CustomerFrames
from analytics.runs.customer_value.value import CustomerValue, ValueModel
from analytics.segments.migration import migration, rfm_segments, segments_by_month
from analytics.segments.value_segments import assign_value_segments

INSTANT = pd.Timedelta(microseconds=1)


def rfm_segments_by_month(frames: CustomerFrames) -> pd.DataFrame:
    """Return each customer's RFM segment by month, as `segments_by_month` does."""
    return segments_by_month(frames.customer_months, frames.until, rfm_segments)


def value_segments_by_month(model: ValueModel, found: CustomerValue) -> pd.DataFrame:
    """Return each customer's value segment by month, as `segments_by_month` does.

    Parameters of the models and shares of margin are today's in every month: what moves is the customers.

    Parameters
    ----------
    found : of the model
    """
    told = found.customers.set_index("customer_id")

    def assign(moment: pd.Timestamp, customers: pd.DataFrame) -> pd.Series:
        known = told.loc[customers["customer_id"]]
        margins = known["margin_share"].to_numpy(np.float64)
        # a month ends before its last moment; the last event is known
        last = moment if moment == model.frames.until else moment - INSTANT
        histories = _histories(last.normalize(), customers, known)
        expected = model.lifetime.expected_value(histories, found.horizon_days, margins)
        earned = (
            (known["contribution"] / known["revenue"]).where(known["revenue"] > 0, 0.0).to_numpy(np.float64)
        )
        contribution = earned * customers["monetary"].to_numpy(np.float64)
        return pd.Series(assign_value_segments(expected, contribution))

    return segments_by_month(model.frames.customer_months, model.frames.until, assign)


def moves_of(by_month: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the moves of several readings, by their names, one below the other; `reading` comes first."""
    tables = [migration(table).assign(reading=reading) for reading, table in by_month.items()]
    moves = pd.concat(tables, ignore_index=True)
    return moves[["reading", *moves.columns.drop("reading")]]


def _histories(last_day: pd.Timestamp, customers: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return purchase histories, as the mart has them, of customers as they stood at the end of a day."""
    first, last = (customers[name].dt.normalize() for name in ("first_order_at", "last_order_at"))
    n_repeats = customers["n_days"] - 1
    repeated = customers["monetary"].to_numpy() - known["first_day_revenue"].to_numpy()
    return pd.DataFrame(
        {
            "customer_id": customers["customer_id"],
            "n_repeats": n_repeats,
            "t_x_days": (last - first).dt.days,
            "age_days": (last_day - first).dt.days,
            "mean_repeat_value": (repeated / n_repeats.clip(lower=1)).where(n_repeats > 0),
        }
    )
