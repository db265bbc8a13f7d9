"""Customer attributes as levels: what the files call a customer, in few enough words to learn from."""

import numpy as np
import pandas as pd

_MOST_LEVELS = 8  # of an attribute; rarer values share one column
_NAMES_FROM = 20  # different values on, one that a single customer has may be who they are, as an e-mail


def cuts_of(column: pd.Series) -> tuple[float, ...]:
    """Return the quartiles of an attribute with many numbers, none for any other."""
    if not pd.api.types.is_numeric_dtype(column) or column.nunique() <= _MOST_LEVELS:
        return ()
    return tuple(float(cut) for cut in column.quantile([0.25, 0.5, 0.75]))


def levels_of(column: pd.Series, cuts: tuple[float, ...]) -> tuple[str, ...]:
    """Return the values of an attribute that get a column of their own, the most frequent first.

    Of many different values those of one customer get none: they would name people in the model's files.
    """
    counts = as_levels(column, cuts).value_counts()
    if len(counts) > _NAMES_FROM:
        counts = counts[counts > 1]
    ordered = sorted(counts.index, key=lambda level: (-int(counts[level]), str(level)))
    return tuple(str(level) for level in ordered[:_MOST_LEVELS])


def as_levels(column: pd.Series, cuts: tuple[float, ...]) -> pd.Series:
    """Values as text; numbers with cuts as the quarter that they fall in."""
    if not cuts:
        return column.astype("string").fillna("unknown")
    quarter = 1 + np.searchsorted(cuts, column.to_numpy(float))
    words = pd.Series([f"quarter {q}" for q in quarter], column.index)
    return words.where(column.notna(), "unknown")
