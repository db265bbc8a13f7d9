"""The portfolio of a price book: which rows are shown, and what all of them together are worth a year."""

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools
from analytics.numerics import band_of_ratio, half_band
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.pricing.portfolio.candidates import Gathered
from analytics.pricing.portfolio.choose import rows_to_show
from analytics.pricing.portfolio.sales import Sales
from analytics.pricing.portfolio.worth import Worth, worth_of
from analytics.pricing.price_book.yearly import visits_a_year

_KEYS = ["offer_id", "segment"]


@dataclass(frozen=True)
class Portfolio:
    """Which offers of a price book to run together, and what they are worth [currency a year].

    Attributes
    ----------
    total, low, high : of all rows shown, with a 90 % band
    optimism : what the price book's own figures promise beyond the total: the luck of having been chosen
    profit_today, share_of_profit : contribution of all sales of the shop in as many visits [currency a year],
        and the total as a share of it; None where no sales are known, or they earn nothing
    revenue_covered : share of the shop's revenue that the parts of the offers shown bring; None where unknown
    n_offers : shown to any segment
    offers_per_visit : that a visit is shown at most
    visits_per_year : of all segments
    rows : one row per offer × segment of the price book: is_shown, worth_per_year, worth_low, worth_high;
        those shown add up to the total, of the others it is what they would be worth alone; no figures where
        a gate withholds them
    """

    total: float
    low: float
    high: float
    optimism: float
    profit_today: float | None
    share_of_profit: float | None
    revenue_covered: float | None
    n_offers: int
    offers_per_visit: int
    visits_per_year: float
    rows: pd.DataFrame = field(repr=False)

    def to_plain(self) -> dict[str, Any]:
        """Return all but the rows as JSON can hold it."""
        return {name: value for name, value in asdict(self).items() if name != "rows"}


def portfolio_of(
    gathered: Gathered, book: pd.DataFrame, sales: Sales | None = None, costs: CostAssumptions = AS_IN_FILES
) -> Portfolio:
    """Return the portfolio of a price book.

    Every row stands at its advised discount, of which budget and stock are shared out over the whole book
    (`price_book/sharing.py`): what is shown is a part of it and never uses more.

    Parameters
    ----------
    gathered : what was kept of the book's offers
    book : one row per offer × segment
    sales : of the whole shop, and what is assumed of their `costs`
    """
    market, candidates = gathered.market, gathered.candidates
    n_at_once, n_visits = market.limits.offers_per_visit, float(visits_a_year(market).sum())
    # few visits make luck, so where some offers rest on all of them, only these are run
    is_able = candidates.is_fine | (not candidates.is_fine.any())
    able = candidates.rows(is_able)
    chosen = rows_to_show(able.decided, able.segment, able.parts, n_at_once)
    worth = worth_of(able, chosen, n_at_once)
    shown = np.flatnonzero(is_able)[chosen]
    is_shown = np.isin(np.arange(len(candidates)), shown)
    parts = {market.audience.product_ids[j] for row in shown for j in candidates.parts[row]}
    today = sales.contribution(costs, n_visits) if sales else None
    return Portfolio(
        **asdict(worth),
        profit_today=today,
        share_of_profit=worth.total / today if today and today > 0 else None,
        revenue_covered=sales.revenue_share(parts) if sales else None,
        n_offers=len(np.unique(candidates.offer[shown])),
        offers_per_visit=n_at_once,
        visits_per_year=n_visits,
        rows=_rows(gathered, is_shown, worth, book),
    )


def _rows(gathered: Gathered, is_shown: Bools, worth: Worth, book: pd.DataFrame) -> pd.DataFrame:
    """Return every row of the book with its worth, each less optimistic by the same share."""
    found, segments = gathered.candidates, gathered.market.audience.segments
    lucky = found.worth * worth.lucky_share
    below, above = band_of_ratio(half_band(found.members[1:]), found.worth + found.given_away)
    own = pd.DataFrame(
        {
            "offer_id": [gathered.offer_ids[place] for place in found.offer],
            "segment": [segments[code] for code in found.segment],
            "is_shown": is_shown,
            "worth_per_year": found.worth - lucky,
            "worth_low": found.by_rule.min(0) - below - lucky,
            "worth_high": found.by_rule.max(0) + above - lucky,
        }
    )
    every = pd.MultiIndex.from_frame(book[_KEYS])
    rows = own.set_index(_KEYS).reindex(every).reset_index()
    return rows.assign(is_shown=rows["is_shown"].eq(True))
