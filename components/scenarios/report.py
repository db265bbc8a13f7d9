"""A comparison on one page to print or to send: HTML that needs nothing else, charts included."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from analytics.cli.wording import unit_words
from analytics.pricing.scenarios.horizon import Unit
from analytics.pricing.scenarios.scenario import Scenario
from components.scenarios.comparison import Comparison
from components.scenarios.words import METRICS, SCENARIO, SEGMENT_METRICS, in_unit, own_words, with_discounts
from components.shell import charts, reports, tables

LEFT_OUT = ("cannibalized_margin", "take_rate_low", "take_rate_high")  # what paper has no room for
SEGMENT_COLUMNS = {name: column for name, column in SEGMENT_METRICS.items() if name not in LEFT_OUT}
METRIC_COLUMNS = {name: column for name, column in METRICS.items() if name not in LEFT_OUT}
INK, PAPER, GRID_LINE = "#16202a", "#ffffff", "#dfe4e8"


@dataclass(frozen=True)
class Cover:
    """What a report says beside the scenarios: the page's answer, what speaks against it, a note."""

    answer: str
    doubt: str = ""
    note: str = ""


def report_html(
    page: Comparison,
    table: pd.DataFrame,
    scenarios: Sequence[Scenario],
    figures: Sequence[go.Figure],
    cover: Cover,
) -> bytes:
    """Return the scenarios as one HTML page that opens and prints without a network.

    Parameters
    ----------
    table : outcomes of the scenarios in the page's unit
    figures : profit curves with the scenarios' marks, and what else was worked out
    """
    by_segment = table[~table["is_total"]]
    has_segments = len(set(by_segment["segment"])) > 1
    return reports.rendered(
        Path(__file__).parent,
        page.found,
        page=page,
        cover=cover,
        unit=page.unit.words,
        side_by_side=_side_by_side(table, scenarios, page),
        own=own_words(scenarios, page.labels, page.currency),
        figures=[_on_paper(figure, place) for place, figure in enumerate(figures)],
        by_segment=_by_segment(by_segment, page) if has_segments else None,
    )


def _side_by_side(table: pd.DataFrame, scenarios: Sequence[Scenario], page: Comparison) -> dict[str, list]:
    rows = with_discounts(table, scenarios)
    last = {
        "n_visits": tables.count(f"Visits {unit_words(Unit.WEEKS, page.horizon.weeks)}"),
        "total_profit": tables.money("Extra profit in these", decimals=0),
    }
    columns = SCENARIO | {"discount": tables.text("Discount")} | in_unit(METRIC_COLUMNS, rows, page.unit)
    return reports.told(rows, columns | last, page.currency)


def _by_segment(rows: pd.DataFrame, page: Comparison) -> dict[str, list]:
    return reports.told(rows, in_unit(SEGMENT_COLUMNS, rows, page.unit), page.currency)


def _on_paper(figure: go.Figure, place: int) -> str:
    """Return a chart in ink on paper as HTML; the first brings the drawing library along."""
    paper = go.Figure(figure)
    paper.update_layout(template="none", paper_bgcolor=PAPER, plot_bgcolor=PAPER, font_color=INK)
    paper.update_layout(width=None, autosize=True)
    paper.update_xaxes(gridcolor=GRID_LINE)
    paper.update_yaxes(gridcolor=GRID_LINE)
    return charts.readable_on_light(paper).to_html(
        full_html=False,
        include_plotlyjs=place == 0,
        div_id=f"chart-{place + 1}",
        config={"displaylogo": False, "displayModeBar": False, "responsive": True},
    )
