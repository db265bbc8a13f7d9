"""What matters most: one bar for each thing a scenario rests on, largest first."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import display, formats, session, theme
from components.scenarios import boards
from components.scenarios.ground import Ground
from components.scenarios.outcomes import PER, Scenario

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
MONEY = ("per_order", "per_item", "carried")
SHARES = ("payment_fee_share", "used_share")
POINTS = {"discount": 1, "returns": 100}  # changes told in points of a per cent


def show_tornado(ground: Ground, board: boards.Board, extras: dict[str, go.Figure]) -> None:
    """Draw what matters most for one scenario, once asked for.

    Parameters
    ----------
    extras : figures for the report; this one is put among them
    """
    scenarios = boards.standing(ground.shop, ground.key, board)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(
            "Scenario",
            range(len(scenarios)),
            format_func=lambda i: f"{scenarios[i].name} ({scenarios[i].words})",
            width=420,
            key=f"tornado-{ground.key}-{board.number}-{len(scenarios)}",
        )
        is_asked = st.button("Work out what matters most", key="work-out-tornado")
    asked = f"tornado asked {ground.key}"
    if is_asked:
        session.remember(ground.shop, asked, scenarios[place])
    scenario: Scenario | None = session.recall(ground.shop, asked)
    if scenario is None:
        display.show_note("Each input is moved between the ends of its range, all else staying as it is.")
        return
    with st.spinner("Moving one input after the other …"):
        table = in_words(drivers_of(ground, scenario), ground.currency)
    st.markdown(formats.escaped(sentence(table, scenario, ground.currency)))
    figure = tornado_chart(table, f"{scenario.name} ({scenario.words})", ground.currency)
    extras["What matters most"] = figure
    display.show_chart(figure, table, _columns(ground.currency), "what-matters")


def drivers_of(ground: Ground, scenario: Scenario) -> pd.DataFrame:
    """Return the drivers of a scenario's profit, largest first, in money per `PER` visits."""
    from analytics.pricing.scenarios.history import visits_spread
    from analytics.pricing.scenarios.sensitivity import what_matters

    setting, audience = scenario.setting, ground.crowd.audience
    ids = setting.of(ground.product_ids)
    deal, costs = setting.deal(ids), setting.costs.of(ground.found.market.costs)

    def compute() -> pd.DataFrame:
        spread = visits_spread(ground.visits()["visited_at"].to_numpy("datetime64[us]"))
        return what_matters(audience, audience.positions(ids), costs, scenario.percents, deal, spread)

    table = ground.computed(("what matters", setting, scenario.percents), compute)
    return table.assign(**{name: PER * table[name] for name in ("profit_low", "profit_high")})


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
        f"{first['high_words']}, profit per {PER:,} visits changes by {formats.band(low, high, currency)}."
    )


def tornado_chart(table: pd.DataFrame, name: str, currency: str) -> go.Figure:
    """Return a bar for both ends of every driver's range, the largest on top."""
    unit = f"Change of extra profit per {PER:,} visits{f' [{currency}]' if currency else ''}"
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
    per = f"Change of extra profit per {PER:,} visits"
    return {
        "input": formats.text_column("Input"),
        "low_words": formats.text_column("Low end"),
        "high_words": formats.text_column("High end"),
        "profit_low": formats.money_column("Profit at the low end", currency, help=per),
        "profit_high": formats.money_column("Profit at the high end", currency, help=per),
        "basis": formats.text_column("Range is", help=formats.BAND_HELP),
    }
