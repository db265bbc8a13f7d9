"""How else a bundle could be sold: parts alone, by number, bundle only, all prices free, side by side."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.selling.modes import SellingMode
from analytics.pricing.selling.study import Study, study_offer
from analytics.runs.results import Results
from components.shell import charts, display, formats, session, tables, theme, units
from data.store import Shop

AMOUNTS = ("profit", "extra_profit", "extra_low", "extra_high", "surplus")
WORDS = {  # what each way is called, and what it means
    SellingMode.TODAY: ("Parts only, today's prices", "As it is without the bundle"),
    SellingMode.COMPONENTS: (
        "Parts only, best prices",
        "Each part at the price that earns most, and no bundle",
    ),
    SellingMode.BY_SIZE: (
        "Discount by number of parts",
        "Bundle-size pricing: so much off for one part, for two, for more, whichever they are",
    ),
    SellingMode.BUNDLE: ("Parts and a bundle", "Parts keep today's prices; one bundle price for everyone"),
    SellingMode.BUNDLE_BY_SEGMENT: (
        "Parts and a bundle, per segment",
        "The same with a bundle price for each segment: what the price book advises",
    ),
    SellingMode.BUNDLE_BY_CUSTOMER: (
        "Parts and a bundle, per customer",
        "The same with a bundle price for each customer, from what is known before the visit",
    ),
    SellingMode.PURE: ("Bundle only", "Pure bundling: all parts together or none"),
    SellingMode.MIXED: (
        "Parts and bundle, all prices free",
        "Mixed bundling at its best: part prices and discounts on two parts and more, all at what earns most",
    ),
}
LABELS = {mode: label for mode, (label, _) in WORDS.items()}
COLORS = {
    SellingMode.MIXED: theme.GREEN,
    SellingMode.BUNDLE_BY_SEGMENT: theme.PURPLE,
    SellingMode.BUNDLE_BY_CUSTOMER: theme.PURPLE,
}
FAIR = (
    "Every way keeps the limit on what groups pay: prices per segment by how groups spread over segments, "
    "prices per customer or price group by never lying further apart than the limit."
)
SHOWN_LOSS = 1.2  # times the largest gain: a longer bar to the left would hide all differences


def study_of(shop: Shop, found: Results, bundle: pd.Series) -> Study:
    """Return a bundle sold in every way, computed once per run, costs and limits."""
    parts = found.audience.positions(bundle["product_ids"])
    highest = found.products["price_high"].to_numpy(float)
    key = ("ways to sell", found.key, tuple(parts))
    with st.spinner("Trying other ways to sell it …"):
        return session.computed(shop, key, lambda: study_offer(found.market, parts, highest))


def show_modes(shop: Shop, found: Results, bundle: pd.Series) -> None:
    """Draw what each way of selling the bundle's parts earns."""
    if bundle["verdict"] == "FAIL":
        display.show_note(f"That cannot be said yet: {bundle['reason']}.")
        return
    unit = units.money_unit(shop, found.market)
    table = in_words(study_of(shop, found, bundle).modes, unit)
    display.show_answer(sentence(table, unit))
    shown = table.assign(mode=table["mode"].map(LABELS))
    columns = columns_of(unit, unit.decimals(table["extra_high"].max()))
    display.show_chart(modes_chart(table, unit), shown, columns, "ways-to-sell", unit.currency)
    if found.market.fair_limit is not None:
        display.show_note(FAIR)
    display.show_note(
        f"Profit of the parts {unit.words}, with what other products gain or lose, against parts alone "
        "at today's prices. Prices stay within those that your data have seen. They are chosen by one half "
        "of the model's members and valued by the other, so ways with many prices are not flattered; the "
        "figures can differ a little from the price book's. Bands span two readings of how visitors weigh a "
        "bundle."
    )


def columns_of(unit: units.MoneyUnit, decimals: int) -> dict[str, tables.Column]:
    """Return the columns of the table of all ways."""
    told, fine = unit.words.capitalize(), {"decimals": decimals}
    surplus = f"{told}, in money: what better prices and choices are worth to them"
    reached = f"Profit ÷ profit of “{LABELS[SellingMode.MIXED]}”"
    return {
        "mode": tables.text("Sold as"),
        "extra_profit": tables.money(
            "Extra profit", f"{told}, against parts alone at today's prices", **fine
        ),
        **tables.band("extra", tables.money, tables.BAND, **fine),
        "share_of_optimum": tables.share("Of the optimum", reached),
        "profit": tables.money("Profit", f"{told}, of the parts", **fine),
        "surplus": tables.money("Customers gain", surplus, **fine),
        "bundle_price": tables.money("All parts cost"),
        "part_prices": tables.text("Parts cost"),
        "meaning": tables.text("What it is"),
    }


