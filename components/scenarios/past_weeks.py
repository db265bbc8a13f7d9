"""What the parts earned in the shop's own past, beside what each scenario promises."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios import PER, history
from analytics.pricing.scenarios.horizon import Unit
from components.scenarios.charts import SCENARIO_COLORS
from components.scenarios.comparison import Board, Comparison
from components.shell import charts, display, formats, jobs, tables, theme, units
from data.privacy.artifacts import frame_of, has

BESIDE = {history.PAST: "Past weeks, on average", history.WITHOUT: "Today's prices, no bundle"}
LEAST_WEEKS = 3
AMOUNTS = ("units", "revenue", "contribution_margin")
COLUMNS = {
    "scenario": tables.text("What"),
    "take_rate": tables.share("Visits with all parts"),
    "units": tables.count("Units"),
    "revenue": tables.money("Revenue", decimals=0),
    "contribution_margin": tables.money("Contribution", decimals=0),
}


def show_past_weeks(page: Comparison, board: Board) -> None:
    """Draw past weeks and scenarios in the same terms, also for the report."""
    if page.whose:
        display.show_note("The past is that of all customers, so it is not shown beside a list of some.")
        return
    if page.is_looked_at_by_some and not page.found.audience.has_views:
        display.show_note(
            "Without recorded views past weeks cannot tell which visits looked at all parts, and scenarios "
            "count no others; so the two are not compared."
        )
        return
    weeks = past_weeks(page)
    if weeks is None or len(weeks) < LEAST_WEEKS:
        display.show_note("This run's data have too few weeks to compare with.")
        return
    same = [s for s in page.standing(board) if not s.setting.parts]
    table = history.beside_the_past(page, weeks, same)
    table.loc[list(BESIDE), "scenario"] = list(BESIDE.values())
    unit = page.unit
    table, weeks = unit.told(table, AMOUNTS, PER), unit.told(weeks, AMOUNTS)
    st.markdown(formats.escaped(sentence(table, unit)))
    figure = history_chart(weeks, table, unit)
    page.extras()["history"] = figure
    display.show_figure(figure, "history")
    display.show_table(table, COLUMNS, "history", page.currency)
    display.show_note(
        "The parts and what sells along with them, a product counted once a visit. The past is told at the "
        "prices paid then and today's costs; scenarios start from today's prices, so the two differ where "
        "prices or tastes have moved.",
        "" if unit.unit == Unit.VISITS else "All are told for as many visits as a usual week brings today.",
        page.looks,
    )


def past_weeks(page: Comparison) -> pd.DataFrame | None:
    """Return what each whole week of the run's data earned, per visit; None where it is not kept."""
    directory = jobs.run_directory(page.shop, page.found.run_id)
    visits = page.visits()
    if not has(directory, "visit_lines.parquet") or visits.empty:
        return None
    audience, costs = page.found.audience, page.market.costs
    parts = audience.positions(page.product_ids)

    def compute() -> pd.DataFrame:
        ids = [audience.product_ids[j] for j in audience.near(parts)]
        columns = ["visit_id", "product_id", "n_bought", "price", *["is_seen"] * audience.has_views]
        lines = frame_of(directory, "visit_lines", columns, filters=[("product_id", "in", ids)])
        if audience.has_views:
            lines = history.of_those_who_look(lines, page.product_ids)
        return history.whole_weeks(history.weekly_history(visits, lines, audience, parts, costs))

    return page.computed("weekly history", compute)


def sentence(table: pd.DataFrame, unit: units.MoneyUnit) -> str:
    """Return in one sentence how far the scenarios' start is from the past."""
    past, without = (table.iloc[i]["contribution_margin"] for i in (history.PAST, history.WITHOUT))
    return (
        f"In the past weeks of these data the parts, and what sells along with them, earned "
        f"{formats.money(past, unit.currency, 0)} {unit.words}; at today's prices and without the bundle "
        f"the model expects {formats.money(without, unit.currency, 0)}."
    )


def history_chart(weeks: pd.DataFrame, table: pd.DataFrame, unit: units.MoneyUnit) -> go.Figure:
    """Return the past weeks' contribution as a line, and every scenario's as a level beside it."""
    axis = unit.with_currency(f"Contribution {unit.words}")
    figure = charts.house_figure("Past weeks, and where each scenario would be", "Week", axis, height=400)
    told = charts.hover("Week of %{x|%-d %b %Y}", f"{unit.currency}%{{y:,.0f}} {unit.words}")
    x, y = weeks["week"], weeks["contribution_margin"]
    charts.add_line(figure, x, y, name="Past weeks", hovertemplate=told)
    colors = [theme.GRAY, *SCENARIO_COLORS]
    ends = [weeks["week"].min(), weeks["week"].max()]
    for color, row in zip(colors, table.iloc[history.WITHOUT :].to_dict("records"), strict=False):
        told = charts.hover(f"<b>{row['scenario']}</b>", f"{unit.currency}%{{y:,.0f}}")
        level, dash = [row["contribution_margin"]] * 2, {"dash": "dash"}
        charts.add_line(figure, ends, level, color, 1.5, line=dash, name=row["scenario"], hovertemplate=told)
    return figure.update_layout(showlegend=True)
