"""A price book told for a year: visits of each segment, and what its offers bring on them."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.price_book.figures import PROFITS, SALES
from analytics.pricing.price_book.market import Market

WEEKS_A_YEAR = 365.25 / 7
PROFIT, LOW, HIGH = "profit_a_year", "profit_a_year_low", "profit_a_year_high"
UNITS, REVENUE = "units_a_year", "revenue_a_year"
OF_A_VISIT = dict(zip((PROFIT, LOW, HIGH, UNITS, REVENUE), (*PROFITS, *SALES), strict=True))


def visits_a_year(market: Market) -> Doubles:
    """Return how many visits of each segment a year of usual traffic brings, (n_segments,)."""
    return market.visits_in(WEEKS_A_YEAR)


def visits_of_rows(market: Market, segments: pd.Series) -> Doubles:
    """Return how many visits a year brings of the segment of each row, (n_rows,)."""
    visits = dict(zip(market.audience.segments, visits_a_year(market), strict=True))
    return segments.map(visits).to_numpy(float)


def yearly(market: Market, book: pd.DataFrame) -> pd.DataFrame:
    """Return a price book with what every row brings a year: extra profit, its band, units and revenue."""
    visits = visits_of_rows(market, book["segment"])
    return book.assign(**{name: visits * book[of].to_numpy(float) for name, of in OF_A_VISIT.items()})


def with_sales(book: pd.DataFrame) -> pd.DataFrame:
    """Return a price book of a run from before extra sales were noted, with them unknown."""
    return book.assign(**{name: np.nan for name in SALES if name not in book})
