"""What the whole price book is worth a year: as money, as a share of profit, and at other margins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.pricing.portfolio.candidates import Gathered
from analytics.pricing.portfolio.portfolio import portfolio_of
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.many import FEW, quick_curves
from analytics.pricing.price_book.ranking import best_of_segments, ranked
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, yearly
from analytics.runs.reprice import offers_of_book, reassumed
from analytics.runs.results import Results

MARGINS = (0.2, 0.3, 0.4, 0.5)  # where shops of most trades lie [share of price]
CONFIRMED_MARGIN = "confirmed_margin"  # setting of a shop: the margin that the analyst stands by


@dataclass(frozen=True)
class Worth:
    """What a price book is worth.

    Attributes
    ----------
    profit, low, high : extra profit a year with its 90 % band [currency]
    best : each segment's best row, as of `yearly`
    share_of_profit : of the shop's profit today; None where its sales are not known [share]
    offers_per_visit : bundles that a visit is counted with; one where the run has no portfolio
    """

    profit: float
    low: float
    high: float
    best: pd.DataFrame
    share_of_profit: float | None = None
    offers_per_visit: int = 1


def book_worth(found: Results) -> Worth:
    """Return what the price book is worth a year: as its portfolio says, which counts no gain twice.

    Where there is none, or bundles were added to the book since, every segment counts with its best bundle
    and no other; the band then adds up the segments' bands, as their errors move together.
    """
    best, portfolio = best_of_segments(yearly(found.market, found.price_book), PROFIT), found.portfolio
    if portfolio is not None and len(portfolio.rows) == len(found.price_book):
        told = portfolio.share_of_profit, portfolio.offers_per_visit
        return Worth(portfolio.total, portfolio.low, portfolio.high, best, *told)
    profit, low, high = (float(best[name].sum()) for name in (PROFIT, LOW, HIGH))
    return Worth(profit, low, high, best)


def share_of_profit(found: Results, worth: Worth, revenue_a_year: float) -> float:
    """Return what the book adds to the shop's profit [share], as if all its products had the run's margin.

    Parameters
    ----------
    revenue_a_year : of the whole shop [currency]
    """
    if worth.share_of_profit is not None:
        return worth.share_of_profit
    price = found.audience.price
    revenue = found.products["n_bought"].to_numpy(float) * price
    kept = found.market.costs.contributions(price) / price
    profit = revenue_a_year * float((revenue * kept).sum()) / max(float(revenue.sum()), 1e-12)
    return worth.profit / profit if profit > 0 else float("nan")


def worth_at_margins(found: Results, margins: Sequence[float] = MARGINS) -> list[Worth]:
    """Return what the book would be worth, were the unknown costs those of other margins.

    Of the 60 best bundles, each priced anew on fewer visits: a share of all, so that it is seen at once.

    Parameters
    ----------
    margins : where no file names a product's cost [share of price]
    """
    rows = yearly(found.market, found.price_book)
    best = ranked(rows, PROFIT).drop_duplicates("offer_id").head(FEW)
    few = rows[rows["offer_id"].isin(best["offer_id"])]
    offers = offers_of_book(few, found.config.offers)
    low, high, costs = min(margins), max(margins), found.config.costs
    at = {m: reassumed(found, replace(costs, margin_share=m), found.config.limits) for m in margins}
    cheap, dear = (quick_curves(at[end].market, offers) for end in (low, high))
    worths = []
    for margin in margins:
        share = (margin - low) / max(high - low, 1e-12)
        curves = {parts: one.between(dear[parts], share) for parts, one in cheap.items()}
        gathered = Gathered(at[margin].market)
        book = build_price_book(at[margin].market, offers, curves, gathered.add)
        shown = portfolio_of(gathered, book, found.sales, at[margin].config.costs)
        worths.append(book_worth(replace(at[margin], price_book=book, portfolio=shown)))
    return worths


def is_margin_assumed(found: Results) -> bool:
    """Return whether the profit of any bundle rests on a cost that no file names."""
    in_bundles = {product for ids in found.price_book["product_ids"] for product in ids}
    is_in = found.products["product_id"].isin(list(in_bundles))
    return bool(np.any(found.products.loc[is_in, "is_cost_assumed"]))
