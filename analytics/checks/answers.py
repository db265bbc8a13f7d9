"""What a shop's data can answer, before anything is trained: by the measures that the gates apply."""

import pandas as pd

from analytics.checks.answer_codes import Answer, Answered, Found, Question, Remedy
from analytics.checks.coverage import Covered, covered_products
from analytics.checks.gates.product import GOOD_SOLD, GOOD_SPREAD, MIXED
from analytics.pricing.price_book.market import LEAST_JOINT

MANY_BUYERS, FEW_BUYERS = 100, 30  # a segment of fewer than 30 customers says nothing
MANY_REPEAT = 0.1  # share of customers who came back: without them all segments are of one order
MANY_JOINT, FEW_JOINT = 0.2, 0.01  # share of orders with two products or more
MANY_LOOKS = 5  # views a viewer: what a taste can be told from
TWO_SEASONS_DAYS, YEAR_DAYS, SEASON_DAYS = 730, 365, 300  # every season twice, once; most of a year
MANY_REGULARS, FEW_REGULARS = 300, 50  # customers with three orders, whom prices can be learned of
MOST_COSTS = 0.9  # of the revenue
N_BEST_SELLERS = 30  # of which most should have one price a day
FEWEST_PRICED = 6  # products that make a price book worth reading
MANY_NAMELESS = 0.1  # share of orders or views without a customer, from which ids would help


def what_data_can_answer(shop: pd.Series, products: pd.DataFrame) -> list[Answer]:
    """Return an honest answer for each thing that an analyst may want of a shop.

    Parameters
    ----------
    shop : n_buyers, n_repeat_buyers, n_regulars, n_orders, n_nameless_orders (without a customer),
        n_joint_orders, n_views, n_nameless_views, n_viewers, n_days, n_instruments, n_attributes
    products : one row per product sold
        revenue [currency], has_cost, and as `covered_products` asks for
    """
    return [
        _segments(shop),
        _price_response(products),
        _instruments(shop),
        _bundles(shop),
        _interests(shop),
        _personal_prices(shop),
        _profit(products),
        _seasons(shop),
    ]


def _segments(shop: pd.Series) -> Answer:
    n, repeat = int(shop["n_buyers"]), _share(shop["n_repeat_buyers"], shop["n_buyers"])
    nameless = _share(shop["n_nameless_orders"], shop["n_orders"])
    verdict = _graded(n >= MANY_BUYERS and repeat >= MANY_REPEAT, n >= FEW_BUYERS)
    found: tuple[Found, ...] = (Found.BUYERS,) if n else (Found.NO_BUYERS,)
    remedy = Remedy.LONGER_HISTORY
    if nameless >= MANY_NAMELESS:
        found, remedy = (*found, Found.NAMELESS_ORDERS), Remedy.IDS_OF_ORDERS
    elif n >= MANY_BUYERS:
        is_long = _days(shop) >= TWO_SEASONS_DAYS
        remedy = Remedy.GROUP_BY_ATTRIBUTE if is_long else Remedy.MORE_WHO_COME_BACK
    figures = {"n": n, "repeat": repeat, "nameless": nameless}
    return Answer(Question.SEGMENTS, verdict, n, found, figures, None if verdict == Answered.YES else remedy)


def _price_response(products: pd.DataFrame) -> Answer:
    teaches, is_good = prices_that_teach(products)
    n, best = int(teaches.sum()), products.nlargest(N_BEST_SELLERS, "n_sold")
    verdict = _graded(is_good.sum() >= FEWEST_PRICED, n > 0)
    n_mixed = int((best["within_day_share"] >= MIXED).sum())
    figures = {"n": n, "n_good": int(is_good.sum()), "n_products": len(products)}
    figures |= {"n_best": len(best), "n_mixed": n_mixed}
    found: tuple[Found, ...] = (Found.PRICES_MOVED if n else Found.PRICES_MOVED_FOR_NONE,)
    remedy = None if verdict == Answered.YES else Remedy.PRICE_TEST
    if remedy and 2 * n_mixed > len(best):
        found, remedy = (*found, Found.BEST_SELLERS_MIXED), Remedy.SPLIT_TIERS
    return Answer(Question.PRICE_RESPONSE, verdict, n, found, figures, remedy)


