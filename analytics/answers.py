"""What a shop's data can answer, before anything is trained: by the measures that the gates apply."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analytics.pricing.gates import (
    ALL_MIXED,
    GOOD_SOLD,
    GOOD_SPREAD,
    LEAST_JOINT,
    LEAST_SOLD,
    LEAST_SPREAD,
    MIXED,
)

Verdict = Literal["yes", "partly", "no"]

MANY_BUYERS, FEW_BUYERS = 100, 30  # a segment of fewer than 30 customers says nothing
MANY_JOINT, FEW_JOINT = 0.2, 0.01  # share of orders with two products or more
MANY_LOOKS = 5  # views a viewer: what a taste can be told from
TWO_SEASONS_DAYS, SEASON_DAYS = 730, 300  # every season twice; most of a year, as the model asks
MANY_REGULARS, FEW_REGULARS = 300, 50  # customers with three orders, whom prices can be learned of
MOST_COSTS = 0.9  # of the revenue
FEWEST_PRICED = 6  # products that make a price book worth reading


@dataclass(frozen=True)
class Answer:
    """Whether one question can be answered: verdict, figure, what the data hold, and what would help."""

    question: str
    verdict: Verdict
    figure: float
    sentence: str
    remedy: str = ""


def what_data_can_answer(shop: pd.Series, products: pd.DataFrame) -> list[Answer]:
    """Return an honest answer for each thing that an analyst may want of a shop.

    Parameters
    ----------
    shop : n_buyers, n_repeat_buyers, n_regulars, n_orders, n_joint_orders, n_views, n_viewers, n_days,
        n_instruments, n_attributes
    products : one row per product sold
        n_sold (orders), revenue [currency], has_cost, log_price_spread (standard deviation of the log price),
        within_day_share (of that variance, 0–1)
    """
    return [
        _segments(shop),
        _price_response(products),
        _prices_that_followed_demand(shop),
        _bundles(shop),
        _interests(shop),
        _personalization(shop),
        _profit(products),
        _seasons(shop),
    ]


def priced_products(products: pd.DataFrame) -> tuple[int, int]:
    """Return how many products' prices teach something, and how many of them teach it well."""
    teaches = (
        (products["log_price_spread"] >= LEAST_SPREAD)
        & (products["within_day_share"] < ALL_MIXED)
        & (products["n_sold"] >= LEAST_SOLD)
    )
    is_good = (products["log_price_spread"] >= GOOD_SPREAD) & (products["n_sold"] >= GOOD_SOLD)
    is_good &= products["within_day_share"] < MIXED
    return int(teaches.sum()), int((teaches & is_good).sum())


def _segments(shop: pd.Series) -> Answer:
    n, repeat = int(shop["n_buyers"]), _share(shop["n_repeat_buyers"], shop["n_buyers"])
    verdict: Verdict = "yes" if n >= MANY_BUYERS and repeat >= 0.1 else "partly" if n >= FEW_BUYERS else "no"
    sentence = f"{_n(n, 'known customer')} bought, {repeat:.0%} of them more than once"
    remedy = "" if verdict == "yes" else "Bring customer ids with the orders, and a longer history"
    return Answer("Who are my customers? (segments)", verdict, n, sentence, remedy)


def _price_response(products: pd.DataFrame) -> Answer:
    n, n_good = priced_products(products)
    verdict: Verdict = "yes" if n_good >= FEWEST_PRICED else "partly" if n else "no"
    sentence = f"Prices moved enough, at enough sales, for {n:,} of {_n(len(products), 'product')}"
    sentence += f", for {n_good:,} of them beyond doubt" if n else ""
    remedy = "" if verdict == "yes" else "Run a price test: ±10 % in alternating weeks for eight weeks"
    return Answer("What does a price change do? (price response)", verdict, n, sentence, remedy)


