"""Visits and weeks: those to begin with, and those that the analyst asks for."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analytics.pricing.scenarios.horizon import MOST_WEEKS, Horizon, usual_horizon
from components.scenarios.comparison import Comparison
from components.shell import choices, formats
from components.shell.formats import PER_VISITS


def horizon_of(page: Comparison, saved: Mapping[str, Any] | None) -> Horizon:
    """Return the visits and weeks of a saved comparison, else those to begin with."""
    horizon = (saved or {}).get("horizon")
    if horizon and not page.whose:
        return Horizon(float(horizon["visits_a_week"]), int(horizon["weeks"]))
    return usual_horizon(page.market, page.subset.visits_share)


def choose_horizon(page: Comparison, start: Horizon) -> Horizon:
    """Ask for visits and weeks, and whether the table tells money per visits or in total."""
    key = f"{page.shop.name}-{page.found.run_id}-{page.whose_key}-{page.link}"
    place = st.container(width="content")
    with st.popover("Visits and weeks"):
        visits = st.number_input(
            "Visits a week",
            1,
            None,
            round(start.visits_a_week),
            help="A usual week of the run's data",
            key=f"visits-{key}",
        )
        weeks = st.slider("Weeks", 1, MOST_WEEKS, start.weeks, key=f"weeks-{key}")
    words = {False: PER_VISITS, True: f"in total over {formats.counted(weeks, 'week')}"}
    with place:
        own = f"unit-{page.shop.name}-{page.found.run_id}"  # the view stays when a comparison is saved
        options = {"key": own, "persist_state": "session", "label_visibility": "collapsed", "width": 195}
        is_total = choices.choose_code("Units and money", words, **options)
    return Horizon(float(visits), int(weeks), bool(is_total))
