"""What personal prices are worth, by how fine they are, and who pays more or less by them."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.selling.modes import PriceScheme
from analytics.runs.results import Results
from components.bundles.sales_modes import study_of
from components.bundles.who_pays import SCHEMES, show_payers
from components.shell import charts, display, formats, session, tables, theme
from components.shell.formats import PER, PER_VISITS
from components.shell.tables import BAND, money
from data.store import Shop

NEARLY = 0.95  # of the most that any prices add
AMOUNTS = ("extra_profit", "extra_low", "extra_high", "worth", "worth_low", "worth_high", "surplus")
COLUMNS = {
    "scheme": tables.text("Prices"),
    "worth": money("Adds", f"Per {PER:,} visits, to the best single price"),
    **tables.band("worth", money, BAND),
    "extra_profit": money("Extra profit", f"Per {PER:,} visits, against no bundle"),
    **tables.band("extra", money, BAND, words="Profit"),
    "n_prices": tables.count("Prices in use", "Different prices, that of the parts included"),
    "surplus": money("Customers gain", f"Per {PER:,} visits, in money, against no bundle"),
}


def show_worth(shop: Shop, found: Results, bundle: pd.Series) -> None:
    """Draw what finer prices add to the best single price of a bundle, and who pays for it."""
    if bundle["verdict"] == "FAIL":
        display.show_note(f"That cannot be said yet: {bundle['reason']}.")
        return
    currency = session.currency_of(shop)
    study = study_of(shop, found, bundle)
    worth = study.schemes.assign(**{name: PER * study.schemes[name] for name in AMOUNTS})
    shown = worth.assign(scheme=worth["scheme"].map(SCHEMES))
    display.show_answer(sentence(worth, currency))
    display.show_chart(worth_chart(worth, currency), shown, COLUMNS, "personal-prices", currency)
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
            f"{most} more {PER_VISITS}."
        )
    # the coarsest of those that come near the most: more prices for hardly more profit are no advice
    best = sure[sure["worth"] >= NEARLY * sure["worth"].max()].iloc[0]
    segments = formats.money(rows.loc[PriceScheme.SEGMENTS, "worth"], currency)
    other = "" if best.name == PriceScheme.SEGMENTS else f" A price per segment adds {segments}."
    earned = rows.loc[PriceScheme.ONE, "extra_profit"]
    share = formats.share(best["worth"] / earned, 0) if earned > 0 else ""
    more = f", {share} on top of what the bundle earns at one price" if share else ""
    band = formats.band(best["worth_low"], best["worth_high"], currency)
    return (
        f"{SCHEMES[best.name]} would add {formats.money(best['worth'], currency)} {PER_VISITS} to the best "
        f"single price (90 % band {band}){more}.{other}"
    )


def worth_chart(worth: pd.DataFrame, currency: str) -> go.Figure:
    """Return what each scheme adds to one price for all, with its 90 % band, coarsest on top."""
    rows = worth.iloc[::-1]
    title = "What finer prices add to the best single price"
    figure = charts.house_figure(title, charts.profit_axis(currency), height=150 + 30 * len(rows))
    figure.add_vline(x=0, line_width=1, line_color=theme.GRAY)
    told = {
        "band": charts.band_words(rows["worth_low"], rows["worth_high"], currency),
        "extra": [formats.money(value, currency) for value in rows["extra_profit"]],
        "n": [formats.counted(n, "price") for n in rows["n_prices"]],
    }
    charts.add_dots(
        figure,
        rows["worth"],
        rows["scheme"].map(SCHEMES),
        theme.PURPLE,
        mode="markers+text",
        text=[formats.money(value, currency) for value in rows["worth"]],
        textposition="top center",
        cliponaxis=False,
        error_x=charts.ends(rows["worth"], rows["worth_low"], rows["worth_high"]),
        customdata=pd.DataFrame(told),
        hovertemplate=charts.hover(
            "<b>%{y}</b>",
            "adds %{text} (%{customdata[0]})",
            "earns %{customdata[1]} in all, with %{customdata[2]}",
        ),
    )
    return figure
