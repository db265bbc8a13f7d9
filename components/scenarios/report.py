"""A comparison on one page to print or to send: HTML that needs nothing else, charts included."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.pricing.scenarios.horizon import Horizon, totals
from analytics.pricing.scenarios.scenario import Scenario
from components.scenarios.charts import move_marks
from components.scenarios.page import Comparison
from components.scenarios.picture import Curve, marked_rows
from components.scenarios.words import METRICS, PER_VISITS, own_words, weeks_words, with_discounts
from components.shell import formats, results, theme

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; color: #16202a }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 0 .2rem } h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem }
p { margin: .3rem 0 } .answer { font-weight: 600; border: 1px solid #b9c2ca; padding: .6rem .8rem }
.small { color: #525c63; font-size: .85rem } .note { white-space: pre-wrap }
table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid #d5dbe0; padding: .25rem .5rem; text-align: right }
th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left }
figure { margin: .8rem 0; break-inside: avoid } tr { break-inside: avoid }
@page { size: A4; margin: 14mm } @media print { body { margin: 0; max-width: none } }
"""
INK, PAPER, GRID_LINE = "#16202a", "#ffffff", "#dfe4e8"

Cell = tuple[str, Callable[[Any], str]]


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
    horizon: Horizon,
    figures: Mapping[Curve, go.Figure],
    extras: Mapping[str, go.Figure],
    cover: Cover,
) -> bytes:
    """Return the scenarios as one HTML page that opens and prints without a network.

    Parameters
    ----------
    table : outcomes of the scenarios
    figures : profit curves by what they are of; they get the scenarios' marks
    extras : what else was worked out
    """
    own = "".join(f"<p>{escape(words)}</p>" for words in own_words(scenarios, page.labels, page.currency))
    title, whose = f"Scenarios: {page.title}", page.whose or "all customers"
    by_segment = _segments_html(table, page.currency)
    body = f"""
<h1>{escape(title)}</h1>
<p class="small">{escape(page.shop.name)} · {formats.day(datetime.now(UTC))} · {escape(whose)}</p>
<p class="answer">{escape(cover.answer)}</p>
{_paragraph(cover.doubt)}{_paragraph(cover.note)}
<h2>Side by side, all segments together</h2>
<p class="small">Units and money {PER_VISITS} that are shown the bundle; the last columns in total over
{escape(weeks_words(horizon))}.</p>
{_totals_html(table, scenarios, horizon, page.currency)}
{own}
{_figures_html(_marked(figures, table), extras)}
{by_segment}
<p class="small">From and to: {escape(formats.BAND_HELP)} {escape(results.visits_in_words(page.found))}
Training run {escape(page.found.run_id)}.</p>
"""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def _totals_html(table: pd.DataFrame, scenarios: Sequence[Scenario], horizon: Horizon, currency: str) -> str:
    per_visits = Horizon(horizon.visits_a_week, horizon.weeks)
    rows = totals(with_discounts(table, scenarios), scenarios, per_visits)
    amount = _money(currency, 0)
    cells: dict[str, Cell] = {
        "scenario": ("Scenario", str),
        "discount": ("Discount", str),
        **_metric_cells(currency),
        "n_visits": ("Visits", formats.count),
        "total_profit": (f"Extra profit in {weeks_words(horizon)}", amount),
    }
    return _table_html(rows, cells)


def _segments_html(table: pd.DataFrame, currency: str) -> str:
    rows = table[~table["is_total"]]
    if rows["segment"].nunique() < 2:
        return ""
    cells: dict[str, Cell] = {
        "scenario": ("Scenario", str),
        "segment": ("Segment", str),
        "discount_share": ("Discount", lambda share: formats.share(share, 0)),
        "bundle_price": ("Bundle price", _money(currency)),
        **_metric_cells(currency),
    }
    note = f'<p class="small">Units and money {PER_VISITS} of the segment.</p>'
    return f"<h2>Segment by segment</h2>{note}{_table_html(rows, cells)}"


def _metric_cells(currency: str) -> dict[str, Cell]:
    amounts: dict[str, Cell] = {
        name: (label, formats.count if name == "units" else _money(currency, decimals))
        for name, (label, _, decimals) in METRICS.items()
        if name != "cannibalized_margin"
    }
    return {
        "take_rate": ("Take rate", formats.share),
        **amounts,
        "profit_low": ("From", _money(currency)),
        "profit_high": ("To", _money(currency)),
    }


def _money(currency: str, decimals: int = 2) -> Callable[[float], str]:
    return lambda value: formats.money(value, currency, decimals)


def _table_html(rows: pd.DataFrame, cells: Mapping[str, Cell]) -> str:
    head = "".join(f"<th>{escape(label)}</th>" for label, _ in cells.values())
    lines = (
        "".join(f"<td>{escape(words(row[name]))}</td>" for name, (_, words) in cells.items())
        for row in rows.to_dict("records")
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _marked(figures: Mapping[Curve, go.Figure], table: pd.DataFrame) -> list[go.Figure]:
    """Return copies of the profit curves with the scenarios' marks on them."""
    return [move_marks(go.Figure(figure), marked_rows(table, curve)) for curve, figure in figures.items()]


def _figures_html(curves: Sequence[go.Figure], extras: Mapping[str, go.Figure]) -> str:
    """Return the charts in ink on paper; the first brings the drawing library along."""
    parts = []
    for place, figure in enumerate([*curves, *(go.Figure(extra) for extra in extras.values())]):
        figure.update_layout(template="none", paper_bgcolor=PAPER, plot_bgcolor=PAPER, font_color=INK)
        figure.update_layout(width=None, autosize=True)
        figure.update_xaxes(gridcolor=GRID_LINE)
        figure.update_yaxes(gridcolor=GRID_LINE)
        html = theme.readable_on_light(figure).to_html(
            full_html=False,
            include_plotlyjs=place == 0,
            div_id=f"chart-{place + 1}",
            config={"displaylogo": False, "displayModeBar": False, "responsive": True},
        )
        parts.append(f"<figure>{html}</figure>")
    return "".join(parts)


def _paragraph(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>' if text else ""
