"""Which groups of customers a price book is looked at by: how their members spread over the segments."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.demand.attributes import as_levels, cuts_of, levels_of
from analytics.pricing.fair_choice import FairLimit
from data.schema import InputError

LEAST_SHOWN = 10  # customers of a group: fewer are neither shown nor held apart from the others
OTHERS = "other"
COLUMNS = ("attribute", "group", "segment", "n_customers")


def groups_of(column: pd.Series) -> pd.Series:
    """Return the group of each customer by an attribute: its values, numbers in quarters; the rest unknown.

    Groups of fewer than `LEAST_SHOWN` customers are one, and missing where that is still too small.
    """
    cuts = cuts_of(column)
    known = as_levels(column, cuts)
    groups = known.where(known.isin(levels_of(column, cuts)), OTHERS).astype("object")
    counts = groups.value_counts()
    groups = groups.where(groups.map(counts) >= LEAST_SHOWN, OTHERS)
    return groups.where(groups.map(groups.value_counts()) >= LEAST_SHOWN)


def group_counts(customers: pd.DataFrame, attributes: list[str]) -> pd.DataFrame:
    """Return how many customers of each group are in each segment, by attribute (columns: `COLUMNS`)."""
    tables = [pd.DataFrame(columns=list(COLUMNS)).astype({"n_customers": "int64"})]
    for name in attributes:
        told = customers[["segment"]].assign(group=groups_of(customers[name])).dropna()
        counts = told.groupby(["group", "segment"], observed=True).size().rename("n_customers").reset_index()
        tables.append(counts.assign(attribute=name)[list(COLUMNS)])
    return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class Groups:
    """How many customers of each group are in each segment, by attribute.

    Parameters
    ----------
    counts : as of `group_counts`
    segments : in the order of the market
    """

    counts: pd.DataFrame
    segments: tuple[str, ...]

    @property
    def attributes(self) -> list[str]:
        """Return the attributes that there are groups by."""
        return sorted(self.counts["attribute"].unique())

    def table(self, attribute: str) -> pd.DataFrame:
        """Return customers by group and segment; raises InputError where nobody is told apart so."""
        own = self.counts[self.counts["attribute"] == attribute]
        if own.empty:
            known = ", ".join(self.attributes)
            remedy = f"Choose one of: {known}" if known else "Train again, with attributes of the customers"
            raise InputError("there are no groups of customers by this", remedy, column=attribute)
        table = own.pivot_table("n_customers", "group", "segment", aggfunc="sum", fill_value=0)
        return table.reindex(columns=list(self.segments), fill_value=0)

    def limit(self, attribute: str, share: float) -> FairLimit:
        """Return the limit on what a group pays more than all; raises InputError as `table`."""
        counts: Doubles = self.table(attribute).to_numpy(float)
        counts = counts[counts.sum(1) > 0]
        of_groups = counts / counts.sum(1, keepdims=True)
        return FairLimit(share, of_groups, np.asarray(counts.sum(0) / counts.sum()))
