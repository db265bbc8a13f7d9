"""What every way to find segments takes and gives, so that they stand side by side in one table."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.segments.embedding.features import EventSequences

NOISE = -1  # label of whoever is in no segment
MAX_LEARNED = 20  # clusters: more discounts side by side cannot be read


class SegmentMethod(StrEnum):
    """A way to find segments."""

    RFM = "rfm"
    KMEANS = "kmeans"
    HIERARCHICAL = "hierarchical"
    DBSCAN = "dbscan"
    HDBSCAN = "hdbscan"
    MIXTURE = "mixture"
    DEEP = "deep"
    DEEP_REFINED = "deep_refined"


DEEP_METHODS = (SegmentMethod.DEEP, SegmentMethod.DEEP_REFINED)  # read events, and take minutes
FINDS_NUMBER = (SegmentMethod.RFM, SegmentMethod.DBSCAN, SegmentMethod.HDBSCAN)  # of segments, by itself


@dataclass(frozen=True)
class CustomerData:
    """What segments are found in.

    Attributes
    ----------
    customers : of the mart `customers`, one row each
    features : (n_customers, n_features) on one scale, as `FeatureScaler` returns them
    sequences : the customers' events in their order; None where no method asked for them
    """

    customers: pd.DataFrame
    features: Doubles
    sequences: EventSequences | None = None

    def __len__(self) -> int:
        return len(self.customers)

    def rows(self, chosen: Ints | Bools) -> "CustomerData":
        """Return some of the customers."""
        customers = self.customers.iloc[np.flatnonzero(chosen) if chosen.dtype == bool else chosen]
        sequences = self.sequences and self.sequences.rows(chosen)
        return replace(self, customers=customers, features=self.features[chosen], sequences=sequences)


class Segmenter(Protocol):
    """Finds segments; what it has learned beside labels it keeps in attributes that end in `_`."""

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return a label for each customer, from 0; `NOISE` where one is in no segment."""


def richest_first(labels: Ints, monetary: Doubles) -> Ints:
    """Return labels numbered so that 0 spends most on average, without gaps; noise stays noise."""
    found = np.unique(labels[labels != NOISE])
    means = np.array([monetary[labels == label].mean() for label in found])
    place = np.empty(len(found), np.int64)
    place[np.argsort(-means, kind="stable")] = np.arange(len(found))
    numbered = (
        place[np.searchsorted(found, labels).clip(max=max(len(found) - 1, 0))] if len(found) else labels
    )
    return np.asarray(np.where(labels == NOISE, NOISE, numbered), dtype=np.int64)
