"""What the inputs of predictions are called; the command line and the page say the same."""

from collections.abc import Mapping

from analytics.runs.input_groups import Group

GROUP_WORDS: Mapping[str, str] = {
    Group.PRICE: "Price",
    Group.PRODUCT: "Product",
    Group.HISTORY: "Own purchase history",
    Group.HABITS: "Shopping habits",
    Group.SEGMENT: "Segment",
    Group.SEASON: "Season and weekday",
    Group.BASKET: "Rest of the basket",
    Group.ATTRIBUTES: "Customer attributes",
}
