"""What amounts are told for: one choice, which a session remembers for every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analytics.arrays import Doubles
from analytics.cli.wording import unit_words
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.yearly import visits_a_year, visits_of_rows
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.horizon import Unit
from components.shell import choices, formats, session
from data.store import Shop

CHOSEN_UNIT = "money unit"  # what a session remembers
FINE_BELOW = {Unit.YEAR: 10, Unit.WEEKS: 10, Unit.VISITS: 1000}  # from there on without cents [currency]
WORDS = {unit: unit_words(unit) for unit in (Unit.YEAR, Unit.VISITS)}  # on every page
HELP = "A year of visits as lately: all of the shop's, or of the segment where one is named."


@dataclass(frozen=True)
class MoneyUnit:
    """The unit of a page's amounts: what a visit's are multiplied by, in words, and how fine.

    Attributes
    ----------
    currency : the sign of the amounts, empty where none is known
    weeks : that are planned, where amounts are told for them
    """

    unit: Unit
    visits: float
    currency: str = ""
    weeks: int = 0

    @property
    def words(self) -> str:
        """Return the unit in words: a year."""
        return unit_words(self.unit, self.weeks)

    @property
    def extra_profit(self) -> str:
        """Return what extra profit is called in this unit: Extra profit a year."""
        return f"Extra profit {self.words}"

    @property
    def profit_axis(self) -> str:
        """Return the title of an axis of extra profit with bands."""
        return f"{self.with_currency(self.extra_profit)}, with 90 % band"

    def with_currency(self, label: str) -> str:
        """Return a label with the currency behind it, where one is known."""
        return formats.with_unit(label, self.currency)

    def told(self, table: pd.DataFrame, columns: tuple[str, ...], per: float = 1.0) -> pd.DataFrame:
        """Return a table whose columns, per visit or per so many, are told in this unit."""
        return table.assign(**{name: self.visits / per * table[name] for name in columns})

    def money(self, value: float) -> str:
        """Return an amount in this unit: $62, $4.20; cents where they are read."""
        return formats.money(value, self.currency, self.decimals(value))

    def band(self, low: float, high: float) -> str:
        """Return the ends of a band, both as fine as the wider one."""
        return formats.band(low, high, self.currency, self.decimals(low, high))

    def bands(self, low: Iterable[float], high: Iterable[float], decimals: int) -> list[str]:
        """Return bands in words, for hovering."""
        return [formats.band(*ends, self.currency, decimals) for ends in zip(low, high, strict=True)]

    def decimals(self, *values: float) -> int:
        """Return how many decimals these amounts are told with, side by side."""
        largest = pd.Series(values, dtype=float).abs().max()
        return 0 if largest >= FINE_BELOW[self.unit] or (largest == 0 and self.unit != Unit.VISITS) else 2


def choose_unit(shop: Shop, width: int | Literal["stretch"] = "stretch") -> None:
    """Ask whether money is told a year or per visits."""
    options = {"key": f"money-unit-{shop.name}", "help": HELP, "width": width}
    unit = choices.choose_code("Money", WORDS, chosen_unit(shop), **options)
    if unit != chosen_unit(shop):  # else what a page with more units is told for stays
        session.remember(shop, CHOSEN_UNIT, unit)


def chosen_unit(shop: Shop, among: Mapping[Unit, str] = WORDS) -> Unit:
    """Return what amounts are told for in this session, a year where the page has no such unit."""
    unit = Unit(session.recall(shop, CHOSEN_UNIT, Unit.YEAR))
    return unit if unit in among else Unit.YEAR


def money_unit(shop: Shop, market: Market) -> MoneyUnit:
    """Return the unit of amounts over all segments' visits."""
    unit = chosen_unit(shop)
    visits = float(visits_a_year(market).sum()) if unit == Unit.YEAR else float(PER)
    return MoneyUnit(unit, visits, session.currency_of(shop))


def visits_by_row(market: Market, segments: pd.Series, unit: MoneyUnit) -> Doubles:
    """Return what each row's amounts per visit of its segment (missing: of all) are multiplied by.

    Parameters
    ----------
    segments : (n_rows,) names
    """
    if unit.unit == Unit.VISITS:
        return pd.Series(unit.visits, segments.index).to_numpy(float)
    return pd.Series(visits_of_rows(market, segments)).fillna(unit.visits).to_numpy(float)
