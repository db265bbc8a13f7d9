"""Rows of an aggregate that may be shown: those of at least k customers, and none that follow from totals."""

from collections.abc import Sequence

import pandas as pd


def shown(
    table: pd.DataFrame, customers: "pd.Series[float]", least: int, within: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the rows behind which at least so many customers stand, in their order.

    What is left out could be told as a total less the rest. So where any row is left out, one of at least
    `least` customers is as well: the smallest of them. Sums of rows' customers would not do, as the same few
    may stand behind several.

    Parameters
    ----------
    table : (n_rows,) aggregates
    customers : (n_rows,) behind each row; missing counts as none
    within : columns by which totals are known elsewhere: in each of their groups a row is left out so
    """
    counted = customers.fillna(0).reset_index(drop=True)
    groups = table.groupby(list(within), dropna=False).ngroup().to_numpy() if within else 0
    told = pd.DataFrame({"n": counted, "group": groups}).sort_values("n", kind="stable")
    is_small = told["n"] < least
    has_small = is_small.groupby(told["group"]).transform("any")
    is_next = ~is_small & (~is_small).groupby(told["group"]).cumsum().eq(1)
    is_hidden = is_small | (has_small & is_next)
    return table[~is_hidden.sort_index().to_numpy(bool)].reset_index(drop=True)
