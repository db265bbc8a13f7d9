"""Which tables can be made anonymous: one row per person each."""

from pathlib import Path
from typing import Any

import pandas as pd

from analytics.segments.choice import SegmentChoice, assign_segments
from data.intake.whole_table import read_whole
from data.store import Shop

SEGMENT = "segment"
NUMBER = r"-?(0|[1-9]\d*)(\.\d+)?"  # a zip code with a zero before it is none
DAY = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?"


def people_of_file(path: Path, name: str) -> pd.DataFrame:
    """Return the rows of a file, numbers and days as what they are; raises InputError.

    Parameters
    ----------
    name : what the person calls it
    """
    return read_whole(path, name).apply(_typed)


def _typed(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if column.name == "customer_id" or not pd.api.types.is_string_dtype(column):
        return column
    told = column.dropna()
    if len(told) and told.str.fullmatch(NUMBER).all():
        return column.astype(float)
    if len(told) and told.str.fullmatch(DAY).all():
        days = pd.to_datetime(column, format="ISO8601", errors="coerce")
        return days if days.notna().sum() == len(told) else column
    return column


def customers_with_segment(shop: Shop) -> pd.DataFrame:
    """Return the mart `customers` with the segment that the shop has chosen; raises InputError."""
    customers = shop.read("customers")
    choice = SegmentChoice(**shop.setting("segments", {"kind": "rfm"}))
    bought = customers[customers["n_orders"] > 0]
    segments = assign_segments(bought, choice)[["customer_id", SEGMENT]]
    customers = customers.drop(columns=SEGMENT, errors="ignore")
    return customers.merge(segments, on="customer_id", how="left", validate="1:1").apply(_typed)
