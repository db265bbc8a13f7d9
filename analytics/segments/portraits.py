"""What segments are like: whose they are by name, how large, and the figures in which they stand out."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.segments.methods.contract import NOISE, SegmentMethod
from analytics.segments.personas import HIGH, name_personas

NO_SEGMENT = "In no segment"
_KEYS = ["method", "segment"]


class Standing(StrEnum):
    """How a segment stands, by what it did so far."""

    SPENDS_MORE = "spends_more"  # spends at least a quarter more than the average customer
    HERE_LATELY = "here_lately"  # not that, but was here more lately than the middle customer
    ORDINARY = "ordinary"


def with_personas(
    customers: pd.DataFrame,
    labels: Mapping[SegmentMethod, Ints],
    rule_names: Mapping[SegmentMethod, list[str]],
) -> pd.DataFrame:
    """Return method, customer_id, segment and persona of every customer by every method.

    Parameters
    ----------
    labels : (n_customers,) each, from 0; −1 is in no segment
    rule_names : by label, of methods whose segments have names of their own
    """
    frames = []
    for method, one in labels.items():
        names = dict(enumerate(rule_names[method])) if method in rule_names else _learned(customers, one)
        persona = pd.Series(one).map({**names, NOISE: NO_SEGMENT}).astype("str")
        ids = customers["customer_id"].to_numpy()
        columns = {"method": str(method), "customer_id": ids, "segment": one, "persona": persona}
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)


def profiles_of(customers: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
    """Return size, revenue and standing of every method's segments, the first label first, noise last.

    Parameters
    ----------
    customers : customer_id, recency_days, n_orders, monetary [currency]
    assigned : as `with_personas` returns it

    Returns
    -------
    DataFrame
        method, segment, persona, standing (`Standing`), n_customers, customer_share, revenue, revenue_share,
        median_recency_days, mean_orders, mean_monetary.
    """
    rows = assigned.merge(customers, on="customer_id", validate="m:1")
    profiles = rows.groupby([*_KEYS, "persona"], sort=False, as_index=False).agg(
        n_customers=("monetary", "size"),
        revenue=("monetary", "sum"),
        median_recency_days=("recency_days", "median"),
        mean_orders=("n_orders", "mean"),
        mean_monetary=("monetary", "mean"),
    )
    revenue = float(customers["monetary"].sum())
    profiles["customer_share"] = profiles["n_customers"] / len(customers)
    profiles["revenue_share"] = profiles["revenue"] / revenue if revenue > 0 else 0.0
    is_high = profiles["mean_monetary"] >= HIGH * customers["monetary"].mean()
    is_here = profiles["median_recency_days"] < customers["recency_days"].median()
    standings = [Standing.SPENDS_MORE.value, Standing.HERE_LATELY.value]
    profiles["standing"] = np.select([is_high, is_here], standings, Standing.ORDINARY.value)
    place = {method: at for at, method in enumerate(assigned["method"].unique())}
    order = {"at": profiles["method"].map(place), "is_noise": profiles["segment"] == NOISE}
    profiles = profiles.assign(**order).sort_values(["at", "is_noise", "segment"], ignore_index=True)
    first = [*_KEYS, "persona", "standing", "n_customers", "customer_share", "revenue", "revenue_share"]
    return profiles[[*first, "median_recency_days", "mean_orders", "mean_monetary"]]


def figures_of(features: pd.DataFrame, labels: Mapping[SegmentMethod, Ints]) -> pd.DataFrame:
    """Return what each segment is like in every figure, beside the shop.

    Parameters
    ----------
    features : as `customer_features` returns them

    Returns
    -------
    DataFrame
        method, segment, group, figure, mean, shop_mean, difference (of the means, in the shop's standard
        deviations); the figure in which a segment differs most comes first.
    """
    shop, spread = features.mean(), features.std(ddof=0)
    frames = []
    for method, one in labels.items():
        for segment in np.unique(one[one != NOISE]):
            mean = features[one == segment].mean()
            told = pd.DataFrame({"mean": mean, "shop_mean": shop, "difference": (mean - shop) / spread})
            told = told.rename_axis(["group", "figure"]).reset_index()
            told = told.sort_values("difference", key=lambda by: -by.abs(), kind="stable")
            frames.append(told.assign(method=str(method), segment=int(segment)))
    columns = [*_KEYS, "group", "figure", "mean", "shop_mean", "difference"]
    told = pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)
    return told.assign(group=told["group"].astype("str"))


def _learned(customers: pd.DataFrame, labels: Ints) -> dict[int, str]:
    inside = labels != NOISE
    if not inside.any():
        return {}
    return name_personas(customers[inside].reset_index(drop=True).assign(cluster=labels[inside]))
