"""A sentence for each segment."""

import pandas as pd

from analytics.cli.wording import percent
from analytics.segments.personas import money, ratio
from analytics.segments.rfm import LAPSED

MEANINGS = {
    "Champions": "Bought lately, buy often and spend the most",
    "Loyal customers": "Buy often and were here not long ago",
    "Potential loyalists": "Bought lately and come back now and then",
    "New customers": "Bought lately, with few orders so far",
    "Promising": "Bought not long ago, with few orders so far",
    "Need attention": "Middling in everything, and slowing down",
    "About to sleep": "Bought seldom, and are about to be late",
    "At risk": "Used to buy, and are late by the shop's rhythm",
    "Can't lose them": "Were among the best, and are late by the shop's rhythm",
    "Hibernating": "Bought seldom, and are late by the shop's rhythm",
    "Lost": "Bought seldom, and so long ago that hardly anyone comes back",
    "All customers": "Everyone in the shop",
    "Other": "All the smaller groups together",
    "Unknown": "Nothing is known about them here",
}


def with_sentences(profiles: pd.DataFrame, customers: pd.DataFrame, currency: str = "") -> pd.DataFrame:
    """Return segments, as `describe_segments` does of these customers, with a sentence each."""
    sentences = [_sentence(row, customers, currency) for _, row in profiles.iterrows()]
    return profiles.assign(sentence=pd.Series(sentences, profiles.index, dtype="str"))


def _sentence(row: pd.Series, customers: pd.DataFrame, currency: str) -> str:
    meaning = MEANINGS.get(row["segment"]) or _comparison(row, customers)
    bring = verb(row["segment"], is_one=row["n_customers"] == 1)
    return (
        f"{meaning}: {_count(row['n_customers'], 'customer')} ({percent(row['customer_share'])}) "
        f"{bring} {percent(row['revenue_share'])} of the revenue, with about "
        f"{_count(row['mean_orders'], 'order')} and {currency}{money(row['mean_monetary'])} each; "
        f"the last order typically {_days(row['median_recency_days'])}."
    )


def verb(segment: str, *, is_one: bool = False) -> str:
    """Return whether a segment brings revenue, or brought it: who is gone brings none."""
    return "brought" if segment in LAPSED else "brings" if is_one else "bring"


def _comparison(row: pd.Series, customers: pd.DataFrame) -> str:
    orders = ratio(row["mean_orders"], customers["n_orders"].mean())
    spent = ratio(row["mean_monetary"], customers["monetary"].mean())
    often, much = (_times(times) for times in (orders, spent))
    return f"Order {often}as often and spend {much}as much as the average customer"


def _times(ratio: float) -> str:
    told = f"{ratio:.1f}" if ratio >= 0.1 else f"{ratio:.2f}"
    return "about " if told == "1.0" else f"{told} × "


def _count(number: float, noun: str) -> str:
    text = f"{number:,.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")
    return f"{text} {noun}" if text == "1" else f"{text} {noun}s"


def _days(days: float) -> str:
    return "today" if days < 1 else f"{_count(days, 'day')} ago"
