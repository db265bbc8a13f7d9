"""How many visits the shop has a week, so that budgets and stocks can be held against a horizon."""

import json
from pathlib import Path

import pandas as pd

from data.privacy.artifacts import NUMBER, document_of, frame_of, has, reading
from data.privacy.encrypted_files import write_text

FILE = "market.json"
_RECENT_WEEKS = 13  # a quarter: recent enough to be today's traffic, long enough for weeks to even out


def weekly_visits(directory: Path) -> float:
    """Return the visits a week of a run's snapshot, over its last quarter."""
    visited_at = frame_of(directory, "visits", ["visited_at"])["visited_at"]
    last = visited_at.max()
    recent = visited_at[visited_at > last - pd.Timedelta(weeks=_RECENT_WEEKS)]
    weeks = min((last - visited_at.min()) / pd.Timedelta(weeks=1), _RECENT_WEEKS)
    return float(len(recent) / max(weeks, 1.0))


def write_traffic(directory: Path, visits_per_week: float) -> None:
    """Keep what a further price book needs of the market beside the frames."""
    write_text(directory / FILE, json.dumps({"visits_per_week": visits_per_week}))


def read_traffic(directory: Path) -> float:
    """Return what `write_traffic` kept; runs from before it kept the visits themselves."""
    if has(directory, FILE):
        return float(document_of(directory, FILE, {"visits_per_week": NUMBER})["visits_per_week"])
    with reading(directory, "visits.parquet"):
        return weekly_visits(directory)
