"""The analyst's choice of segments, and the one segment per customer that pricing works with."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analytics.segments.clusters import MAX_CLUSTERS, cluster_customers, suggest_n_clusters
from analytics.segments.personas import name_personas
from analytics.segments.rfm import assign_rfm, merge_small_segments
from data.schema import InputError

MAX_VALUES = 12  # of an attribute: more discounts side by side cannot be read
# columns of the customers that are no attributes
FIGURES = (
    *("customer_id", "first_order_at", "last_order_at"),
    *("recency_days", "n_orders", "monetary", "n_visits"),
)


@dataclass(frozen=True)
class SegmentChoice:
    """What makes a segment.

    Parameters
    ----------
    kind : RFM by rule, clusters by k-means, or a customer attribute
    attribute : the attribute's column, where that is the kind
    n_clusters : 2–8 for clusters; the suggestion where absent
    """

    kind: Literal["rfm", "clusters", "attribute"] = "rfm"
    attribute: str | None = None
    n_clusters: int | None = None

    def __post_init__(self) -> None:
        if self.kind == "attribute" and not self.attribute:
            raise ValueError("segments by attribute need the attribute's name")
        if self.n_clusters is not None and not 1 <= self.n_clusters <= MAX_CLUSTERS:
            raise ValueError(f"n_clusters must be between 1 and {MAX_CLUSTERS}")


def assign_segments(customers: pd.DataFrame, choice: SegmentChoice, seed: int = 0) -> pd.DataFrame:
    """Customers → the segment of each.

    RFM segments of fewer than 30 customers or 2 % join their nearest neighbor, and are eight at most. An
    attribute is the analyst's own word: up to twelve values stay as they are; of more, the eleven largest
    stay and the rest is "Other", or all are "All customers" where no two share a value; missing is
    "Unknown".

    Parameters
    ----------
    customers : DataFrame
        customer_id, recency_days, n_orders, monetary [currency], and the attribute where one is chosen.

    Returns
    -------
    DataFrame
        customer_id, segment; for clusters also cluster (0 spends most) and persona. Rows as given.
    """
    segments = customers[["customer_id"]].reset_index(drop=True)
    if choice.kind == "attribute":
        return segments.assign(segment=_attribute_segments(customers, str(choice.attribute)))
    if choice.kind == "clusters":
        return segments.assign(**_cluster_segments(customers, choice.n_clusters, seed))
    return segments.assign(segment=merge_small_segments(assign_rfm(customers)["segment"]).to_numpy())


def _cluster_segments(customers: pd.DataFrame, n_clusters: int | None, seed: int) -> dict[str, pd.Series]:
    if customers.empty:
        nobody = pd.Series(dtype="str")
        return {"segment": nobody, "cluster": pd.Series(dtype="int64"), "persona": nobody}
    n_wanted = n_clusters or suggest_n_clusters(customers, seed)[0]
    cluster = pd.Series(cluster_customers(customers, n_wanted, seed))
    names = name_personas(customers.reset_index(drop=True).assign(cluster=cluster))
    persona = cluster.map(names).astype("str")
    return {"segment": persona, "cluster": cluster, "persona": persona}


def _attribute_segments(customers: pd.DataFrame, attribute: str) -> pd.Series:
    if attribute not in customers.columns or attribute in FIGURES:
        known = ", ".join(name for name in customers.columns if name not in FIGURES)
        remedy = f"Choose one of: {known}" if known else "Upload a customers file with attributes"
        raise InputError("The customers have no such attribute", remedy, column=attribute)
    values = customers[attribute].reset_index(drop=True)
    texts = values.astype("str").str.strip().where(values.notna(), "").replace("", "Unknown").astype("str")
    counts = texts.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if len(counts) <= MAX_VALUES:
        return texts
    kept = counts.index[counts > 1][: MAX_VALUES - 1]  # the last is "Other"
    rest = "Other" if len(kept) else "All customers"
    return pd.Series(np.where(texts.isin(kept), texts, rest), dtype="str")
