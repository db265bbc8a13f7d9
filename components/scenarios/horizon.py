"""From money per 1,000 visits to totals: how many visits in how many weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import formats, session
from components.scenarios.ground import Ground
from components.scenarios.outcomes import EVERYONE, PER, Scenario

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

    @property
    def words(self) -> str:
        """Return the horizon for people: 4 weeks."""
        return formats.counted(self.weeks, "week")

    def plain(self) -> dict[str, float]:
        """Return the horizon as JSON holds it."""
        return {"visits_a_week": self.visits_a_week, "weeks": self.weeks}

    def visits(self, scenario: Scenario) -> float:
        """Return the visits that a scenario's bundle is shown to."""
        return self.visits_a_week * self.weeks * (1 + scenario.setting.visits_change)


def horizon_of(ground: Ground, comparison: Mapping[str, Any] | None) -> Horizon:
    """Return the visits and weeks of a saved comparison, else those to begin with."""
    saved = (comparison or {}).get("horizon")
    if saved and not ground.crowd.words:
        return Horizon(float(saved["visits_a_week"]), int(saved["weeks"]))
    return Horizon(max(usual_visits(ground) * ground.crowd.visits_share, 1.0))


def choose_horizon(ground: Ground, start: Horizon) -> Horizon:
    """Ask for visits and weeks, and whether the table tells money per visits or in total."""
    key = f"{ground.shop.name}-{ground.found.run_id}-{ground.crowd.key}-{ground.link}"
    place = st.container(width="content")
    with st.popover("Visits and weeks"):
        visits = st.number_input(
            "Visits a week",
            1,
            None,
            max(round(start.visits_a_week), 1),
            help="A usual week of the run's data",
            key=f"visits-{key}",
        )
        weeks = st.slider("Weeks", 1, MOST_WEEKS, start.weeks, key=f"weeks-{key}")
    total = f"in total over {formats.counted(weeks, 'week')}"
    with place:
        is_total = st.radio(
            "Units and money",
            [False, True],
            format_func=lambda is_total: total if is_total else f"per {PER:,} visits",
            horizontal=True,
            key=f"unit-{key}",
        )
    return Horizon(float(visits), int(weeks), bool(is_total))


def usual_visits(ground: Ground) -> float:
    """Return the visits of a usual week of the run's data."""
    from analytics.pricing.scenarios.history import visits_a_week

    lately = ground.found.market.visits_per_week
    if lately is not None:
        return lately
    times = ground.visits()["visited_at"].to_numpy("datetime64[us]")
    key = "visits a week", ground.found.run_id
    return session.computed(ground.shop, key, lambda: visits_a_week(times))


def totals(table: pd.DataFrame, scenarios: Sequence[Scenario], horizon: Horizon) -> pd.DataFrame:
    """Return the outcomes with `n_visits` and `total_profit`, and where asked for all amounts in total.

    Parameters
    ----------
    table : outcomes per `PER` visits, in the order of the scenarios
    """
    visits = {scenario.name: horizon.visits(scenario) for scenario in scenarios}
    everyone = table[table["segment"] == EVERYONE]
    n_visits = everyone["scenario"].map(visits).to_numpy(float)
    factor = n_visits / PER
    total = everyone["incremental_profit"] * factor
    if horizon.is_total:
        everyone = everyone.assign(**{name: everyone[name] * factor for name in TOTALLED})
    return everyone.assign(n_visits=n_visits, total_profit=total)