def in_words(modes: pd.DataFrame, unit: units.MoneyUnit) -> pd.DataFrame:
    """Return the ways of selling with money in a unit, prices as text, and what each way means."""
    parts = [
        formats.MISSING if pd.isna(prices[0]) else " + ".join(formats.money(p, unit.currency) for p in prices)
        for prices in modes["part_prices"]
    ]
    meanings = [WORDS[mode][1] for mode in modes["mode"]]
    return unit.told(modes, AMOUNTS).assign(meaning=meanings, part_prices=parts)


def sentence(table: pd.DataFrame, unit: units.MoneyUnit) -> str:
    """Return in words what a bundle earns, and what could be earned with its parts at most."""
    rows = table.set_index("mode")
    if max(rows["extra_profit"]) <= 0:
        return "No other way to sell these earns more than the parts alone at today's prices."
    told = rows[["profit", "extra_profit"]].map(unit.money)
    bundle, best = rows.loc[SellingMode.BUNDLE], told.loc[SellingMode.MIXED]
    bundle_told = told.loc[SellingMode.BUNDLE]
    words = (
        f"A bundle beside today's part prices earns {bundle_told['extra_profit']} more {unit.words} "
        f"than the parts alone (90 % band {unit.band(bundle['extra_low'], bundle['extra_high'])}). "
        "Its whole profit is "
        f"{bundle_told['profit']}; the best prices of parts and bundle, chosen together, would earn "
    )
    if bundle["profit"] >= rows.loc[SellingMode.MIXED, "profit"]:
        words += f"no more ({best['profit']})"
    else:
        reached = formats.share(bundle["share_of_optimum"], 0)
        words += f"{best['profit']}, of which that is {reached}, and {best['extra_profit']} more than today"
    if rows.loc[SellingMode.COMPONENTS, "extra_profit"] > bundle["extra_profit"]:
        more = told.loc[SellingMode.COMPONENTS, "extra_profit"]
        words += f". Better prices of the parts alone would earn {more} more than today"
    return f"{words}."


def modes_chart(table: pd.DataFrame, unit: units.MoneyUnit) -> go.Figure:
    """Return one bar per way of selling with its 90 % band; a loss far beyond the gains is cut."""
    rows = table.iloc[::-1]
    title = "What each way of selling earns beyond parts alone at today's prices"
    figure = charts.house_figure(title, unit.profit_axis, height=150 + 34 * len(rows))
    optimum = unit.money(table.set_index("mode").loc[SellingMode.MIXED, "profit"])
    most = max(float(rows["extra_high"].max()), 1e-9)
    floor = max(min(float(rows["extra_low"].min()), -0.15 * most), -SHOWN_LOSS * most)
    names = rows["mode"].map(LABELS)
    value, is_cut = rows["extra_profit"].clip(lower=floor), rows["extra_profit"] < floor
    gains = [unit.money(gain) for gain in rows["extra_profit"]]
    told = {
        "gain": gains,
        "band": unit.bands(rows["extra_low"], rows["extra_high"], unit.decimals(most)),
        "reached": [
            f"{unit.money(whole)} in all, {formats.share(share, 0)} of {optimum}"
            for whole, share in zip(rows["profit"], rows["share_of_optimum"], strict=True)
        ],
        "meaning": rows["meaning"],
    }
    high = rows["extra_high"].mask(is_cut, value)
    low = rows["extra_low"].clip(lower=floor).mask(is_cut, value)
    charts.add_bars(
        figure,
        value,
        names,
        [COLORS.get(mode, theme.BLUE) for mode in rows["mode"]],
        error_x=charts.ends(value, low, high, thickness=1.5, width=3, color=theme.AXIS_GRAY),
        customdata=pd.DataFrame(told),
        hovertemplate=charts.hover(
            "<b>%{y}</b>",
            f"%{{customdata[0]}} more {unit.words} (%{{customdata[1]}})",
            "%{customdata[2]} with the best prices of all",
            "%{customdata[3]}",
        ),
    )
    figure.add_scatter(  # at the right of bar and band, where neither hides it
        x=rows["extra_high"].clip(lower=0),
        y=names,
        mode="text",
        text=[
            f"\N{EN SPACE}{gain}{', beyond the left edge' if cut else ''}"
            for gain, cut in zip(gains, is_cut, strict=True)
        ],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
    )
    return figure.update_xaxes(range=[floor, most * 1.3])
