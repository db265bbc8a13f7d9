"""What inputs, their parts and their figures are called on the page."""

from collections.abc import Mapping

import pandas as pd

from analytics.cli.explanation_words import GROUP_WORDS as GROUPS
from analytics.evidence.explanation.over_inputs import Half
from analytics.evidence.explanation.stability import Drawn
from analytics.runs.input_groups import Group, Part

PARTS: Mapping[str, str] = {
    Part.PAID: "the price itself",
    Part.MOVED: "what moved the price",
    Part.QUICK_RATE: "own purchase rate, read quickly",
    Part.CAUTIOUS_RATE: "own purchase rate, read cautiously",
    Part.RECENT_RATE: "recent purchases",
    Part.STATE: "what was looked at and bought last",
    Part.VISITS: "visits so far",
    Part.BASKET_SIZE: "usual basket",
    Part.DEALS: "liking of reductions",
    Part.TIME_OF_YEAR: "time of the year",
    Part.WEEKDAY: "weekday",
    Part.PERIOD: "week of the history",
    Part.OTHERS: "the other attributes",
}
HALVES: Mapping[str, str] = {Half.LOWER: "lower half", Half.UPPER: "upper half"}
DRAWN: Mapping[str, str] = {
    Drawn.CUSTOMERS: "Customers",
    Drawn.BACKGROUND: "Background",
    Drawn.BOTH: "Both",
}
FIGURES: Mapping[str, str] = {
    "rank_correlation": "Order agrees (rank correlation)",
    "sign_agreement": "Direction agrees",
}
GLASS_INPUTS: Mapping[str, str] = {
    "product": "Product",
    "segment": "Segment",
    "relative_price": "Price against today's",
    "past_share": "Earlier visits that bought it",
    "past_visits": "Visits so far",
    "season_sin": "Season (sine of the year)",
    "season_cos": "Season (cosine of the year)",
    "rest_of_basket": "Other products in the basket",
}
_TOLD: Mapping[str, str] = {  # axis of what an input says, with its unit
    Group.PRICE: "Price against today's [today = 1]",
    Group.PRODUCT: "Product",
    Group.SEGMENT: "Segment",
    Group.BASKET: "Products in the basket that matter for this one",
    Group.HISTORY: "Odds of a purchase against the segment's [segment = 1]",
    Group.HABITS: "Visits so far",
    Group.SEASON: "Weekday [0 = Monday]",
    Part.QUICK_RATE: "Odds of a purchase against the segment's [segment = 1]",
    Part.CAUTIOUS_RATE: "Odds of a purchase against the segment's [segment = 1]",
    Part.RECENT_RATE: "Odds of a purchase against the segment's [segment = 1]",
    Part.VISITS: "Visits so far",
    Part.BASKET_SIZE: "Usual basket against the segment's [products]",
    Part.DEALS: "Usual reduction against all customers' [share]",
    Part.TIME_OF_YEAR: "Month",
    Part.WEEKDAY: "Weekday [0 = Monday]",
}


def name_of(code: str) -> str:
    """Return what a group or a part is called: Own purchase history: recent purchases."""
    group, _, part = code.partition(".")
    name = GROUPS.get(group, group)
    return f"{name}: {PARTS.get(part, part)}" if part else name


def part_name(code: str) -> str:
    """Return what a part is called beside those of its group."""
    part = code.partition(".")[2]
    name = PARTS.get(part, part)
    return name[:1].upper() + name[1:]


def named(table: pd.DataFrame, column: str = "group") -> pd.DataFrame:
    """Return a table with what the groups or parts in a column are called, as `name`."""
    return table.assign(name=[name_of(str(code)) for code in table[column]])


def told_name(code: str) -> str:
    """Return what the axis of an input's own figure is called."""
    group, _, part = code.partition(".")
    return _TOLD.get(part or group, part or GROUPS.get(group, group))
