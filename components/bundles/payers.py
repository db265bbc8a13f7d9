"""Who would pay more and who less by personal prices, and what the price groups are."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.selling.modes import GROUPS, PriceScheme
from components.bundles.table import PER
from components.shell import display, formats, theme

if TYPE_CHECKING:
    from analytics.pricing.selling.study import Study

SCHEMES = {
    PriceScheme.ONE: "One price for all",
    **{scheme: f"{n} price groups" for n, scheme in GROUPS.items()},
    PriceScheme.SEGMENTS: "A price per segment",
    PriceScheme.CUSTOMERS: "A price per customer",
}
EVERYONE = "All segments"


@st.fragment  # a choice here moves nothing else on the page
def show_payers(study: "Study", currency: str, key: str) -> None:
    """Draw who pays more and who less by the prices that the analyst picks, and what groups there are."""
    schemes = [scheme for scheme in study.schemes["scheme"] if scheme != PriceScheme.ONE]
    scheme = st.selectbox(
        "Prices",
        schemes,
        index=schemes.index(PriceScheme.SEGMENTS),
        format_func=SCHEMES.__getitem__,
        width=320,
        key=f"payers-{key}",
    )
    rows = study.payers[study.payers["scheme"] == scheme]
    rows = rows.assign(
        scheme=SCHEMES[scheme], segment=rows["segment"].fillna(EVERYONE), surplus=PER * rows["surplus"]
    )
    display.show_chart(
        payers_chart(rows, currency), rows, _payer_columns(currency), "who-pays", is_folded=False
    )
    for n, of_groups in GROUPS.items():
        if scheme == of_groups:
            st.markdown(f"**The {SCHEMES[scheme]}**")
            display.show_table(study.groups[n], _group_columns(currency), "price-groups")


def payers_chart(payers: pd.DataFrame, currency: str) -> go.Figure:
    """Return the shares of each segment's visits that pay more (right) and less (left) than at one price."""
    rows = payers.iloc[::-1]
    figure = theme.house_figure(
        "Who would pay less (left) and more (right) than at one price for all",
        "Share of the segment's visits",
        height=150 + 26 * len(rows),
    )
    sides = (("less", -1, theme.GREEN), ("more", 1, theme.VERMILLION))
    for side, sign, color in sides:
        figure.add_bar(
            x=sign * rows[f"share_{side}"],
            y=rows["segment"],
            orientation="h",
            name=f"Pay {side}",
            marker_color=color,
            customdata=[
                [formats.share(share, 0), formats.money(mean, currency)]
                for share, mean in zip(rows[f"share_{side}"], rows[f"mean_{side}"], strict=True)
            ],
            hovertemplate=theme.hover(
                "<b>%{y}</b>", f"%{{customdata[0]}} of visits pay %{{customdata[1]}} {side} for the bundle"
            ),
        )
    ticks = [-1, -0.5, 0, 0.5, 1]
    labels = [formats.share(abs(tick), 0) for tick in ticks]
    figure.update_layout(barmode="relative", showlegend=True)
    figure.update_xaxes(range=[-1.02, 1.02], tickvals=ticks, ticktext=labels)
    return figure


def _payer_columns(currency: str) -> dict[str, Any]:
    return {
        "segment": formats.text_column("Segment"),
        "visit_share": formats.share_column("Visits", help="Share of all visits"),
        "mean_discount": formats.share_column("Mean discount"),
        "share_more": formats.share_column("Pay more", help="Share of the segment's visits"),
        "mean_more": formats.money_column(
            "More by", currency, help="Mean of those who pay more, on the bundle"
        ),
        "share_less": formats.share_column("Pay less", help="Share of the segment's visits"),
        "mean_less": formats.money_column(
            "Less by", currency, help="Mean of those who pay less, on the bundle"
        ),
        "surplus": formats.money_column(
            "Customers gain", currency, help=f"Per {PER:,} visits, in money, against one price for all"
        ),
    }


def _group_columns(currency: str) -> dict[str, Any]:
    return {
        "discount_share": formats.share_column("Discount"),
        "bundle_price": formats.money_column("Bundle price", currency),
        "visit_share": formats.share_column("Visits", help="Share of all visits"),
        "elasticity": formats.number_column(
            "Elasticity", help="By how many per cent fewer buy all parts when they cost 1 % more, today"
        ),
        "segment": formats.text_column("Mostly", help="The segment with most of the group's visits"),
        "segment_share": formats.share_column("Of the group"),
    }
