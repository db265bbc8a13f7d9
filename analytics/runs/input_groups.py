"""What the demand model is told of a chance, in groups for people: codes, and the finer parts of each."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

MOST_ATTRIBUTES = 5  # parts of the attributes; the last ones share one


class Group(StrEnum):
    """A group of inputs that are explained together."""

    PRICE = "price"
    PRODUCT = "product"
    HISTORY = "history"
    HABITS = "habits"
    SEGMENT = "segment"
    SEASON = "season"
    BASKET = "basket"
    ATTRIBUTES = "attributes"


class Part(StrEnum):
    """A part of a group; those of the attributes have the attributes' own names."""

    PAID = "paid"
    MOVED = "moved"
    QUICK_RATE = "quick_rate"
    CAUTIOUS_RATE = "cautious_rate"
    RECENT_RATE = "recent_rate"
    STATE = "state"
    VISITS = "visits"
    BASKET_SIZE = "basket_size"
    DEALS = "deals"
    TIME_OF_YEAR = "time_of_year"
    WEEKDAY = "weekday"
    PERIOD = "period"
    OTHERS = "(others)"


OLDER = {  # what runs called the groups when they stored words
    "Price": Group.PRICE,
    "Product": Group.PRODUCT,
    "Own purchase history": Group.HISTORY,
    "Shopping habits": Group.HABITS,
    "Segment": Group.SEGMENT,
    "Season and weekday": Group.SEASON,
    "Rest of the basket": Group.BASKET,
    "Customer attributes": Group.ATTRIBUTES,
}
ABOUT = {  # what each input of flat rows tells of
    "price": Group.PRICE,
    "control": Group.PRICE,
    "instrument": Group.PRICE,
    "product": Group.PRODUCT,
    "past": Group.HISTORY,
    "habits": Group.HABITS,
    "segment": Group.SEGMENT,
    "season": Group.SEASON,
    "period": Group.SEASON,
    "basket": Group.BASKET,
    "attributes": Group.ATTRIBUTES,
}
_PARTS: Mapping[str, Sequence[Part]] = {  # of each column of an input, in order
    "past": (Part.QUICK_RATE, Part.CAUTIOUS_RATE, Part.RECENT_RATE, Part.STATE),
    "habits": (Part.VISITS, Part.BASKET_SIZE, Part.DEALS),
    "season": (Part.TIME_OF_YEAR, Part.TIME_OF_YEAR, Part.WEEKDAY, Part.WEEKDAY),
}
_WHOLE = {"price": Part.PAID, "control": Part.MOVED, "instrument": Part.MOVED, "period": Part.PERIOD}
Parts = dict[str, dict[str, list[str]]]  # group → part → columns of flat rows


def parts_of(columns: Mapping[str, Sequence[str]], attributes: Mapping[str, int]) -> Parts:
    """Return the columns of flat rows by group and part; a group without finer parts has itself alone.

    Parameters
    ----------
    columns : input → its columns
    attributes : how many columns each attribute has, in their order
    """
    parts: Parts = {group.value: {} for group in Group}
    for name, of_input in columns.items():
        told = _part_names(name, len(of_input), attributes)
        for part, column in zip(told, of_input, strict=True):
            parts[ABOUT[name].value].setdefault(part, []).append(column)
    found = {group: within for group, within in parts.items() if within}
    return {group: _alone(group, within) for group, within in found.items()}


def _alone(group: str, within: dict[str, list[str]]) -> dict[str, list[str]]:
    return within if len(within) > 1 else {group: next(iter(within.values()))}


def _part_names(name: str, n: int, attributes: Mapping[str, int]) -> list[str]:
    if name == "attributes":
        known = list(attributes)
        few = known if len(known) <= MOST_ATTRIBUTES else known[: MOST_ATTRIBUTES - 1]
        return [one if one in few else Part.OTHERS.value for one in known for _ in range(attributes[one])]
    if name in _PARTS:
        return [part.value for part in (*_PARTS[name], *[Part.STATE] * n)[:n]]
    return [str(_WHOLE.get(name, ABOUT[name]))] * n