def _prices_that_followed_demand(shop: pd.Series) -> Answer:
    n = int(shop["n_instruments"])
    question = "Is it the price, or the season that moved it? (instruments)"
    if n:
        found = f"{_n(n, 'column')} moves prices without moving wishes, if its name holds what it promises"
        return Answer(question, "yes", n, found)
    sentence = "No column moves prices without moving wishes; a test of past against next prices remains"
    remedy = "Import a cost, supplier price or tariff as an instrument, or draw some prices by lot"
    return Answer(question, "partly", 0, sentence, remedy)


def _bundles(shop: pd.Series) -> Answer:
    share = _share(shop["n_joint_orders"], shop["n_orders"])
    n_joint = int(shop["n_joint_orders"])
    is_seen = n_joint >= LEAST_JOINT and share >= FEW_JOINT
    verdict: Verdict = "yes" if share >= MANY_JOINT and is_seen else "partly" if is_seen else "no"
    sentence = f"{share:.0%} of {_n(int(shop['n_orders']), 'order')} hold two products or more"
    sentence += "" if verdict == "yes" else ": bundles would have to create demand"
    remedy = (
        "" if verdict == "yes" else "Show parts side by side for some weeks, and sell first bundles as a test"
    )
    return Answer("Which products belong together? (bundles)", verdict, share, sentence, remedy)


def _interests(shop: pd.Series) -> Answer:
    looks = float(shop["n_views"]) / max(int(shop["n_viewers"]), 1)
    question = "What would a customer like next? (interests, recommendations)"
    if shop["n_viewers"] >= MANY_BUYERS and looks >= MANY_LOOKS:
        return Answer(
            question, "yes", looks, f"{_n(int(shop['n_viewers']), 'visitor')} looked {looks:.1f} times each"
        )
    remedy = "Import views and carts with customer ids beside the orders"
    if shop["n_views"] or shop["n_repeat_buyers"] >= FEW_BUYERS:
        seen = "from purchases alone" if not shop["n_views"] else f"{looks:.1f} views a visitor"
        return Answer(question, "partly", looks, f"Tastes can be guessed: {seen}", remedy)
    return Answer(question, "no", looks, "There are no views, and hardly anyone came back", remedy)


def _personalization(shop: pd.Series) -> Answer:
    n, n_attributes = int(shop["n_regulars"]), int(shop["n_attributes"])
    verdict: Verdict = "yes" if n >= MANY_REGULARS else "partly" if n >= FEW_REGULARS else "no"
    sentence = (
        f"{_n(n, 'customer')} ordered three times or more; {_n(n_attributes, 'attribute')} of customers"
    )
    remedy = "" if verdict == "yes" else "Price by segment until more customers have come back"
    return Answer("Does one price fit all? (personal prices)", verdict, n, sentence, remedy)


def _profit(products: pd.DataFrame) -> Answer:
    revenue = products["revenue"].to_numpy(float)
    share = _share(revenue[products["has_cost"].to_numpy(bool)].sum(), revenue.sum())
    verdict: Verdict = "yes" if share >= MOST_COSTS else "partly" if share > 0 else "no"
    sentence = f"Costs are known for {share:.0%} of the revenue"
    sentence += "" if verdict == "yes" else "; elsewhere a margin is assumed, and marked so"
    remedy = "" if verdict == "yes" else "Add a cost column to the products file"
    return Answer("What is left after costs? (profit)", verdict, share, sentence, remedy)


def _seasons(shop: pd.Series) -> Answer:
    n = 0 if pd.isna(shop["n_days"]) else int(shop["n_days"])
    verdict: Verdict = "yes" if n >= TWO_SEASONS_DAYS else "partly" if n >= SEASON_DAYS else "no"
    words = {
        "yes": "every season was seen twice",
        "partly": "each season was seen once, and cannot be told from a trend",
        "no": "no year is full",
    }
    remedy = "" if verdict == "yes" else "Import an older export as well: overlapping rows are not doubled"
    return Answer(
        "What does the season do?", verdict, n, f"{_n(n, 'day')} of orders: {words[verdict]}", remedy
    )


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0


def _n(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
