"""Visits and weeks that a bundle is shown in, and what amounts are told for."""

import streamlit as st

from analytics.pricing.scenarios.horizon import MOST_WEEKS, Horizon
from components.scenarios.comparison import Comparison, units_of
from components.shell import choices


def choose_horizon(page: Comparison) -> Horizon:
    """Ask for visits and weeks, and what amounts are told for; another answer draws the page anew."""
    key, usual = f"{page.shop.name}-{page.found.run_id}-{page.whose_key}-{page.link}", page.start
    place = st.container(width="content")
    with st.popover("Visits and weeks"):
        visits = st.number_input(
            "Visits a week",
            1,
            None,
            max(round(usual.visits_a_week), 1),
            help="A usual week of the run's data",
            key=f"visits-{key}",
            persist_state="session",
        )
        options = {"key": f"weeks-{key}", "persist_state": "session"}
        weeks = st.slider("Weeks", 1, MOST_WEEKS, usual.weeks, **options)
    if visits == round(usual.visits_a_week):
        visits = usual.visits_a_week  # not rounded: the other pages do not round either
    with place:
        options = {"key": f"unit-{key}", "label_visibility": "collapsed", "width": 195}
        unit = choices.choose_code("Units and money", units_of(weeks), page.horizon.unit, **options)
    horizon = Horizon(float(visits), int(weeks), unit)
    page.plan(horizon)
    return horizon
