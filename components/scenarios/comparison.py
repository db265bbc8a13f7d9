"""Scenarios side by side: sliders, curves and table, and what each scenario has of its own."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios.horizon import Horizon
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario, duplicated
from analytics.pricing.scenarios.setting import AS_CHOSEN, Setting
from components.scenarios import boards
from components.scenarios.charts import flat_chart, segments_chart
from components.scenarios.choose import choose_drafts, choose_scenarios
from components.scenarios.horizon import choose_horizon
from components.scenarios.levers import choose_setting, withheld_because
from components.scenarios.page import Comparison
from components.scenarios.picture import Curve, choose_curve, show_picture
from components.scenarios.report import Cover, report_html
from components.scenarios.saved import open_comparison, save_comparison
from components.scenarios.words import own_words, setting_words
from components.shell import display, formats


def show_board(
    page: Comparison, board: boards.Board, start: Horizon, cover: Cover, extras: dict[str, go.Figure]
) -> None:
    """Draw scenarios with sliders, table and curves; a slider moves nothing else on the page.

    Parameters
    ----------
    start : visits and weeks to begin with
    cover : what the report says beside the scenarios
    extras : further figures of the report
    """
    offers = page.offers(board.scenarios)
    figures = _figures(page, offers)
    key = f"{page.key}-{board.number}"

    @st.fragment
    def compare() -> None:
        drafts, copied = choose_drafts(offers, board.scenarios, key)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="large"):
            curve = choose_curve(figures, page.shop.name)
            horizon = choose_horizon(page, start)

        moved: list[tuple[pd.DataFrame, list[Scenario]]] = []  # the latest move, for the report

        @st.fragment  # of its own: a slider redraws no name, no switch, no button and no choice of the curve
        def move() -> None:
            scenarios = choose_scenarios(drafts, page.currency)
            boards.note_down(page, scenarios)
            table = outcomes([draft.offer for draft in drafts], scenarios)
            moved[:] = [(table, scenarios)]
            show_picture(figures, curve, table, scenarios, horizon, page.currency, page.shop.name)

        move()
        scenarios = boards.standing(page, board)
        for words in own_words(scenarios, page.labels, page.currency):
            display.show_note(words)
        with st.container(horizontal=True):
            _show_save(page, offers[AS_CHOSEN], scenarios, horizon)
            display.show_download(
                "Download a report to print (HTML)",
                lambda: report_html(page, *moved[0], horizon, figures, extras, cover),
                "scenarios.html",
            )
        if copied is not None:
            _lay_out(page, board, duplicated(scenarios, copied))
        _change_one(page, board, len(scenarios))

    compare()


def _figures(page: Comparison, offers: dict[Setting, Offered]) -> dict[Curve, go.Figure]:
    own, *others = offers.values()
    words = [setting_words(setting, page.labels, page.currency) for setting in offers][1:]
    figures = {Curve.ALL: flat_chart(own, page.currency, dict(zip(words, others, strict=True)))}
    if len(own.segments) > 1:
        figures[Curve.EACH] = segments_chart(own, page.currency)
    return figures


def _show_save(page: Comparison, offer: Offered, scenarios: list[Scenario], horizon: Horizon) -> None:
    if st.button("Save these scenarios", key="save-comparison"):
        open_comparison(save_comparison(page, offer, scenarios, horizon))
        st.rerun()


@st.fragment
def _change_one(page: Comparison, board: boards.Board, n: int) -> None:
    """Ask which of n scenarios is to differ in more than its discount, and in what."""
    scenarios = boards.standing(page, board)  # as sliders stand now
    with st.expander("Change parts, mechanism, costs or visits of a scenario"):
        names = [scenario.name for scenario in scenarios]
        place = st.selectbox(
            "Scenario",
            range(n),
            format_func=names.__getitem__,
            key=f"change-{page.key}-{board.number}-{n}",
        )
        scenario = scenarios[place]
        offer = page.offered(scenario.setting)
        key = f"{page.key}-{board.number}-{place}"
        setting = choose_setting(page, scenario, offer, key)
        if st.button(f"Apply to {formats.escaped(scenario.name)}", type="primary", key="apply-setting"):
            reason = withheld_because(page, setting)
            if reason:
                display.show_verdict("FAIL", "No discount can be advised for these parts.", f"{reason}.")
                return
            changed = [*scenarios[:place], replace(scenario, setting=setting), *scenarios[place + 1 :]]
            _lay_out(page, board, changed)


def _lay_out(page: Comparison, board: boards.Board, scenarios: Sequence[Scenario]) -> None:
    boards.lay_out(page, board, scenarios)
    st.rerun()
