"""Tables as files that a spreadsheet opens without running anything."""

import numpy as np
import pandas as pd

from data.read.spreadsheet import FORMULA_STARTS, GUARD


def neutralized(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with an apostrophe before every text cell a spreadsheet would take for a formula.

    Numbers stay numbers: a negative amount is not text. Column names are cells too.
    """
    safe = frame.rename(columns=_safe_cell)
    for place, dtype in enumerate(safe.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_datetime64_any_dtype(dtype):
            safe.isetitem(place, safe.iloc[:, place].map(_safe_cell))
    return safe


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the neutralized table as CSV in UTF-8 (with the mark that Excel needs to see it)."""
    return neutralized(frame).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _safe_cell(value: object) -> object:
    if isinstance(value, list | tuple | np.ndarray):  # product ids of an offer, as offers are uploaded
        value = "|".join(map(str, value))
    return f"{GUARD}{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
