"""Who would pay more and who less by personal prices, and what the price groups are."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.price_book.market import Market
from analytics.pricing.selling.modes import GROUPS, PriceScheme
from analytics.pricing.selling.study import Study
from components.shell import charts, choices, display, formats, tables, theme, units

SCHEMES = {
    PriceScheme.ONE: "One price for all",
    **{scheme: f"{n} price groups" for n, scheme in GROUPS.items()},
    PriceScheme.SEGMENTS: "A price per segment",
    PriceScheme.CUSTOMERS: "A price per customer",
}
PAYER_COLUMNS = {
    **tables.SEGMENT,
    "visit_share": tables.share("Visits", "Share of all visits"),
    "mean_discount": tables.share("Mean discount"),
    "share_more": tables.share("Pay more", "Share of the segment's visits"),
    "mean_more": tables.money("More by", "Mean of those who pay more, on the bundle"),
    "share_less": tables.share("Pay less", "Share of the segment's visits"),
    "mean_less": tables.money("Less by", "Mean of those who pay less, on the bundle"),
}
ELASTICITY_HELP = "By how many per cent fewer buy all parts when they cost 1 % more, today"
GROUP_COLUMNS = {
    "discount_share": tables.share("Discount"),
    "bundle_price": tables.money("Bundle price"),
    "visit_share": tables.share("Visits", "Share of all visits"),
    "elasticity": tables.number("Elasticity", ELASTICITY_HELP),
    "segment": tables.text("Mostly", "The segment with most of the group's visits"),
    "segment_share": tables.share("Of the group"),
}


@st.fragment  # a choice here moves nothing else on the page
def show_payers(study: Study, market: Market, unit: units.MoneyUnit, key: str) -> None:
    """Draw who pays more and who less by the prices that the analyst picks, and what groups there are."""
    words = {code: SCHEMES[code] for code in study.schemes["scheme"] if code != PriceScheme.ONE}
    scheme = choices.choose_code("Prices", words, PriceScheme.SEGMENTS, width=320, key=f"payers-{key}")
    rows = study.payers[study.payers["scheme"] == scheme]
    surplus = units.visits_by_row(market, rows["segment"], unit) * rows["surplus"]
    rows = rows.assign(surplus=surplus, segment=rows["segment"].fillna(formats.EVERYONE))
    figure = payers_chart(rows, unit.currency)
    gain = f"In money {unit.words}, against one price for all"
    gains = {"surplus": tables.money("Customers gain", gain, decimals=unit.decimals(*surplus))}
    display.show_chart(figure, rows, PAYER_COLUMNS | gains, "who-pays", unit.currency, is_folded=False)
    for n, of_groups in GROUPS.items():
        if scheme == of_groups:
            st.markdown(f"**The {SCHEMES[scheme]}**")
            display.show_table(study.groups[n], GROUP_COLUMNS, "price-groups", unit.currency)


def payers_chart(payers: pd.DataFrame, currency: str) -> go.Figure:
    """Return the shares of each segment's visits that pay more (right) and less (left) than at one price."""
    rows = payers.iloc[::-1]
    figure = charts.house_figure(
        "Who would pay less (left) and more (right) than at one price for all",
        "Share of the segment's visits",
        height=150 + 26 * len(rows),
    )
    for side, sign, color in (("less", -1, theme.GREEN), ("more", 1, theme.VERMILLION)):
        means = [formats.money(mean, currency) for mean in rows[f"mean_{side}"]]
        told = "<b>%{y}</b>", f"%{{customdata[0]}} of visits pay %{{customdata[1]}} {side} for the bundle"
        charts.add_bars(
            figure,
            sign * rows[f"share_{side}"],
            rows["segment"],
            color,
            name=f"Pay {side}",
            customdata=list(zip([formats.share(s, 0) for s in rows[f"share_{side}"]], means, strict=True)),
            hovertemplate=charts.hover(*told),
        )
    ticks = [-1, -0.5, 0, 0.5, 1]
    labels = [formats.share(abs(tick), 0) for tick in ticks]
    figure.update_layout(barmode="relative", showlegend=True)
    return figure.update_xaxes(range=[-1.02, 1.02], tickvals=ticks, ticktext=labels)
