"""What matters most: one bar for each thing a scenario rests on, largest first."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios.history import visits_spread
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.sensitivity import drivers_of
from components.scenarios import boards
from components.scenarios.page import Comparison
from components.scenarios.words import PER_VISITS, named, with_unit
from components.shell import display, formats, session, theme

WORDS = {
    "price_response": "How strongly customers answer prices",
    "demand": "How much the parts are wanted",
    "cross_effect": "How one part sells the other",
    "discount": "The discount",
    "product_cost": "Product costs",
    "per_order": "Fulfilment per parcel",
    "per_item": "Fulfilment per item",
    "returns": "Returns",
    "payment_fee_share": "Payment fee",
    "carried": "Shipping carried",
    "used_share": "Visitors who use the coupon",
    "visits": "Visits",
}
CHANGE = f"Change of extra profit {PER_VISITS}"
MONEY = ("per_order", "per_item", "carried")
SHARES = ("payment_fee_share", "used_share")
POINTS = {"discount": 1, "returns": 100}  # changes told in points of a per cent


def show_tornado(page: Comparison, board: boards.Board, extras: dict[str, go.Figure]) -> None:
    """Draw what matters most for one scenario, once asked for.

    Parameters
    ----------
    extras : figures for the report; this one is put among them
    """
    scenarios = boards.standing(page, board)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(
            "Scenario",
            range(len(scenarios)),
            format_func=lambda i: named(scenarios[i]),
            width=420,
            key=f"tornado-{page.key}-{board.number}-{len(scenarios)}",
        )
        is_asked = st.button("Work out what matters most", key="work-out-tornado")
    asked = f"tornado asked {page.key}"
    if is_asked:
        session.remember(page.shop, asked, scenarios[place])
    scenario: Scenario | None = session.recall(page.shop, asked)
    if scenario is None:
        display.show_note("Each input is moved between the ends of its range, all else staying as it is.")
        return
    with st.spinner("Moving one input after the other …"):
        table = in_words(_drivers(page, scenario), page.currency)
    st.markdown(formats.escaped(sentence(table, scenario, page.currency)))
    figure = tornado_chart(table, named(scenario), page.currency)
    extras["What matters most"] = figure
    display.show_chart(figure, table, _columns(page.currency), "what-matters")


def _drivers(page: Comparison, scenario: Scenario) -> pd.DataFrame:
    def compute() -> pd.DataFrame:
        spread = visits_spread(page.visits()["visited_at"].to_numpy("datetime64[us]"))
        return drivers_of(page, scenario, spread)

    return page.computed(("what matters", scenario.setting, scenario.percents), compute)


def in_words(table: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Return the drivers with their names and both ends of their ranges for people."""
    ends = {
        f"{end}_words": [_end(*row, currency) for row in zip(table["driver"], table[end], strict=True)]
        for end in ("low", "high")
    }
    basis = ["90 % band of the data" if is_band else "a stated range" for is_band in table["is_band"]]
    return table.assign(input=table["driver"].map(WORDS), basis=basis, **ends)


def sentence(table: pd.DataFrame, scenario: Scenario, currency: str) -> str:
    """Return in one sentence what matters most."""
    first = table.iloc[0]
    low, high = sorted((first["profit_low"], first["profit_high"]))
    return (
        f"{first['input']} matters most for {scenario.name}: from {first['low_words']} to "
        f"{first['high_words']}, profit {PER_VISITS} changes by {formats.band(low, high, currency)}."
    )


def tornado_chart(table: pd.DataFrame, name: str, currency: str) -> go.Figure:
    """Return a bar for both ends of every driver's range, the largest on top."""
    unit = with_unit(CHANGE, currency)
    figure = theme.house_figure(f"What matters most: {name}", unit, height=120 + 32 * len(table))
    for end, label, color in (("low", "Low end", theme.OCHRE), ("high", "High end", theme.BLUE)):
        figure.add_bar(
            x=table[f"profit_{end}"],
            y=table["input"],
            orientation="h",
            name=label,
            marker_color=color,
            customdata=table[f"{end}_words"],
            hovertemplate=theme.hover("<b>%{y}</b>: %{customdata}", f"{currency}%{{x:+,.2f}}"),
        )
    figure.update_layout(barmode="overlay", showlegend=True, bargap=0.35)
    figure.update_yaxes(autorange="reversed")
    figure.add_vline(x=0, line={"color": theme.GRAY, "width": 1})
    return figure


def _end(driver: str, value: float, currency: str) -> str:
    """Return one end of a driver's range in its own unit."""
    if driver in MONEY:
        return formats.money(value, currency)
    if driver in SHARES:
        return formats.share(value)
    if driver in POINTS:
        return f"{formats.signed_number(POINTS[driver] * value, 0)} points"
    if driver in ("demand", "cross_effect"):  # utilities: told as odds
        return f"{formats.signed_share(math.exp(value) - 1)} odds"
    return formats.signed_share(value)


def _columns(currency: str) -> dict[str, Any]:
    return {
        "input": formats.text_column("Input"),
        "low_words": formats.text_column("Low end"),
        "high_words": formats.text_column("High end"),
        "profit_low": formats.money_column("Profit at the low end", currency, help=CHANGE),
        "profit_high": formats.money_column("Profit at the high end", currency, help=CHANGE),
        "basis": formats.text_column("Range is", help=formats.BAND_HELP),
    }