def prices_that_teach(products: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return which products' prices teach something, and which teach it well, by the limits of the gates."""
    spread, n_sold, within = (products[name] for name in ("log_price_spread", "n_sold", "within_day_share"))
    teaches = covered_products(products) == Covered.PRICED
    return teaches, teaches & (spread >= GOOD_SPREAD) & (n_sold >= GOOD_SOLD) & (within < MIXED)


def _instruments(shop: pd.Series) -> Answer:
    n, question = int(shop["n_instruments"]), Question.INSTRUMENTS
    if n:
        return Answer(question, Answered.YES, n, (Found.INSTRUMENTS,), {"n": n})
    return Answer(question, Answered.PARTLY, 0, (Found.NO_INSTRUMENT,), {}, Remedy.INSTRUMENT)


def _bundles(shop: pd.Series) -> Answer:
    share, n_joint = _share(shop["n_joint_orders"], shop["n_orders"]), int(shop["n_joint_orders"])
    figures = {"share": share, "n_orders": int(shop["n_orders"])}
    question, is_enough = Question.BUNDLES, n_joint >= LEAST_JOINT
    if share < MANY_JOINT:
        verdict = Answered.PARTLY if is_enough and share >= FEW_JOINT else Answered.NO
        return Answer(question, verdict, share, (Found.RARE_JOINT_ORDERS,), figures, Remedy.SELL_AS_TEST)
    if is_enough:
        return Answer(question, Answered.YES, share, (Found.JOINT_ORDERS,), figures)
    return Answer(question, Answered.NO, share, (Found.FEW_JOINT_ORDERS,), figures, Remedy.LONGER_HISTORY)


def _interests(shop: pd.Series) -> Answer:
    n_viewers, looks = int(shop["n_viewers"]), _share(shop["n_views"], shop["n_viewers"])
    nameless = _share(shop["n_nameless_views"], shop["n_nameless_views"] + shop["n_views"])
    question, figures = Question.INTERESTS, {"n_viewers": n_viewers, "looks": looks, "nameless": nameless}
    if n_viewers >= MANY_BUYERS and looks >= MANY_LOOKS:
        return Answer(question, Answered.YES, looks, (Found.VIEWERS,), figures)
    remedy = Remedy.LONGER_VIEWS if shop["n_views"] else Remedy.VIEWS
    remedy = Remedy.IDS_OF_VIEWS if nameless >= MANY_NAMELESS else remedy
    if shop["n_views"] or shop["n_repeat_buyers"] >= FEW_BUYERS:
        found = Found.SOME_VIEWS if shop["n_views"] else Found.PURCHASES_ALONE
        return Answer(question, Answered.PARTLY, looks, (found,), figures, remedy)
    found = Found.NO_KNOWN_VIEWS if nameless else Found.NO_VIEWS
    return Answer(question, Answered.NO, looks, (found,), figures, remedy)


def _personal_prices(shop: pd.Series) -> Answer:
    n, n_attributes = int(shop["n_regulars"]), int(shop["n_attributes"])
    verdict = _graded(n >= MANY_REGULARS, n >= FEW_REGULARS)
    found = Found.REGULARS, Found.ATTRIBUTES if n_attributes else Found.NO_ATTRIBUTE
    remedy = None if verdict == Answered.YES else Remedy.PRICE_BY_SEGMENT
    figures = {"n": n, "n_attributes": n_attributes}
    return Answer(Question.PERSONAL_PRICES, verdict, n, found, figures, remedy)


def _profit(products: pd.DataFrame) -> Answer:
    revenue = products["revenue"].to_numpy(float)
    share = _share(revenue[products["has_cost"].to_numpy(bool)].sum(), revenue.sum())
    question, figures = Question.PROFIT, {"share": share}
    if share >= MOST_COSTS:
        return Answer(question, Answered.YES, share, (Found.COSTS,), figures)
    if share > 0:
        return Answer(question, Answered.PARTLY, share, (Found.SOME_COSTS,), figures, Remedy.MISSING_COSTS)
    return Answer(question, Answered.NO, share, (Found.NO_COSTS,), figures, Remedy.COST_COLUMN)


def _seasons(shop: pd.Series) -> Answer:
    n = _days(shop)
    verdict = _graded(n >= TWO_SEASONS_DAYS, n >= SEASON_DAYS)
    found = {
        Answered.YES: Found.SEASONS_TWICE,
        Answered.PARTLY: Found.SEASONS_ONCE if n >= YEAR_DAYS else Found.SEASONS_NEARLY_ONCE,
        Answered.NO: Found.NO_FULL_YEAR,
    }[verdict]
    remedy = None if verdict == Answered.YES else Remedy.OLDER_EXPORT
    return Answer(Question.SEASONS, verdict, n, (found,), {"n": n}, remedy)


def _graded(is_good: bool, is_enough: bool) -> Answered:
    return Answered.YES if is_good else Answered.PARTLY if is_enough else Answered.NO


def _days(shop: pd.Series) -> int:
    return 0 if pd.isna(shop["n_days"]) else int(shop["n_days"])


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else 0.0
