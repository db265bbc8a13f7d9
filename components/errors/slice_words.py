"""The conditions of a slice in words: segment B, price from 102 % of today's."""

import json
from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.evidence.errors.features import BOUGHT_BEFORE, Condition, Feature
from components.shell import formats


def slice_name(conditions: str, currency: str) -> str:
    """Return a slice in words, by its conditions as they are stored."""
    told = [_WORDS[Feature(one["feature"])](one, currency) for one in json.loads(conditions)]
    name = "; ".join(told)
    return f"{name[:1].upper()}{name[1:]}"


def _named(noun: str) -> Callable[[Condition, str], str]:
    def words(one: Condition, _: str) -> str:
        if "is" in one:
            return f"{noun} {one['is'] or 'unknown'}"
        names = [name or "unknown" for name in one["is_not"]]
        return f"{noun} other than {' or '.join(names)}"

    return words


def _between(told: Callable[[Any], str], start: str = "", end: str = "") -> Callable[[Condition, str], str]:
    """Return words for numbers from, below or between edges."""

    def words(one: Condition, _: str) -> str:
        if "below" not in one:
            return f"{start}{told(one['from'])}{end} or more"
        if "from" not in one:
            return f"{start}under {told(one['below'])}{end}"
        return f"{start}{told(one['from'])} to {told(one['below'])}{end}"

    return words


def _price(one: Condition, currency: str) -> str:
    return _between(lambda price: formats.money(price, currency), "price ")(one, currency)


def _whole(one: Condition, nothing: str, singular: str) -> str:
    """Return words for counts, whose upper ends are one below."""
    low, high = int(one.get("from", 0)), int(one["below"]) - 1 if "below" in one else None
    if high is None:
        return f"{formats.counted(low, singular)} or more"
    if high == 0:
        return nothing
    if low == high:
        return formats.counted(low, singular)
    return (
        f"at most {formats.counted(high, singular)}"
        if low == 0
        else f"{low} to {formats.counted(high, singular)}"
    )


def _visits(one: Condition, _: str) -> str:
    return _whole(one, "first visit", "earlier visit")


def _basket(one: Condition, _: str) -> str:
    words = _whole(one, "nothing else in the basket", "other product")
    return words if words.endswith("basket") else f"{words} in the basket"


def _bought(one: Condition, _: str) -> str:
    if one.get("below") == BOUGHT_BEFORE:
        return "never bought it before"
    if one.get("from") == BOUGHT_BEFORE and "below" not in one:
        return "bought it before"
    if one.get("from") == BOUGHT_BEFORE:
        return f"bought it before, but on under {formats.share(one['below'], 0)} of earlier visits"
    return _between(lambda share: formats.share(share, 0), "bought it on ", " of earlier visits")(one, "")


def _week(one: Condition, _: str) -> str:
    days = {end: formats.day(pd.Timestamp(one[end])) for end in ("from", "below") if end in one}
    if len(days) == 2:
        return f"{days['from']} to the day before {days['below']}"
    return f"from {days['from']} on" if "from" in days else f"before {days['below']}"


def _percent(share: float) -> str:
    return formats.share(share, 0 if share >= 0.01 else 1)


_WORDS: dict[Feature, Callable[[Condition, str], str]] = {
    Feature.SEGMENT: _named("segment"),
    Feature.CATEGORY: _named("category"),
    Feature.RELATIVE_PRICE: _between(_percent, "price at ", " of today's"),
    Feature.PRICE: _price,
    Feature.PAST_VISITS: _visits,
    Feature.PAST_SHARE: _bought,
    Feature.REST_OF_BASKET: _basket,
    Feature.PREDICTED: _between(_percent, "predicted at "),
    Feature.WEEK: _week,
}
