"""From money per visits to totals: how many visits in how many weeks."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.pricing.price_book.market import Market
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.scenario import Scenario

WEEKS, MOST_WEEKS = 4, 104
TOTALLED = (
    "units",
    "revenue",
    "contribution_margin",
    "cannibalized_margin",
    "incremental_profit",
    "profit_low",
    "profit_high",
)


@dataclass(frozen=True)
class Horizon:
    """How many visits the bundle is shown to, and whether the table tells totals.

    Attributes
    ----------
    visits_a_week : before what a scenario changes of them
    """

    visits_a_week: float
    weeks: int = WEEKS
    is_total: bool = False

    def visits(self, scenario: Scenario) -> float:
        """Return the visits that a scenario's bundle is shown to."""
        return self.visits_a_week * self.weeks * (1 + scenario.setting.visits_change)


def usual_horizon(market: Market, visits_share: float = 1.0) -> Horizon:
    """Return the whole visits of a usual week, over the weeks to begin with.

    Parameters
    ----------
    visits_share : of the shop's visits, those that are shown the bundle
    """
    a_week = market.visits_per_week
    visits = (market.visit_weight.sum() if a_week is None else a_week) * visits_share
    return Horizon(float(max(round(visits), 1)))


def totals(table: pd.DataFrame, scenarios: Sequence[Scenario], horizon: Horizon) -> pd.DataFrame:
    """Return the outcomes with `n_visits` and `total_profit`, and where asked for all amounts in total.

    Parameters
    ----------
    table : outcomes per `PER` visits, in the order of the scenarios; all rows, or some
    """
    visits = {scenario.name: horizon.visits(scenario) for scenario in scenarios}
    n_visits = table["scenario"].map(visits).to_numpy(float) * table["visit_share"].to_numpy()
    factor = n_visits / PER
    total = table["incremental_profit"] * factor
    if horizon.is_total:
        table = table.assign(**{name: table[name] * factor for name in TOTALLED})
    return table.assign(n_visits=n_visits, total_profit=total)
