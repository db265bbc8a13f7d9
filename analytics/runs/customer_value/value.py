"""What customers are worth: expected value with bands, segments by it, their portraits and their moves."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.runs.customer_value.frames import CustomerFrames
from analytics.runs.customer_value.margins import contributions, margin_shares
from analytics.segments.lifetime.checks import check_assumptions, holdout_table
from analytics.segments.lifetime.value import YEAR_DAYS, LifetimeModel
from analytics.segments.rfm import assign_rfm
from analytics.segments.value_segments import ValueSegment, assign_value_segments
from data.schema import NotEnoughDataError


@dataclass(frozen=True)
class CustomerValue:
    """What is known of the value of a shop's customers.

    Attributes
    ----------
    customers : one row each: what `LifetimeModel.predict` returns, value_segment, segment (RFM), first_day,
        n_repeats, recency_days, first_day_revenue, revenue and contribution so far, margin_share
    segments : of `describe_value_segments`
    holdout, assumptions : of `checks`; holdout is None where the history is too short
    horizon_days : to come, for which value is expected
    """

    customers: pd.DataFrame
    segments: pd.DataFrame
    holdout: pd.DataFrame | None
    assumptions: pd.DataFrame
    horizon_days: int


@dataclass(frozen=True)
class ValueModel:
    """What is learned of a shop's customers once, whatever the time to come.

    Attributes
    ----------
    frames : that it was learned from
    so_far : one row per customer of the histories: what they bought and contributed
    lifetime : fitted on all that is known
    holdout, assumptions : as `CustomerValue` has them
    """

    frames: CustomerFrames
    so_far: pd.DataFrame
    lifetime: LifetimeModel
    holdout: pd.DataFrame | None
    assumptions: pd.DataFrame

    @classmethod
    def fit(cls, frames: CustomerFrames, costs: CostAssumptions = AS_IN_FILES, seed: int = 0) -> "ValueModel":
        """Learn from a shop's customers; raises NotEnoughDataError where hardly anyone came back."""
        histories = frames.purchase_histories
        lifetime, holdout = LifetimeModel(seed).fit(histories), _holdout(frames, seed)
        return cls(frames, _so_far(frames, costs), lifetime, holdout, check_assumptions(histories, holdout))

    def value(self, horizon_days: int = YEAR_DAYS) -> CustomerValue:
        """Return what customers are worth in the coming days."""
        histories, margins = self.frames.purchase_histories, self.so_far["margin_share"].to_numpy(np.float64)
        expected = self.lifetime.predict(histories, horizon_days, margins)
        values = (expected["expected_value"], self.so_far["contribution"])
        segments = assign_value_segments(*(value.to_numpy(np.float64) for value in values)).astype(str)
        customers = pd.concat([expected, self.so_far], axis=1).assign(value_segment=segments)
        draws = _draws(self.lifetime, histories, customers["value_segment"], horizon_days, margins)
        described = describe_value_segments(customers, draws)
        return CustomerValue(customers, described, self.holdout, self.assumptions, horizon_days)


def describe_value_segments(customers: pd.DataFrame, draws: Doubles) -> pd.DataFrame:
    """Return one row per value segment, the best first.

    Parameters
    ----------
    customers : of `CustomerValue`
    draws : (n_draws, 3) mean expected value of each segment as it may be [currency]

    Returns
    -------
    DataFrame
        value_segment, n_customers, customer_share, revenue, revenue_share, expected_value (sum), value_share,
        mean_value, mean_value_low, mean_value_high, mean_purchases, alive_chance (mean), median_recency_days.
        Segments without customers are left out.
    """
    found = customers.groupby("value_segment").agg(
        n_customers=("customer_id", "size"),
        revenue=("revenue", "sum"),
        expected_value=("expected_value", "sum"),
        mean_value=("expected_value", "mean"),
        mean_purchases=("expected_purchases", "mean"),
        alive_chance=("alive_chance", "mean"),
        median_recency_days=("recency_days", "median"),
    )
    table = found.reindex([str(name) for name in ValueSegment])
    low, high = np.quantile(draws, [0.05, 0.95], axis=0)
    table["mean_value_low"], table["mean_value_high"] = low, high
    table = table.dropna(subset="n_customers")
    shares = {"customer_share": "n_customers", "revenue_share": "revenue", "value_share": "expected_value"}
    for share, total in shares.items():
        whole = float(table[total].sum())
        table[share] = table[total] / whole if whole > 0 else 0.0
    return table.astype({"n_customers": "int64"}).reset_index()


def _so_far(frames: CustomerFrames, costs: CostAssumptions) -> pd.DataFrame:
    """Return what the customers of the histories, in their order, have bought and contributed so far."""
    histories, recent = frames.purchase_histories, _recency_and_orders(frames)
    n_orders = recent.set_index("customer_id")["n_orders"]
    contribution = contributions(frames.customer_products, frames.products, n_orders, costs)
    revenue, n_repeats = (histories[name].to_numpy(np.float64) for name in ("revenue", "n_repeats"))
    repeated = histories["n_repeats"] * histories["mean_repeat_value"].fillna(0)
    return histories[["first_day", "n_repeats", "revenue"]].assign(
        first_day_revenue=histories["revenue"] - repeated,
        contribution=contribution,
        margin_share=margin_shares(contribution, revenue, n_repeats + 1),
        recency_days=recent["recency_days"].to_numpy(),
        segment=assign_rfm(recent)["segment"].to_numpy(),
    )


def _recency_and_orders(frames: CustomerFrames) -> pd.DataFrame:
    """Return the customers of the histories, in their order, with the figures that RFM takes."""
    months = frames.customer_months.groupby("customer_id", sort=False)
    table = months.agg(
        n_orders=("n_orders", "sum"),
        monetary=("revenue", "sum"),
        first_order_at=("first_order_at", "min"),
        last_order_at=("last_order_at", "max"),
    )
    table = table.reindex(frames.purchase_histories["customer_id"]).reset_index()
    return table.assign(recency_days=(frames.until - table["last_order_at"]).dt.days)


def _holdout(frames: CustomerFrames, seed: int) -> pd.DataFrame | None:
    """Return what the latest days say of a model of those before; None where it cannot be fitted."""
    try:
        model = LifetimeModel(seed).fit(frames.histories_before)
    except NotEnoughDataError:
        return None
    return holdout_table(model, frames.histories_before, frames.purchase_histories)


def _draws(
    model: LifetimeModel, histories: pd.DataFrame, segments: pd.Series, horizon_days: int, margins: Doubles
) -> Doubles:
    names = [str(name) for name in ValueSegment]
    codes = segments.map(names.index).to_numpy(np.int64)
    draws = model.group_draws(histories, codes, horizon_days, margins)
    missing = len(names) - draws.shape[1]
    return np.pad(draws, ((0, 0), (0, missing)))
