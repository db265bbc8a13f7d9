"""What amounts are told for: a year, so many visits, or the weeks that are planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.yearly import WEEKS_A_YEAR
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.scenario import Scenario

WEEKS, MOST_WEEKS = 4, 104
AMOUNTS = (
    "units",
    "revenue",
    "contribution_margin",
    "cannibalized_margin",
    "incremental_profit",
    "profit_low",
    "profit_high",
)


class Unit(StrEnum):
    """What amounts are told for."""

    YEAR = "year"
    VISITS = "visits"  # `PER` of them
    WEEKS = "weeks"  # all visits of the weeks that are planned


@dataclass(frozen=True)
class Horizon:
    """How many visits the bundle is shown to, and what amounts are told for.

    Attributes
    ----------
    visits_a_week : before what a scenario changes of them
    weeks : that are planned
    """

    visits_a_week: float
    weeks: int = WEEKS
    unit: Unit = Unit.YEAR

    @property
    def visits_told(self) -> float:
        """Return how many visits amounts are told for, before what a scenario changes of them."""
        weeks = {Unit.YEAR: WEEKS_A_YEAR, Unit.WEEKS: float(self.weeks)}
        return float(PER) if self.unit == Unit.VISITS else self.visits_a_week * weeks[self.unit]

    def visits(self, scenario: Scenario) -> float:
        """Return the visits that a scenario's bundle is shown to."""
        return self.visits_a_week * self.weeks * (1 + scenario.setting.visits_change)


def usual_horizon(market: Market, visits_share: float = 1.0) -> Horizon:
    """Return the visits of a usual week, over the weeks to begin with.

    Parameters
    ----------
    visits_share : of the shop's visits, those that are shown the bundle
    """
    a_week = market.visits_per_week
    visits = (market.visit_weight.sum() if a_week is None else a_week) * visits_share
    return Horizon(float(max(visits, 1.0)))


def totals(table: pd.DataFrame, scenarios: Sequence[Scenario], horizon: Horizon) -> pd.DataFrame:
    """Return the outcomes in the horizon's unit, with `n_visits` and `total_profit` of all its weeks.

    Parameters
    ----------
    table : outcomes per `PER` visits, in the order of the scenarios; all rows, or some
    """
    visits = {scenario.name: horizon.visits(scenario) for scenario in scenarios}
    n_visits = table["scenario"].map(visits).to_numpy(float) * table["visit_share"].to_numpy()
    total = table["incremental_profit"] * n_visits / PER
    if horizon.unit != Unit.VISITS:
        told = n_visits * (horizon.visits_told / (horizon.visits_a_week * horizon.weeks)) / PER
        table = table.assign(**{name: table[name] * told for name in AMOUNTS})
    return table.assign(n_visits=n_visits, total_profit=total)
