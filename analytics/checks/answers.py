"""What a shop's data can answer, before anything is trained: by the measures that the gates apply."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analytics.checks.gates.product import (
    ALL_MIXED,
    GOOD_SOLD,
    GOOD_SPREAD,
    LEAST_SOLD,
    LEAST_SPREAD,
    MIXED,
)
from analytics.checks.scope import N_IN_SCOPE, N_LOOKED_AT
from analytics.pricing.price_book.market import LEAST_JOINT
from analytics.words import counted, percent

Verdict = Literal["yes", "partly", "no"]

MANY_BUYERS, FEW_BUYERS = 100, 30  # a segment of fewer than 30 customers says nothing
MANY_REPEAT = 0.1  # share of customers who came back: without them all segments are of one order
MANY_JOINT, FEW_JOINT = 0.2, 0.01  # share of orders with two products or more
MANY_LOOKS = 5  # views a viewer: what a taste can be told from
TWO_SEASONS_DAYS, YEAR_DAYS, SEASON_DAYS = 730, 365, 300  # every season twice, once; most of a year
MANY_REGULARS, FEW_REGULARS = 300, 50  # customers with three orders, whom prices can be learned of
MOST_COSTS = 0.9  # of the revenue
FEWEST_PRICED = 6  # products that make a price book worth reading
MANY_NAMELESS = 0.1  # share of orders or views without a customer, from which ids would help


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
    shop : n_buyers, n_repeat_buyers, n_regulars, n_orders, n_nameless_orders (without a customer),
        n_joint_orders, n_views, n_nameless_views, n_viewers, n_days, n_instruments, n_attributes
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


def _segments(shop: pd.Series) -> Answer:
    n, repeat = int(shop["n_buyers"]), _share(shop["n_repeat_buyers"], shop["n_buyers"])
    nameless = _share(shop["n_nameless_orders"], shop["n_orders"])
    verdict: Verdict = (
        "yes" if n >= MANY_BUYERS and repeat >= MANY_REPEAT else "partly" if n >= FEW_BUYERS else "no"
    )
    sentence = f"{counted(n, 'known customer')} bought, {percent(repeat)} of them more than once"
    sentence = sentence if n else "No known customer bought anything"
    remedy = "Import a longer history"
    if nameless >= MANY_NAMELESS:
        sentence += f"; {percent(nameless)} of the orders name no customer"
        remedy = "Bring customer ids with those orders"
    elif n >= MANY_BUYERS and _days(shop) >= TWO_SEASONS_DAYS:
        remedy = "Group customers by an attribute: hardly anyone comes back here, so orders tell few apart"
    elif n >= MANY_BUYERS:
        remedy += ", in which more customers come back"
    return Answer(
        "Who are my customers? (segments)", verdict, n, sentence, "" if verdict == "yes" else remedy
    )


def _price_response(products: pd.DataFrame) -> Answer:
    question = "What does a price change do? (price response)"
    teaches, is_good = prices_that_teach(products)
    taken = _taken_first(products)
    n, n_good, n_taken = int(teaches.sum()), int(is_good.sum()), int((is_good & taken).sum())
    verdict: Verdict = "yes" if n_taken >= FEWEST_PRICED else "partly" if n else "no"
    sentence = f"Prices moved enough, at enough sales, for {n:,} of {counted(len(products), 'product')}"
    sentence += f", for {n_good:,} of them beyond doubt" if n else ""
    if verdict == "yes":
        return Answer(question, verdict, n, sentence)
    is_mixed = taken & (products["within_day_share"] >= MIXED)
    if 2 * is_mixed.sum() > taken.sum():
        best_sellers = counted(int(taken.sum()), "best seller")
        sentence += f"; of {best_sellers} that a training takes, {is_mixed.sum():,} have several prices a day"
        return Answer(
            question, verdict, n, sentence, "Upload each quantity tier or channel as a product of its own"
        )
    return Answer(
        question, verdict, n, sentence, "Run a price test: ±10 % in alternating weeks for eight weeks"
    )


def prices_that_teach(products: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return which products' prices teach something, and which teach it well, by the limits of the gates."""
    spread, n_sold, within = (products[name] for name in ("log_price_spread", "n_sold", "within_day_share"))
    teaches = (spread >= LEAST_SPREAD) & (within < ALL_MIXED) & (n_sold >= LEAST_SOLD)
    return teaches, teaches & (spread >= GOOD_SPREAD) & (n_sold >= GOOD_SOLD) & (within < MIXED)


def _taken_first(products: pd.DataFrame) -> pd.Series:
    """Return which products a training takes unless told otherwise: best sellers, of one price first."""
    looked_at = products.nlargest(N_LOOKED_AT, "n_sold")
    is_mixed = looked_at["within_day_share"] >= MIXED
    chosen = looked_at.loc[is_mixed.sort_values(kind="stable").index].head(N_IN_SCOPE)
    return pd.Series(products.index.isin(chosen.index), products.index)


