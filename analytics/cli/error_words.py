"""What groups of chances are called; the command line and the pages say the same."""

from collections.abc import Mapping

from analytics.evidence.errors.dimensions import (
    LEVEL_EDGES,
    UNKNOWN,
    Acquaintance,
    Dimension,
    PriceLevel,
)

DIMENSIONS = {
    Dimension.SEGMENT: "Segment",
    Dimension.CATEGORY: "Category",
    Dimension.PRODUCT: "Product",
    Dimension.PRICE_LEVEL: "Price level",
    Dimension.ACQUAINTANCE: "New or known",
    Dimension.WEEK: "Week",
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


def plain_group(dimension: str, group: str, titles: Mapping[str, str]) -> str:
    """Return what a group is called beside others of its dimension; weeks by their first day, as stored."""
    if group == UNKNOWN:
        return _UNKNOWN.get(Dimension(dimension), "Unknown")
    if dimension == Dimension.PRODUCT:
        return titles.get(group, group)
    return _NAMES.get(dimension, {}).get(group, group)
