"""What happens when a slider moves: outcomes are computed, marks move on the curves, tables follow."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.cli.fairness_words import broken_words
from analytics.cli.wording import unit_words
from analytics.pricing.scenarios.horizon import Unit, totals
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import against_today, outcomes
from analytics.pricing.scenarios.scenario import Scenario, default_scenarios, duplicated
from analytics.pricing.scenarios.setting import AS_CHOSEN, Setting
from components.scenarios import words
from components.scenarios.change_scenario import choose_change
from components.scenarios.charts import flat_chart, move_marks, segments_chart
from components.scenarios.comparison import Board, Comparison, choose_horizon
from components.scenarios.report import Cover, report_html
from components.scenarios.saved import open_comparison, save_comparison
from components.scenarios.sliders import choose_drafts, choose_scenarios
from components.shell import choices, display, formats, tables

ROW, MOST_ROWS = 35, 4  # px of a row; more rows scroll, so that the chart stays in sight
WIDTHS = [5, 9]  # of the controls and of what they do
CONTROLS_HEIGHT = 505  # px; more scenarios and sliders scroll within it
CURVES = {False: formats.EVERYONE, True: "Each segment"}  # whether it is told segment by segment
VISITS = {"n_visits": tables.count("Visits", "Visits a week × weeks, with what the scenario changes")}


def show_side_by_side(page: Comparison, board: Board, cover: Cover) -> None:
    """Draw scenarios with sliders, table and curves; a slider moves nothing else on the page.

    Parameters
    ----------
    cover : what the report says beside the scenarios
    """
    offers = page.offers(board.scenarios)

    @st.fragment
    def compare() -> None:
        left, right = st.columns(WIDTHS, gap="medium")
        with left, st.container(height=CONTROLS_HEIGHT, border=False):
            drafts, copied = choose_drafts(offers, board.scenarios, f"{page.key}-{board.number}")
        with right, st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            is_by_segment = choose_curve(len(page.subset.audience.segments) > 1, page.shop.name)
            horizon = choose_horizon(page)
        figures = _figures(page, offers)
        moved: list[tuple[pd.DataFrame, list[Scenario]]] = []  # the latest move, for the report

        @st.fragment  # of its own: a slider redraws no name, no switch, no button and no choice of the curve
        def move() -> None:
            scenarios = choose_scenarios(drafts, page.currency)
            page.note_down(scenarios)
            for broken in page.broken_limits(scenarios):
                st.warning(formats.escaped(f"{broken_words(broken)}."))
            table = outcomes([draft.offer for draft in drafts], scenarios)
            table = against_today(table, offers[AS_CHOSEN], scenarios)
            table = totals(table, scenarios, horizon)
            moved[:] = [(table, scenarios)]
            figure = move_marks(figures[is_by_segment], _marked_rows(table, is_by_segment))
            display.show_figure(figure, f"profit-{int(is_by_segment)}")
            _show_totals(table, scenarios, page)  # after the chart: a browser draws what comes first
            _show_by_segment(table, page)

        with right:
            move()
        scenarios = page.standing(board)
        for sentence in words.own_words(scenarios, page.labels, page.currency):
            display.show_note(sentence)
        with st.container(horizontal=True):
            if st.button("Save these scenarios", key="save-comparison"):
                open_comparison(save_comparison(page, offers[AS_CHOSEN], scenarios, horizon))
                st.rerun()
            display.show_download(
                "Download a report to print (HTML)",
                lambda: report_html(page, *moved[0], _printed(page, offers, moved[0][0]), cover),
                "scenarios.html",
            )
            if st.button("Back to the best", key="back-to-best"):
                page.lay_out(board, default_scenarios(page.offered_first()))
        if copied is not None:
            page.lay_out(board, duplicated(scenarios, copied))
        choose_change(page, board, len(scenarios))

    compare()


def _printed(page: Comparison, offers: dict[Setting, Offered], table: pd.DataFrame) -> list[go.Figure]:
    """Return the figures of the report: the curves with their marks, and what was worked out beside."""
    figures = _figures(page, offers)
    marked = [move_marks(figure, _marked_rows(table, by_segment)) for by_segment, figure in figures.items()]
    return [*marked, *page.extras().values()]


def choose_curve(has_segments: bool, key: str) -> bool:
    """Ask which of the profit curves to draw: two at once would take the browser twice as long."""
    if not has_segments:
        return False
    options = {"label_visibility": "collapsed", "width": 150, "persist_state": "session"}
    return choices.choose_code("Profit curve of", CURVES, key=f"curve-{key}", **options)


def _figures(page: Comparison, offers: dict[Setting, Offered]) -> dict[bool, go.Figure]:
    """Return the profit curve, and that by segment where there are several, in the unit of the page."""
    unit = page.unit
    own, *others = offers.values()
    names = [words.setting_words(setting, page.labels, page.currency) for setting in offers][1:]
    figures = {False: flat_chart(own, unit, dict(zip(names, others, strict=True)))}
    if len(own.segments) > 1:
        figures[True] = segments_chart(own, unit)
    return figures


def _marked_rows(table: pd.DataFrame, is_by_segment: bool) -> pd.DataFrame:
    """Return the outcomes that are marked on a curve."""
    return table[table["is_total"] != is_by_segment]


def _show_totals(table: pd.DataFrame, scenarios: list[Scenario], page: Comparison) -> None:
    unit, weeks = page.unit, unit_words(Unit.WEEKS, page.horizon.weeks)
    planned = tables.money(weeks.capitalize(), "Extra profit in all visits of these weeks", 0)
    last = VISITS if unit.unit == Unit.WEEKS else {"total_profit": planned}
    rows = words.with_discounts(table, scenarios)
    height = ROW * (1 + min(len(rows), MOST_ROWS)) + 3
    columns = words.in_unit(words.TOTALS, rows, unit) | last
    display.show_table(rows, columns, "scenarios", page.currency, height=height)
    display.show_note(
        f"Units and money {unit.words}, all segments together; a change is against today's prices without "
        "the bundle.",
        page.looks,
        f"From and to: the {formats.BAND_HELP}",
    )


def _show_by_segment(table: pd.DataFrame, page: Comparison) -> None:
    label, key = "Show the table segment by segment", f"table-{page.shop.name}"
    has_segments = table["visit_share"].min() < 1
    if has_segments and st.toggle(label, key=key, persist_state="session"):
        rows = table[~table["is_total"]]
        columns = words.in_unit(words.SEGMENT_METRICS, rows, page.unit)
        display.show_table(rows, columns, "scenarios-by-segment", page.currency)
