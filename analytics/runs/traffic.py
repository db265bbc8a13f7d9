"""How many visits the shop has a week, so that budgets and stocks can be held against a horizon."""

from pathlib import Path

import pandas as pd

from analytics.pricing.portfolio.sales import Sales
from analytics.runs.artifacts import SALES, TRAFFIC, VISITS
from data.privacy.artifacts import reading

_RECENT_WEEKS = 13  # a quarter: recent enough to be today's traffic, long enough for weeks to even out


def weekly_visits(directory: Path) -> float:
    """Return the visits a week of a run's snapshot, over its last quarter."""
    visited_at = VISITS.read(directory, ["visited_at"])["visited_at"]
    last = visited_at.max()
    recent = visited_at[visited_at > last - pd.Timedelta(weeks=_RECENT_WEEKS)]
    weeks = min((last - visited_at.min()) / pd.Timedelta(weeks=1), _RECENT_WEEKS)
    return float(len(recent) / max(weeks, 1.0))


def read_traffic(directory: Path) -> float:
    """Return the visits a week that a run noted; runs from before it kept the visits themselves."""
    if TRAFFIC.is_in(directory):
        return float(TRAFFIC.read(directory)["visits_per_week"])
    with reading(directory, VISITS.name):
        return weekly_visits(directory)


def write_traffic(directory: Path) -> float:
    """Note how many visits a run's snapshot has, and how many of them bought; return the visits a week."""
    bought = VISITS.read(directory, ["n_products_bought"])["n_products_bought"]
    a_week = weekly_visits(directory)
    counts = {"n_visits": len(bought), "n_parcels": int((bought > 0).sum())}
    TRAFFIC.write(directory, {"visits_per_week": a_week} | counts)
    return a_week


def read_sales(directory: Path) -> Sales | None:
    """Return what the shop sold in the visits of a run; None of runs from before it was noted."""
    if not SALES.is_in(directory):
        return None
    noted = TRAFFIC.read(directory)
    with reading(directory, TRAFFIC.name):
        return Sales(SALES.read(directory), noted["n_visits"], noted["n_parcels"])
