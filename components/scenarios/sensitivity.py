"""What matters most: one bar for each thing a scenario rests on, largest first."""

import math

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.history import visits_spread
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.sensitivity import drivers_of
from components.scenarios.comparison import Board, Comparison
from components.scenarios.words import named
from components.shell import charts, choices, display, formats, session, tables, theme, units

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
ENDS = ("profit_low", "profit_high")
MONEY = ("per_order", "per_item", "carried")
SHARES = ("payment_fee_share", "used_share")
POINTS = {"discount": 1, "returns": 100}  # changes told in points of a per cent


def show_sensitivity(page: Comparison, board: Board) -> None:
    """Draw what matters most for one scenario, once asked for, also for the report."""
    scenarios = page.standing(board)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = {place: named(scenario) for place, scenario in enumerate(scenarios)}
        key = f"tornado-{page.key}-{board.number}-{len(scenarios)}"
        place = choices.choose_code("Scenario", names, width=420, key=key)
        is_asked = st.button("Work out what matters most", key="work-out-tornado")
    asked = f"tornado asked {page.key}"
    if is_asked:
        session.remember(page.shop, asked, scenarios[place])
    scenario: Scenario | None = session.recall(page.shop, asked)
    if scenario is None:
        display.show_note("Each input is moved between the ends of its range, all else staying as it is.")
        return
    with st.spinner("Moving one input after the other …"):
        drivers, unit = _drivers(page, scenario), page.unit
    table = in_words(drivers, unit)
    st.markdown(formats.escaped(sentence(table, scenario, unit)))
    figure = tornado_chart(table, named(scenario), unit)
    page.extras()["sensitivity"] = figure
    display.show_chart(figure, table, _columns(table, unit), "what-matters", page.currency)


def _drivers(page: Comparison, scenario: Scenario) -> pd.DataFrame:
    def compute() -> pd.DataFrame:
        spread = visits_spread(page.visits()["visited_at"].to_numpy("datetime64[us]"))
        return drivers_of(page, scenario, spread)

    return page.computed(("what matters", scenario.setting, scenario.percents), compute)


def in_words(table: pd.DataFrame, unit: units.MoneyUnit) -> pd.DataFrame:
    """Return the drivers with their names, and both ends of their ranges, for people.

    Parameters
    ----------
    table : changes of profit per `PER` visits
    """
    table = unit.told(table, ENDS, PER)
    ends = {
        f"{end}_words": [_end(*row, unit.currency) for row in zip(table["driver"], table[end], strict=True)]
        for end in ("low", "high")
    }
    basis = ["90 % band of the data" if is_band else "a stated range" for is_band in table["is_band"]]
    return table.assign(input=table["driver"].map(WORDS), basis=basis, **ends)


def sentence(table: pd.DataFrame, scenario: Scenario, unit: units.MoneyUnit) -> str:
    """Return in one sentence what matters most."""
    first = table.iloc[0]
    low, high = sorted((first["profit_low"], first["profit_high"]))
    return (
        f"{first['input']}: that matters most for {scenario.name}. "
        f"From {first['low_words']} to {first['high_words']}, profit {unit.words} changes by "
        f"{unit.band(low, high)}."
    )


def tornado_chart(table: pd.DataFrame, name: str, unit: units.MoneyUnit) -> go.Figure:
    """Return a bar for both ends of every driver's range, the largest on top."""
    axis, decimals = unit.with_currency(_change(unit)), unit.decimals(*table[list(ENDS)].abs().max())
    figure = charts.house_figure(f"What matters most: {name}", axis, height=120 + 32 * len(table))
    for end, label, color in (("low", "Low end", theme.OCHRE), ("high", "High end", theme.BLUE)):
        charts.add_bars(
            figure,
            table[f"profit_{end}"],
            table["input"],
            color,
            name=label,
            customdata=table[f"{end}_words"],
            hovertemplate=charts.hover("<b>%{y}</b>: %{customdata}", f"{unit.currency}%{{x:+,.{decimals}f}}"),
        )
    figure.update_layout(barmode="overlay", showlegend=True, bargap=0.35)
    figure.update_yaxes(autorange="reversed")
    figure.add_vline(x=0, line={"color": theme.GRAY, "width": 1})
    return figure


def _change(unit: units.MoneyUnit) -> str:
    return f"Change of extra profit {unit.words}"


def _columns(table: pd.DataFrame, unit: units.MoneyUnit) -> dict[str, tables.Column]:
    told = {"help": _change(unit), "decimals": unit.decimals(*table[list(ENDS)].abs().max())}
    return {
        "input": tables.text("Input"),
        "low_words": tables.text("Low end"),
        "high_words": tables.text("High end"),
        "profit_low": tables.money("Profit at the low end", **told),
        "profit_high": tables.money("Profit at the high end", **told),
        "basis": tables.text("Range is", formats.BAND_HELP),
    }


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