def _prices_that_followed_demand(shop: pd.Series) -> Answer:
    n = int(shop["n_instruments"])
    question = "Is it the price, or the season that moved it? (instruments)"
    if n:
        found = f"{counted(n, 'column')} shifts prices but not demand, if its name holds what it promises"
        return Answer(question, "yes", n, found)
    sentence = "No column shifts prices but not demand; a test of past against next prices remains"
    remedy = "Import a cost, supplier price or tariff as an instrument, or draw some prices by lot"
    return Answer(question, "partly", 0, sentence, remedy)


def _bundles(shop: pd.Series) -> Answer:
    share, n_joint = _share(shop["n_joint_orders"], shop["n_orders"]), int(shop["n_joint_orders"])
    question = "Which products belong together? (bundles)"
    sentence = f"{percent(share)} of {counted(int(shop['n_orders']), 'order')} hold two products or more"
    if share >= MANY_JOINT and n_joint < LEAST_JOINT:
        return Answer(question, "no", share, f"{sentence}, but these are few", "Import a longer history")
    if share >= MANY_JOINT:
        return Answer(question, "yes", share, sentence)
    verdict: Verdict = "partly" if n_joint >= LEAST_JOINT and share >= FEW_JOINT else "no"
    remedy = "Show parts side by side for some weeks, and sell first bundles as a test"
    return Answer(question, verdict, share, f"{sentence}: bundles would have to create demand", remedy)


def _interests(shop: pd.Series) -> Answer:
    n_viewers, looks = int(shop["n_viewers"]), _share(shop["n_views"], shop["n_viewers"])
    question = "What would a customer like next? (interests, recommendations)"
    if n_viewers >= MANY_BUYERS and looks >= MANY_LOOKS:
        sentence = f"{counted(n_viewers, 'visitor')} looked {looks:.1f} times each"
        return Answer(question, "yes", looks, sentence)
    nameless = _share(shop["n_nameless_views"], shop["n_nameless_views"] + shop["n_views"])
    remedy = "Import a longer history of views" if shop["n_views"] else "Import views and carts, too"
    if nameless >= MANY_NAMELESS:
        remedy = f"Bring customer ids with the views: {percent(nameless)} of them name nobody"
    if shop["n_views"] or shop["n_repeat_buyers"] >= FEW_BUYERS:
        seen = f"from {looks:.1f} views a visitor" if shop["n_views"] else "from purchases alone"
        return Answer(question, "partly", looks, f"Tastes can be guessed: {seen}", remedy)
    sentence = f"There are no views{' of known visitors' if nameless else ''}, and hardly anyone came back"
    return Answer(question, "no", looks, sentence, remedy)


def _personalization(shop: pd.Series) -> Answer:
    n, n_attributes = int(shop["n_regulars"]), int(shop["n_attributes"])
    verdict: Verdict = "yes" if n >= MANY_REGULARS else "partly" if n >= FEW_REGULARS else "no"
    known = f"{counted(n_attributes, 'attribute')} of theirs" if n_attributes else "no attribute of theirs"
    are = "are" if n_attributes > 1 else "is"
    sentence = f"{counted(n, 'customer')} ordered three times or more; {known} {are} known"
    remedy = "" if verdict == "yes" else "Price by segment until more customers have come back"
    return Answer("Does one price fit all? (personal prices)", verdict, n, sentence, remedy)


def _profit(products: pd.DataFrame) -> Answer:
    revenue = products["revenue"].to_numpy(float)
    share = _share(revenue[products["has_cost"].to_numpy(bool)].sum(), revenue.sum())
    question = "What is left after costs? (profit)"
    if share >= MOST_COSTS:
        return Answer(question, "yes", share, f"Costs are known for {percent(share)} of the revenue")
    if share > 0:
        sentence = f"Costs are known for {percent(share)} of the revenue; elsewhere a margin is assumed"
        return Answer(question, "partly", share, sentence, "Add the missing costs to the products file")
    sentence = "No cost is known; a margin is assumed, and marked so"
    return Answer(question, "no", share, sentence, "Add a cost column to the products file")


def _seasons(shop: pd.Series) -> Answer:
    n = _days(shop)
    verdict: Verdict = "yes" if n >= TWO_SEASONS_DAYS else "partly" if n >= SEASON_DAYS else "no"
    once = "each season" if n >= YEAR_DAYS else "nearly every season"
    words = {
        "yes": "every season was seen twice",
        "partly": f"{once} was seen once, and cannot be told from a trend",
        "no": "no year is full",
    }
    remedy = "" if verdict == "yes" else "Import an older export as well: overlapping rows are not doubled"
    sentence = f"{counted(n, 'day')} of orders: {words[verdict]}"
    return Answer("What does the season do?", verdict, n, sentence, remedy)


def _days(shop: pd.Series) -> int:
    return 0 if pd.isna(shop["n_days"]) else int(shop["n_days"])


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0
