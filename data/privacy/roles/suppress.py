"""Rows of an aggregate that may be shown: those of at least k customers, and none that follow from totals."""

import pandas as pd


def shown(table: pd.DataFrame, customers: "pd.Series[float]", least: int) -> pd.DataFrame:
    """Return the rows behind which at least so many customers stand, in their order.

    What is left out could be told as the total less the rest. So as long as the rows left out have fewer
    than `least` customers between them, the next larger one is left out too.

    Parameters
    ----------
    table : (n_rows,) aggregates
    customers : (n_rows,) behind each row; missing counts as none
    """
    counted = customers.fillna(0).reset_index(drop=True).sort_values(kind="stable")
    before = counted.cumsum().shift()
    is_hidden = (counted < least) | (before < least)  # of the first row nothing stands before: nan < least
    return table[~is_hidden.sort_index().to_numpy(bool)].reset_index(drop=True)
