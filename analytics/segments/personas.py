"""What segments and clusters are like: the figures of each, and a name for clusters."""

import numpy as np
import pandas as pd

from analytics.segments.rfm import SEGMENT_NAMES
from analytics.segments.rhythm import LATE, lateness

# Where a cluster's mean leaves this band around the shop's mean, an analyst would call it different.
LOW, HIGH = 0.75, 1.25
COLUMNS = {
    "segment": "str",
    "n_customers": "int64",
    "customer_share": "float64",
    "revenue": "float64",
    "revenue_share": "float64",
    "median_recency_days": "float64",
    "mean_orders": "float64",
    "mean_monetary": "float64",
}


def describe_segments(customers: pd.DataFrame) -> pd.DataFrame:
    """Customers with a segment → one row per segment: size, revenue and figures.

    Parameters
    ----------
    customers : DataFrame
        segment, recency_days, n_orders, monetary [currency].

    Returns
    -------
    DataFrame
        The columns of `COLUMNS`; RFM segments best first, others by revenue, "Other" and "Unknown" last.
    """
    segments = _figures(customers, "segment").reset_index()
    segments["median_recency_days"] = np.floor(segments["median_recency_days"] + 0.5)  # one way everywhere
    segments["rank"] = [_rank(name) for name in segments["segment"]]
    segments = segments.sort_values(["rank", "revenue", "segment"], ascending=[True, False, True])
    return segments[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)


def name_personas(customers: pd.DataFrame) -> dict[int, str]:
    """Customers with a cluster → a name for each cluster, all different ("Frequent big spenders").

    Parameters
    ----------
    customers : DataFrame
        cluster (int), recency_days, n_orders, monetary [currency]; first_order_at, last_order_at where known.
    """
    clusters = _figures(customers, "cluster").sort_index()
    late = lateness(customers)
    if late is not None:
        clusters["late"] = pd.Series(late, customers.index).groupby(customers["cluster"]).median()
    plain = [_persona(row, customers) for _, row in clusters.iterrows()]
    names: dict[int, str] = {}
    for name, (_, row) in zip(plain, clusters.reset_index().iterrows(), strict=True):
        if plain.count(name) > 1:
            name = f"{name} ({money(row['mean_monetary'])} each)"
        cluster = int(row["cluster"])
        names[cluster] = name if name not in names.values() else f"{name}, group {cluster + 1}"
    return names


def _figures(customers: pd.DataFrame, by: str) -> pd.DataFrame:
    grouped = customers.groupby(by, observed=True)
    figures = grouped.agg(
        n_customers=("monetary", "size"),
        revenue=("monetary", "sum"),
        median_recency_days=("recency_days", "median"),
        mean_orders=("n_orders", "mean"),
        mean_monetary=("monetary", "mean"),
    )
    revenue = float(figures["revenue"].sum())
    figures["customer_share"] = figures["n_customers"] / figures["n_customers"].sum()
    figures["revenue_share"] = figures["revenue"] / revenue if revenue > 0 else 0.0
    return figures


def _persona(row: pd.Series, customers: pd.DataFrame) -> str:
    orders = ratio(row["mean_orders"], customers["n_orders"].mean())
    money = ratio(row["mean_monetary"], customers["monetary"].mean())
    away = ratio(row["median_recency_days"], customers["recency_days"].median())
    often = "One-time" if row["mean_orders"] < 1.05 else _word(orders, "Occasional", "Regular", "Frequent")
    spend = _word(money, "small spenders", "buyers", "big spenders")
    is_late = row["late"] > LATE if "late" in row else away >= 2
    is_here = away <= 0.5 and not is_late
    return f"{often} {spend}{', gone quiet' if is_late else ', here lately' if is_here else ''}"


def ratio(value: float, average: float) -> float:
    """Return a value as a multiple of the average; 1 where that is nothing."""
    return float(value) / float(average) if average > 0 else 1.0


def _word(ratio: float, low: str, middle: str, high: str) -> str:
    return low if ratio <= LOW else high if ratio >= HIGH else middle


def money(amount: float) -> str:
    """Return an amount without currency, in cents where it is small."""
    return f"{amount:,.0f}" if abs(amount) >= 100 else f"{amount:,.2f}"


def _rank(segment: str) -> int:
    order = (*SEGMENT_NAMES, "Other", "Unknown")
    return order.index(segment) if segment in order else 0
