"""What personal prices are worth, by how fine they are, and who pays more or less by them."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.selling.modes import PriceScheme
from components.bundles.modes import study_of
from components.bundles.payers import SCHEMES, show_payers
from components.bundles.table import PER
from components.shell import display, formats, theme
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

_NEARLY = 0.95  # of the most that any prices add
MONEY = ("extra_profit", "extra_low", "extra_high", "worth", "worth_low", "worth_high", "surplus")


def show_worth(shop: Shop, found: "Results", bundle: pd.Series) -> None:
    """Draw what finer prices add to the best single price of a bundle, and who pays for it."""
    st.subheader("What personal prices are worth", anchor=False)
    if bundle["verdict"] == "FAIL":
        display.show_note(f"That cannot be said yet: {bundle['reason']}.")
        return
    currency = shop.setting("currency", "")
    study = study_of(shop, found, bundle)
    worth = study.schemes.assign(**{name: PER * study.schemes[name] for name in MONEY})
    display.show_answer(sentence(worth, currency))
    shown = worth.assign(scheme=worth["scheme"].map(SCHEMES))
    display.show_chart(worth_chart(worth, currency), shown, _worth_columns(currency), "personal-prices")
    with st.expander("Who pays more, and who pays less"):
        show_payers(study, currency, f"{shop.name}-{found.run_id}")
    display.show_note(
        "A price per customer and price groups rest on what is known before the visit, not on what is in the "
        "basket. In the European Union shoppers have to be told when a price was made for them by automated "
        "means (Directive 2011/83/EU, Article 6(1)(ea))."
    )


def sentence(worth: pd.DataFrame, currency: str) -> str:
    """Return in one sentence what the finest and the usual personal prices add to one price for all."""
    rows = worth.set_index("scheme")
    sure = rows[rows["worth_low"] > 0]
    if sure.empty:
        most = formats.money(max(float(rows["worth_high"].max()), 0.0), currency)
        return (
            "One price for all is enough here: finer prices are not surely worth anything, at most "
            f"{most} more per {PER:,} visits."
        )
    # the coarsest of those that come near the most: more prices for hardly more profit are no advice
    best = sure.index[sure["worth"] >= _NEARLY * sure["worth"].max()][0]
    ends = rows.loc[best, ["worth_low", "worth_high"]]
    segments = formats.money(rows.loc[PriceScheme.SEGMENTS, "worth"], currency)
    other = "" if best == PriceScheme.SEGMENTS else f" A price per segment adds {segments}."
    earned = rows.loc[PriceScheme.ONE, "extra_profit"]
    more = ""
    if earned > 0:
        share = formats.share(rows.loc[best, "worth"] / earned, 0)
        more = f", {share} on top of what the bundle earns at one price"
    return (
        f"{SCHEMES[best]} would add {formats.money(rows.loc[best, 'worth'], currency)} per {PER:,} visits to "
        f"the best single price (90 % band {formats.band(*ends, currency)}){more}.{other}"
    )


def worth_chart(worth: pd.DataFrame, currency: str) -> go.Figure:
    """Return what each scheme adds to one price for all, with its 90 % band, coarsest on top."""
    rows = worth.iloc[::-1]
    figure = theme.house_figure(
        "What finer prices add to the best single price",
        f"Extra profit per {PER:,} visits{f' [{currency}]' if currency else ''}, with 90 % band",
        height=150 + 30 * len(rows),
    )
    figure.add_vline(x=0, line_width=1, line_color=theme.GRAY)
    figure.add_scatter(
        x=rows["worth"],
        y=rows["scheme"].map(SCHEMES),
        mode="markers+text",
        text=[formats.money(value, currency) for value in rows["worth"]],
        textposition="top center",
        cliponaxis=False,
        marker={"color": theme.PURPLE, "size": 9},
        error_x={
            "array": rows["worth_high"] - rows["worth"],
            "arrayminus": rows["worth"] - rows["worth_low"],
            "thickness": 2,
            "width": 0,
        },
        customdata=pd.DataFrame(
            {
                "band": [
                    formats.band(*e, currency)
                    for e in zip(rows["worth_low"], rows["worth_high"], strict=True)
                ],
                "extra": [formats.money(v, currency) for v in rows["extra_profit"]],
                "n": [formats.counted(n, "price") for n in rows["n_prices"]],
            }
        ),
        hovertemplate=theme.hover(
            "<b>%{y}</b>",
            "adds %{text} (%{customdata[0]})",
            "earns %{customdata[1]} in all, with %{customdata[2]}",
        ),
    )
    return figure


def _worth_columns(currency: str) -> dict[str, Any]:
    per = f"Per {PER:,} visits"
    return {
        "scheme": formats.text_column("Prices"),
        "worth": formats.money_column("Adds", currency, help=f"{per}, to the best single price"),
        "worth_low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "worth_high": formats.money_column("To", currency, help=formats.BAND_HELP),
        "extra_profit": formats.money_column("Extra profit", currency, help=f"{per}, against no bundle"),
        "extra_low": formats.money_column("Profit from", currency, help=formats.BAND_HELP),
        "extra_high": formats.money_column("Profit to", currency, help=formats.BAND_HELP),
        "n_prices": formats.count_column(
            "Prices in use", help="Different prices, that of the parts included"
        ),
        "surplus": formats.money_column(
            "Customers gain", currency, help=f"{per}, in money, against no bundle"
        ),
    }
