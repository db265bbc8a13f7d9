"""Scenarios side by side: sliders, curves and table, and what each scenario has of its own."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import display, formats
from components.scenarios import boards
from components.scenarios.charts import flat_chart, segments_chart
from components.scenarios.choose import choose_drafts, choose_scenarios
from components.scenarios.ground import Ground
from components.scenarios.horizon import Horizon, choose_horizon
from components.scenarios.levers import choose_setting, show_settings, withheld_because
from components.scenarios.outcomes import EVERYONE, Offered, Scenario, outcomes
from components.scenarios.picture import choose_curve, show_picture
from components.scenarios.report import Cover, report_html
from components.scenarios.saved import open_comparison, save_comparison
from components.scenarios.settings import AS_ON_THE_PAGE, Setting

EACH = "Each segment"


def show_board(
    ground: Ground, board: boards.Board, start: Horizon, cover: Cover, extras: dict[str, go.Figure]
) -> None:
    """Draw scenarios with sliders, table and curves; a slider moves nothing else on the page.

    Parameters
    ----------
    start : visits and weeks to begin with
    cover : what the report says beside the scenarios
    extras : further figures of the report
    """
    offers = offers_of(ground, board.scenarios)
    figures = _figures(ground, offers)
    key = f"{ground.key}-{board.number}"

    @st.fragment
    def compare() -> None:
        drafts, copied = choose_drafts(offers, board.scenarios, key)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
            curve = choose_curve(figures, ground.shop.name)
            horizon = choose_horizon(ground, start)

        moved: list[tuple[pd.DataFrame, list[Scenario]]] = []  # the latest move, for the report

        @st.fragment  # of its own: a slider redraws no name, no switch, no button and no choice of the curve
        def move() -> None:
            scenarios = choose_scenarios(drafts, ground.currency)
            boards.note_down(ground.shop, ground.key, scenarios)
            table = outcomes([draft.offer for draft in drafts], scenarios)
            moved[:] = [(table, scenarios)]
            show_picture(figures, curve, table, scenarios, horizon, ground.currency, ground.shop.name)

        move()
        scenarios = boards.standing(ground.shop, ground.key, board)
        show_settings(scenarios, ground.labels, ground.currency)
        with st.container(horizontal=True):
            _show_save(ground, offers[AS_ON_THE_PAGE], scenarios, horizon)
            display.show_download(
                "Download a report to print (HTML)",
                lambda: report_html(ground, *moved[0], horizon, figures, extras, cover),
                "scenarios.html",
            )
        if copied is not None:
            _lay_out(ground, board, boards.duplicated(scenarios, copied))
        _change_one(ground, board, len(scenarios))

    compare()


def offers_of(ground: Ground, scenarios: Sequence[Scenario]) -> dict[Setting, Offered]:
    """Return what the scenarios offer, by what differs from the page; the page's own comes first."""
    settings = [AS_ON_THE_PAGE, *(scenario.setting.with_usual_visits for scenario in scenarios)]
    return {setting: ground.offered(setting) for setting in dict.fromkeys(settings)}


def _figures(ground: Ground, offers: dict[Setting, Offered]) -> dict[str, go.Figure]:
    own, *others = offers.values()
    words = [setting.words(ground.labels, ground.currency) for setting in offers][1:]
    figures = {EVERYONE: flat_chart(own, ground.currency, dict(zip(words, others, strict=True)))}
    if len(own.segments) > 1:
        figures[EACH] = segments_chart(own, ground.currency)
    return figures


def _show_save(ground: Ground, offer: Offered, scenarios: list[Scenario], horizon: Horizon) -> None:
    if st.button("Save these scenarios", key="save-comparison"):
        comparison_id = save_comparison(
            ground.shop, ground.found, ground.title, ground.product_ids, offer, scenarios, horizon.plain()
        )
        open_comparison(comparison_id)
        st.rerun()


@st.fragment
def _change_one(ground: Ground, board: boards.Board, n: int) -> None:
    """Ask which of n scenarios is to differ in more than its discount, and in what."""
    scenarios = boards.standing(ground.shop, ground.key, board)  # as sliders stand now
    with st.expander("Change parts, mechanism, costs or visits of a scenario"):
        names = [scenario.name for scenario in scenarios]
        place = st.selectbox(
            "Scenario",
            range(n),
            format_func=names.__getitem__,
            key=f"change-{ground.key}-{board.number}-{n}",
        )
        scenario = scenarios[place]
        offer = ground.offered(scenario.setting)
        key = f"{ground.key}-{board.number}-{place}"
        setting = choose_setting(ground.found, ground.product_ids, scenario, offer, ground.currency, key)
        if st.button(f"Apply to {formats.escaped(scenario.name)}", type="primary", key="apply-setting"):
            reason = withheld_because(ground.found, setting, ground.product_ids)
            if reason:
                display.show_verdict("FAIL", "No discount can be advised for these parts.", f"{reason}.")
                return
            changed = [*scenarios[:place], replace(scenario, setting=setting), *scenarios[place + 1 :]]
            _lay_out(ground, board, changed)


def _lay_out(ground: Ground, board: boards.Board, scenarios: Sequence[Scenario]) -> None:
    boards.lay_out(ground.shop, ground.key, board, scenarios)
    st.rerun()
