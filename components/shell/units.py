"""Money a year, or per so many visits: one choice, which a session remembers for every page."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pandas as pd

from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.yearly import visits_a_year
from components.shell import choices, formats, session
from components.shell.formats import PER, PER_VISITS
from data.store import Shop

CHOSEN_UNIT = "money unit"  # what a session remembers
FINE_BELOW = 10  # amounts of a year from which cents are left out [currency]


class Unit(StrEnum):
    """What amounts are told for."""

    YEAR = "year"
    VISITS = "visits"


WORDS = {Unit.YEAR: "a year", Unit.VISITS: PER_VISITS}
HELP = "A year of visits as lately: all of the shop's, or of the segment where one is named."


@dataclass(frozen=True)
class MoneyUnit:
    """The unit of a page's amounts: what a visit's are multiplied by, in words, and how fine."""

    unit: Unit
    visits: float

    @property
    def words(self) -> str:
        """Return the unit in words: a year."""
        return WORDS[self.unit]

    def money(self, value: float, currency: str) -> str:
        """Return an amount in this unit: $62, $4.20; cents where they are read."""
        return formats.money(value, currency, self.decimals(value))

    def band(self, low: float, high: float, currency: str) -> str:
        """Return the ends of a band, both as fine as the wider one."""
        return formats.band(low, high, currency, self.decimals(low, high))

    def decimals(self, *values: float) -> int:
        """Return how many decimals these amounts are told with, side by side."""
        largest = pd.Series(values, dtype=float).abs().max()
        return 0 if self.unit == Unit.YEAR and (largest >= FINE_BELOW or largest == 0) else 2


YEARLY = MoneyUnit(Unit.YEAR, 1.0)  # tells amounts that are a year's already


def choose_unit(shop: Shop, width: int | Literal["stretch"] = "stretch") -> None:
    """Ask whether money is told a year or per visits."""
    options = {"key": f"money-unit-{shop.name}", "help": HELP, "width": width}
    session.remember(shop, CHOSEN_UNIT, choices.choose_code("Money", WORDS, chosen_unit(shop), **options))


def chosen_unit(shop: Shop) -> Unit:
    """Return what amounts are told for in this session."""
    return Unit(session.recall(shop, CHOSEN_UNIT, Unit.YEAR))


def money_unit(shop: Shop, market: Market) -> MoneyUnit:
    """Return the unit of amounts over all segments' visits."""
    unit = chosen_unit(shop)
    visits = float(visits_a_year(market).sum()) if unit == Unit.YEAR else float(PER)
    return MoneyUnit(unit, visits)
