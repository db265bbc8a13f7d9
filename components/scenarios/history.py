"""What the parts earned in the shop's own past, beside what each scenario promises."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import display, formats, jobs, theme
from components.scenarios import boards
from components.scenarios.charts import SCENARIO_COLORS
from components.scenarios.ground import Ground
from components.scenarios.outcomes import EVERYONE, PER, Scenario, outcomes
from data.store.artifacts import frame_of, has

METRICS = ("take_rate", "units", "revenue", "contribution_margin")
PAST, WITHOUT = "Past weeks, on average", "Today's prices, no bundle"
LEAST_WEEKS = 3


def show_history(ground: Ground, board: boards.Board, extras: dict[str, go.Figure]) -> None:
    """Draw past weeks and scenarios in the same terms.

    Parameters
    ----------
    extras : figures for the report; this one is put among them
    """
    if ground.crowd.words:
        display.show_note("The past is that of all customers, so it is not shown beside a list of some.")
        return
    weeks = past_weeks(ground)
    if weeks is None or len(weeks) < LEAST_WEEKS:
        display.show_note("This run's data have too few weeks to compare with.")
        return
    same = [s for s in boards.standing(ground.shop, ground.key, board) if not s.setting.parts]
    table = beside_the_past(ground, weeks, same)
    st.markdown(formats.escaped(sentence(table, ground.currency)))
    figure = history_chart(weeks, table, ground.currency)
    extras["history"] = figure
    display.show_figure(figure, "history")
    display.show_table(table, _columns(ground.currency), "history")
    display.show_note(
        "The parts and what sells along with them, a product counted once a visit. The past is told at the "
        "prices paid then and today's costs; scenarios start from today's prices, so the two differ where "
        "prices or wishes have moved."
    )


def past_weeks(ground: Ground) -> pd.DataFrame | None:
    """Return what each whole week of the run's data earned, per `PER` visits; None where it is not kept."""
    from analytics.pricing.scenarios.history import along_with, weekly_history, whole_weeks

    directory = jobs.run_directory(ground.shop, ground.found.run_id)
    visits = ground.visits()
    if not has(directory, "visit_lines.parquet") or visits.empty:
        return None
    audience, costs = ground.found.audience, ground.found.market.costs
    parts = audience.positions(ground.product_ids)

    def compute() -> pd.DataFrame:
        ids = [audience.product_ids[j] for j in along_with(audience, parts, costs)]
        columns = ["visit_id", "product_id", "n_bought", "price"]
        lines = frame_of(directory, "visit_lines", columns, filters=[("product_id", "in", ids)])
        return whole_weeks(weekly_history(visits, lines, audience, parts, costs))

    weeks = ground.computed("weekly history", compute)
    return weeks.assign(**{name: PER * weeks[name] for name in METRICS if name != "take_rate"})


def beside_the_past(ground: Ground, weeks: pd.DataFrame, scenarios: list[Scenario]) -> pd.DataFrame:
    """Return one row for the past, one without the bundle and one per scenario, per `PER` visits."""
    past = {
        name: float((weeks[name] * weeks["n_visits"]).sum() / weeks["n_visits"].sum()) for name in METRICS
    }
    none = Scenario(WITHOUT, (0,) * len(ground.crowd.audience.segments))
    every = [none, *scenarios]
    told = outcomes([ground.offered(scenario.setting) for scenario in every], every)
    told = told[told["segment"] == EVERYONE][["scenario", *METRICS]]
    return pd.concat([pd.DataFrame([{"scenario": PAST, **past}]), told], ignore_index=True)


def sentence(table: pd.DataFrame, currency: str) -> str:
    """Return in one sentence how far the scenarios' start is from the past."""
    past, without = (table.iloc[i]["contribution_margin"] for i in (0, 1))
    return (
        f"In the past weeks of these data the parts, and what sells along with them, earned "
        f"{formats.money(past, currency, 0)} per {PER:,} visits; at today's prices and without the bundle "
        f"the model expects {formats.money(without, currency, 0)}."
    )


def history_chart(weeks: pd.DataFrame, table: pd.DataFrame, currency: str) -> go.Figure:
    """Return the past weeks' contribution as a line, and every scenario's as a level beside it."""
    unit = f"Contribution per {PER:,} visits{f' [{currency}]' if currency else ''}"
    figure = theme.house_figure("Past weeks, and where each scenario would be", "Week", unit, height=400)
    figure.add_scatter(
        x=weeks["week"],
        y=weeks["contribution_margin"],
        mode="lines",
        name="Past weeks",
        line={"color": theme.HOUSE_COLOR, "width": 2},
        hovertemplate=theme.hover("Week of %{x|%-d %b %Y}", f"{currency}%{{y:,.0f}} per {PER:,} visits"),
    )
    colors = [theme.GRAY, *SCENARIO_COLORS]
    ends = [weeks["week"].min(), weeks["week"].max()]
    for color, row in zip(colors, table.iloc[1:].to_dict("records"), strict=False):
        figure.add_scatter(
            x=ends,
            y=[row["contribution_margin"]] * 2,
            mode="lines",
            name=row["scenario"],
            line={"color": color, "width": 1.5, "dash": "dash"},
            hovertemplate=theme.hover(f"<b>{row['scenario']}</b>", f"{currency}%{{y:,.0f}}"),
        )
    return figure.update_layout(showlegend=True)


def _columns(currency: str) -> dict[str, Any]:
    return {
        "scenario": formats.text_column("What"),
        "take_rate": formats.share_column("Visits with all parts"),
        "units": formats.number_column("Units", decimals=0),
        "revenue": formats.money_column("Revenue", currency, decimals=0),
        "contribution_margin": formats.money_column("Contribution", currency, decimals=0),
    }
