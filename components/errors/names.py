"""What groups of chances are called, beside each other and alone."""

from collections.abc import Mapping

import pandas as pd

from analytics.cli.error_words import DIMENSIONS, LEVELS, plain_group
from analytics.evidence.errors.dimensions import UNKNOWN, Dimension, PriceLevel
from components.shell import formats

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


def group_name(dimension: str, group: str, titles: Mapping[str, str]) -> str:
    """Return what a group is called beside others of its dimension; `titles` by product id."""
    if dimension == Dimension.WEEK and group != UNKNOWN:
        return formats.day(pd.Timestamp(group))
    return plain_group(dimension, group, titles)


def full_name(dimension: str, name: str) -> str:
    """Return what a group is called alone: Segment A: Brand loyal."""
    if dimension == Dimension.WEEK:
        return f"Week of {name}"
    if dimension == Dimension.PRICE_LEVEL:
        told = name if name == LEVELS[PriceLevel.TODAY] else name.replace(" (", " today's (")
        return f"Price {told[:1].lower()}{told[1:]}"
    return name if dimension == Dimension.ACQUAINTANCE else f"{DIMENSIONS[Dimension(dimension)]} {name}"
