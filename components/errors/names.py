"""What groups of chances are called, beside each other and alone."""

from collections.abc import Mapping

import pandas as pd

from analytics.evidence.errors.dimensions import (
    LEVEL_EDGES,
    UNKNOWN,
    Acquaintance,
    Dimension,
    PriceLevel,
)
from components.shell import formats

DIMENSIONS = {
    Dimension.SEGMENT: "Segment",
    Dimension.CATEGORY: "Category",
    Dimension.PRODUCT: "Product",
    Dimension.PRICE_LEVEL: "Price level",
    Dimension.ACQUAINTANCE: "New or known",
    Dimension.WEEK: "Week",
}
PLURALS = {
    Dimension.SEGMENT: "segments",
    Dimension.CATEGORY: "categories",
    Dimension.PRODUCT: "products",
    Dimension.PRICE_LEVEL: "price levels",
    Dimension.ACQUAINTANCE: "groups of customers",
    Dimension.WEEK: "weeks",
}
MISSING = {
    Dimension.CATEGORY: "No product has a category, so errors by category cannot be told.",
    Dimension.WEEK: (
        "This training has not kept the days of its visits, or a customer was deleted since, so errors by "
        "week cannot be told. Train again for that."
    ),
    Dimension.PRICE_LEVEL: "This training has not kept today's prices. Train again to see price levels.",
    Dimension.ACQUAINTANCE: "This training has not kept earlier visits. Train again to see them apart.",
}
_PERCENTS = [f"{100 * edge:.0f}" for edge in LEVEL_EDGES]
LEVELS = {
    PriceLevel.FAR_BELOW: f"Far below (under {_PERCENTS[0]} %)",
    PriceLevel.BELOW: f"Below ({_PERCENTS[0]}–{_PERCENTS[1]} %)",
    PriceLevel.TODAY: f"As today ({_PERCENTS[1]}–{_PERCENTS[2]} %)",
    PriceLevel.ABOVE: f"Above ({_PERCENTS[2]}–{_PERCENTS[3]} %)",
    PriceLevel.FAR_ABOVE: f"Far above (from {_PERCENTS[3]} %)",
}
ACQUAINTANCES = {
    Acquaintance.NEW: "New customers (first visit)",
    Acquaintance.SEEN: "Seen before (1–4 visits)",
    Acquaintance.KNOWN: "Known customers (5 visits or more)",
}
_NAMES: dict[str, dict[str, str]] = {
    Dimension.PRICE_LEVEL: {str(code): words for code, words in LEVELS.items()},
    Dimension.ACQUAINTANCE: {str(code): words for code, words in ACQUAINTANCES.items()},
}
_UNKNOWN = {Dimension.CATEGORY: "No category", Dimension.SEGMENT: "No segment"}


def group_name(dimension: str, group: str, titles: Mapping[str, str]) -> str:
    """Return what a group is called beside others of its dimension; `titles` by product id."""
    if group == UNKNOWN:
        return _UNKNOWN.get(Dimension(dimension), "Unknown")
    if dimension == Dimension.PRODUCT:
        return titles.get(group, group)
    if dimension == Dimension.WEEK:
        return formats.day(pd.Timestamp(group))
    return _NAMES.get(dimension, {}).get(group, group)


def full_name(dimension: str, name: str) -> str:
    """Return what a group is called alone: Segment A: Brand loyal."""
    if dimension == Dimension.WEEK:
        return f"Week of {name}"
    if dimension == Dimension.PRICE_LEVEL:
        told = name if name == LEVELS[PriceLevel.TODAY] else name.replace(" (", " today's (")
        return f"Price {told[:1].lower()}{told[1:]}"
    return name if dimension == Dimension.ACQUAINTANCE else f"{DIMENSIONS[Dimension(dimension)]} {name}"
