"""What the parts of an offer earned in the shop's own past, in the terms in which scenarios are told."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.audience import AnyAudience
from analytics.pricing.money import Costs
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario, flat_scenario

METRICS = ("take_rate", "units", "revenue", "contribution_margin")
PAST, WITHOUT = 0, 1  # places of what scenarios are told beside
WEEK = np.timedelta64(7, "D")
_ENOUGH_WEEKS = 8
_LEAST_OF_A_WEEK = 0.5  # of a usual week's visits: the first and the last week are often cut


def weekly_history(
    visits: pd.DataFrame, lines: pd.DataFrame, audience: AnyAudience, parts: Sequence[int], costs: Costs
) -> pd.DataFrame:
    """Return what each past week earned with the parts and what sells along, per visit.

    As in the demand model a product counts once a visit, at the price paid; costs are today's.

    Parameters
    ----------
    visits : visit_id, visited_at; every visit of the run
    lines : visit_id, product_id, n_bought, price; of the parts and of what sells along with them

    Returns
    -------
    week : its first day
    n_visits, take_rate, units, revenue, contribution_margin : visits, and means per visit
    """
    bought = _bought(visits, lines, audience, audience.near(parts), costs)
    of_part = bought["at"].isin(list(parts))
    per_visit = pd.DataFrame(index=visits["visit_id"])
    sums = bought.groupby("visit_id")[["revenue", "contribution_margin"]].sum()
    per_visit[["revenue", "contribution_margin"]] = sums
    per_visit["units"] = bought.groupby("visit_id").size()
    n_parts = bought[of_part].groupby("visit_id").size().reindex(per_visit.index, fill_value=0)
    per_visit["take_rate"] = n_parts == len(parts)
    per_visit = per_visit.fillna(0.0).astype(float)
    per_visit["contribution_margin"] -= costs.per_order * (n_parts > 0)
    first = visits["visited_at"].min()
    week = ((visits["visited_at"] - first) // WEEK).to_numpy()
    weeks = per_visit.groupby(week).mean()[list(METRICS)]
    n_visits = pd.Series(week).value_counts().reindex(weeks.index)
    table = weeks.assign(week=first.normalize() + weeks.index * WEEK, n_visits=n_visits)
    return table.reset_index(drop=True)


def beside_the_past(
    context: ComparisonContext, weeks: pd.DataFrame, scenarios: Sequence[Scenario]
) -> pd.DataFrame:
    """Return a row for the past (`PAST`), one without the bundle (`WITHOUT`), then one per scenario.

    Parameters
    ----------
    weeks : per visit, see `weekly_history`

    Returns
    -------
    scenario : its name; empty for the first two
    take_rate, units, revenue, contribution_margin : per `PER` visits
    """
    past = {name: np.average(weeks[name], weights=weeks["n_visits"]) for name in METRICS}
    every = [flat_scenario(context.offered(), 0), *scenarios]
    told = outcomes([context.offered(scenario.setting) for scenario in every], every)
    told = told[told["is_total"]][["scenario", *METRICS]]
    table = pd.concat([per_visits(pd.DataFrame([past])), told], ignore_index=True)
    table.loc[[PAST, WITHOUT], "scenario"] = ""
    return table


def per_visits(table: pd.DataFrame) -> pd.DataFrame:
    """Return means per visit as amounts per `PER` visits; shares stay shares."""
    return table.assign(**{name: PER * table[name] for name in METRICS if name != "take_rate"})


def of_those_who_look(lines: pd.DataFrame, part_ids: Sequence[str]) -> pd.DataFrame:
    """Return the lines of visits that look at all parts: no other visit is in what scenarios tell.

    Parameters
    ----------
    lines : visit_id, product_id, is_seen
    """
    at_parts = lines[lines["is_seen"] & lines["product_id"].isin(list(part_ids))]
    n_parts = at_parts.groupby("visit_id")["product_id"].nunique()
    return lines[lines["visit_id"].isin(n_parts.index[n_parts == len(part_ids)])]


def whole_weeks(history: pd.DataFrame) -> pd.DataFrame:
    """Return the weeks that have at least half of a usual week's visits."""
    usual = history["n_visits"].median()
    return history[history["n_visits"] >= _LEAST_OF_A_WEEK * usual].reset_index(drop=True)


def visits_spread(visited_at: NDArray[np.datetime64]) -> tuple[float, float] | None:
    """Return how far below and above a usual week's visits nine in ten weeks are [share], low first.

    None where there are too few weeks to tell.
    """
    if not len(visited_at):
        return None
    n_visits = np.bincount(((visited_at - visited_at.min()) // WEEK).astype(int))
    whole = n_visits[n_visits >= _LEAST_OF_A_WEEK * np.median(n_visits)]
    if len(whole) < _ENOUGH_WEEKS:
        return None
    low, usual, high = np.quantile(whole, (0.05, 0.5, 0.95))
    return float(low / usual - 1), float(high / usual - 1)


def _bought(
    visits: pd.DataFrame, lines: pd.DataFrame, audience: AnyAudience, counted: Sequence[int], costs: Costs
) -> pd.DataFrame:
    """Return one row per visit × product bought: its position, revenue and contribution at the price paid."""
    ids = pd.Index(audience.product_ids)
    is_bought = (lines["n_bought"] > 0) & lines["visit_id"].isin(visits["visit_id"])
    lines = lines[is_bought].drop_duplicates(["visit_id", "product_id"])
    at = ids.get_indexer(pd.Index(lines["product_id"]))
    lines, at = lines[np.isin(at, counted)], at[np.isin(at, counted)]
    paid = lines["price"].to_numpy(float)
    price = np.where(np.isfinite(paid), paid, audience.price[at])
    margin = costs.of(at).contributions(price)
    return pd.DataFrame(
        {"visit_id": lines["visit_id"], "at": at, "revenue": price, "contribution_margin": margin}
    )
