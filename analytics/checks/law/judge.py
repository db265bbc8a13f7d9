"""All rules put to one price book."""

from dataclasses import dataclass

import pandas as pd

from analytics.checks.law.codes import Announced, Law, Outcome
from analytics.checks.law.prior_price import judge_reductions, prior_prices
from analytics.checks.law.rules import rule


@dataclass(frozen=True)
class Found:
    """What one rule says of a book.

    Attributes
    ----------
    n : bundles, or prices, that it says it of
    of : of how many
    """

    law: Law
    outcome: Outcome
    n: int
    of: int


@dataclass(frozen=True)
class LawChecks:
    """What the rules say of a book.

    Attributes
    ----------
    on : the first day on which the reductions would be announced
    known_until : the last day with a known price
    reductions : as of `judge_reductions`
    prior : as of `prior_prices`
    """

    on: pd.Timestamp
    known_until: pd.Timestamp | None
    found: tuple[Found, ...]
    reductions: pd.DataFrame
    prior: pd.DataFrame

    def of(self, law: Law) -> Found:
        """Return what one rule says."""
        return next(found for found in self.found if found.law is law)


def judge(book: pd.DataFrame, price_days: pd.DataFrame, on: pd.Timestamp | None = None) -> LawChecks:
    """Put all rules to a price book.

    Parameters
    ----------
    book : one row per offer × segment
    price_days : product_id, store_id, day, price [currency]
    on : when the reductions begin; the day after the last known price where None
    """
    days = price_days.loc[price_days["price"].notna(), "day"]
    last = None if days.empty else pd.Timestamp(days.max())
    if on is None:
        on = pd.Timestamp(0) if last is None else last.normalize() + pd.Timedelta(days=1)
    prior = prior_prices(price_days, on, rule(Law.PRIOR_PRICE).days)
    reductions = judge_reductions(book, prior)
    personal, n_offers = n_personalized(book), int(book["offer_id"].nunique())
    to_say = Outcome.TO_SAY if personal else Outcome.NOT_CONCERNED
    others = (Found(law, to_say, personal, n_offers) for law in Law if law is not Law.PRIOR_PRICE)
    return LawChecks(on, last, (_of_reductions(reductions), *others), reductions, prior)


def n_personalized(book: pd.DataFrame) -> int:
    """Return how many offers cost one segment more than another; without a discount, what the parts cost."""
    is_offered = book["discount_share"] > 0
    paid = book["bundle_price"].where(is_offered, book["component_price"]).round(2)
    of_offer = paid.groupby(book["offer_id"])
    return int((of_offer.max() > of_offer.min()).sum())


def _of_reductions(reductions: pd.DataFrame) -> Found:
    counts = reductions["announced"].value_counts()
    n_announced = int(len(reductions) - counts.get(Announced.NONE, 0))
    n_against = int(counts.get(Announced.TOO_HIGH, 0) + counts.get(Announced.NO_REDUCTION, 0))
    n_unknown = int(counts.get(Announced.UNKNOWN, 0))
    if not n_announced:
        return Found(Law.PRIOR_PRICE, Outcome.NOT_CONCERNED, 0, 0)
    if n_against:
        return Found(Law.PRIOR_PRICE, Outcome.AGAINST, n_against, n_announced)
    if n_unknown:
        return Found(Law.PRIOR_PRICE, Outcome.UNKNOWN, n_unknown, n_announced)
    return Found(Law.PRIOR_PRICE, Outcome.HOLDS, n_announced, n_announced)
