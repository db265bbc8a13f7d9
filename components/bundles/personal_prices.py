"""What personal prices are worth, by how fine they are, and who pays more or less by them."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.selling.modes import PriceScheme
from analytics.runs.results import Results
from components.bundles.sales_modes import study_of
from components.bundles.who_pays import SCHEMES, show_payers
from components.shell import charts, display, formats, tables, theme, units
from data.store import Shop

NEARLY = 0.95  # of the most that any prices add
AMOUNTS = ("extra_profit", "extra_low", "extra_high", "worth", "worth_low", "worth_high", "surplus")


def show_worth(shop: Shop, found: Results, bundle: pd.Series) -> None:
    """Draw what finer prices add to the best single price of a bundle, and who pays for it."""
    if bundle["verdict"] == "FAIL":
        display.show_note(f"That cannot be said yet: {bundle['reason']}.")
        return
    unit = units.money_unit(shop, found.market)
    study = study_of(shop, found, bundle)
    worth = unit.told(study.schemes, AMOUNTS)
    shown = worth.assign(scheme=worth["scheme"].map(SCHEMES))
    display.show_answer(sentence(worth, unit))
    columns = columns_of(unit, unit.decimals(worth["extra_high"].max()))
    display.show_chart(worth_chart(worth, unit), shown, columns, "personal-prices", unit.currency)
    with st.expander("Who pays more, and who pays less"):
        show_payers(study, found.market, unit, f"{shop.name}-{found.run_id}")
    display.show_note(
        "A price per customer and price groups rest on what is known before the visit, not on what is in the "
        "basket. In the European Union shoppers have to be told when a price was made for them by automated "
        "means (Directive 2011/83/EU, Article 6(1)(ea))."
    )


def columns_of(unit: units.MoneyUnit, decimals: int) -> dict[str, tables.Column]:
    """Return the columns of the table of price schemes."""
    told, fine = unit.words.capitalize(), {"decimals": decimals}
    return {
        "scheme": tables.text("Prices"),
        "worth": tables.money("Adds", f"{told}, to the best single price", **fine),
        **tables.band("worth", tables.money, tables.BAND, **fine),
        "extra_profit": tables.money("Extra profit", f"{told}, against no bundle", **fine),
        **tables.band("extra", tables.money, tables.BAND, words="Profit", **fine),
        "n_prices": tables.count("Prices in use", "Different prices, that of the parts included"),
        "surplus": tables.money("Customers gain", f"{told}, in money, against no bundle", **fine),
    }


def sentence(worth: pd.DataFrame, unit: units.MoneyUnit) -> str:
    """Return in one sentence what the finest and the usual personal prices add to one price for all."""
    rows = worth.set_index("scheme")
    sure = rows[rows["worth_low"] > 0]
    if sure.empty:
        most = unit.money(max(float(rows["worth_high"].max()), 0.0))
        return (
            "One price for all is enough here: finer prices are not surely worth anything, at most "
            f"{most} more {unit.words}."
        )
    # the coarsest of those that come near the most: more prices for hardly more profit are no advice
    best = sure[sure["worth"] >= NEARLY * sure["worth"].max()].iloc[0]
    segments = unit.money(rows.loc[PriceScheme.SEGMENTS, "worth"])
    other = "" if best.name == PriceScheme.SEGMENTS else f" A price per segment adds {segments}."
    earned = rows.loc[PriceScheme.ONE, "extra_profit"]
    share = formats.share(best["worth"] / earned, 0) if earned > 0 else ""
    more = f", {share} on top of what the bundle earns at one price" if share else ""
    band = unit.band(best["worth_low"], best["worth_high"])
    return (
        f"{SCHEMES[best.name]} would add {unit.money(best['worth'])} {unit.words} to the best "
        f"single price (90 % band {band}){more}.{other}"
    )


def worth_chart(worth: pd.DataFrame, unit: units.MoneyUnit) -> go.Figure:
    """Return what each scheme adds to one price for all, with its 90 % band, coarsest on top."""
    rows = worth.iloc[::-1]
    title = "What finer prices add to the best single price"
    figure = charts.house_figure(title, unit.profit_axis, height=150 + 30 * len(rows))
    figure.add_vline(x=0, line_width=1, line_color=theme.GRAY)
    decimals = unit.decimals(rows["worth_high"].max())
    told = {
        "band": unit.bands(rows["worth_low"], rows["worth_high"], decimals),
        "extra": [unit.money(value) for value in rows["extra_profit"]],
        "n": [formats.counted(n, "price") for n in rows["n_prices"]],
    }
    charts.add_dots(
        figure,
        rows["worth"],
        rows["scheme"].map(SCHEMES),
        theme.PURPLE,
        mode="markers+text",
        text=[formats.money(value, unit.currency, decimals) for value in rows["worth"]],
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
