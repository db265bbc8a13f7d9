"""How else a bundle could be sold: parts alone, by number, bundle only, all prices free, side by side."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.selling.modes import SellingMode
from components.bundles.table import PER
from components.shell import display, formats, session, theme
from data.store import Shop

if TYPE_CHECKING:
    from analytics.pricing.selling.study import Study
    from analytics.runs.results import Results

MONEY = ("profit", "extra_profit", "extra_low", "extra_high", "surplus")
WORDS = {  # mode: what it is called, and what it is
    SellingMode.TODAY: ("Parts only, today's prices", "As it is without the bundle"),
    SellingMode.COMPONENTS: (
        "Parts only, best prices",
        "Each part at the price that earns most, and no bundle",
    ),
    SellingMode.BY_SIZE: (
        "Discount by number of parts",
        "Bundle-size pricing: so much off for one part, for two, for more, whichever they are",
    ),
    SellingMode.BUNDLE: (
        "Parts and a bundle",
        "Parts keep today's prices; one bundle price for everyone",
    ),
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
_SHOWN_LOSS = 1.2  # times the largest gain: a longer bar to the left would hide all differences


def study_of(shop: Shop, found: "Results", bundle: pd.Series) -> "Study":
    """Return a bundle sold in every way, computed once per run, costs and limits."""
    from analytics.pricing.selling.study import study_offer

    parts = found.audience.positions(bundle["product_ids"])
    highest = found.products["price_high"].to_numpy(float)
    with st.spinner("Trying other ways to sell it …"):
        return session.computed(
            shop,
            ("ways to sell", found.key, tuple(parts)),
            lambda: study_offer(found.market, parts, highest),
        )


def show_modes(shop: Shop, found: "Results", bundle: pd.Series) -> None:
    """Draw what each way of selling the bundle's parts earns."""
    st.subheader("How else could these be sold?", anchor=False)
    if bundle["verdict"] == "FAIL":
        display.show_note(f"That cannot be said yet: {bundle['reason']}.")
        return
    currency = shop.setting("currency", "")
    table = in_words(study_of(shop, found, bundle).modes, currency)
    display.show_answer(sentence(table, currency))
    shown = table.assign(mode=table["mode"].map(LABELS))
    display.show_chart(modes_chart(table, currency), shown, _columns(currency), "ways-to-sell")
    display.show_note(
        f"Profit of the parts per {PER:,} visits, with what other products gain or lose, against parts alone "
        "at today's prices. Prices stay within those that your data have seen. They are chosen by one half "
        "of the model's members and valued by the other, so ways with many prices are not flattered; the "
        "figures can differ a little from the price book's. Bands span two readings of how visitors weigh a "
        "bundle."
    )


def in_words(modes: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Return the ways of selling with money per `PER` visits, prices as text, and what each way means."""
    parts = [
        formats.MISSING if pd.isna(prices[0]) else " + ".join(formats.money(p, currency) for p in prices)
        for prices in modes["part_prices"]
    ]
    scaled = {name: PER * modes[name] for name in MONEY}
    return modes.assign(part_prices=parts, meaning=[WORDS[mode][1] for mode in modes["mode"]], **scaled)


def sentence(table: pd.DataFrame, currency: str) -> str:
    """Return in words what a bundle earns, and what could be earned with its parts at most."""
    rows = table.set_index("mode")
    best, bundle = rows.loc[SellingMode.MIXED], rows.loc[SellingMode.BUNDLE]
    if max(rows["extra_profit"]) <= 0:
        return "No other way to sell these earns more than the parts alone at today's prices."

    def money(way: pd.Series, name: str) -> str:
        return formats.money(way[name], currency)

    words = (
        f"A bundle beside today's part prices earns {money(bundle, 'extra_profit')} more per {PER:,} visits "
        f"than the parts alone (90 % band "
        f"{formats.band(bundle['extra_low'], bundle['extra_high'], currency)}). Its whole profit is "
        f"{money(bundle, 'profit')}; the best prices of parts and bundle, chosen together, would earn "
    )
    if bundle["profit"] >= best["profit"]:
        words += f"no more ({money(best, 'profit')})"
    else:
        reached = formats.share(bundle["share_of_optimum"], 0)
        words += (
            f"{money(best, 'profit')}, of which that is {reached}, and "
            f"{money(best, 'extra_profit')} more than today"
        )
    parts = rows.loc[SellingMode.COMPONENTS]
    if parts["extra_profit"] > bundle["extra_profit"]:
        words += (
            f". Better prices of the parts alone would earn {money(parts, 'extra_profit')} more than today"
        )
    return f"{words}."


def modes_chart(table: pd.DataFrame, currency: str) -> go.Figure:
    """Return one bar per way of selling with its 90 % band; a loss far beyond the gains is cut."""
    rows = table.iloc[::-1]
    figure = theme.house_figure(
        "What each way of selling earns beyond parts alone at today's prices",
        f"Extra profit per {PER:,} visits{f' [{currency}]' if currency else ''}, with 90 % band",
        height=150 + 34 * len(rows),
    )
    optimum = formats.money(table.set_index("mode").loc[SellingMode.MIXED, "profit"], currency)
    most = max(float(rows["extra_high"].max()), 1e-9)
    floor = max(min(float(rows["extra_low"].min()), -0.15 * most), -_SHOWN_LOSS * most)
    value, labels = rows["extra_profit"].clip(lower=floor), rows["mode"].map(LABELS)
    is_cut = rows["extra_profit"] < floor
    figure.add_bar(
        x=value,
        y=labels,
        orientation="h",
        marker_color=[COLORS.get(mode, theme.BLUE) for mode in rows["mode"]],
        error_x={
            "array": (rows["extra_high"] - value).where(~is_cut, 0),
            "arrayminus": (value - rows["extra_low"]).where(~is_cut, 0).clip(upper=value - floor),
            "thickness": 1.5,
            "width": 3,
            "color": theme.AXIS_GRAY,
        },
        customdata=rows.assign(
            band=[
                formats.band(*ends, currency)
                for ends in zip(rows["extra_low"], rows["extra_high"], strict=True)
            ],
            gain=[formats.money(v, currency) for v in rows["extra_profit"]],
            reached=[
                f"{formats.money(whole, currency)} in all, {formats.share(share, 0)} of {optimum}"
                for whole, share in zip(rows["profit"], rows["share_of_optimum"], strict=True)
            ],
        )[["gain", "band", "reached", "meaning"]],
        hovertemplate=theme.hover(
            "<b>%{y}</b>",
            f"%{{customdata[0]}} more per {PER:,} visits (%{{customdata[1]}})",
            "%{customdata[2]} with the best prices of all",
            "%{customdata[3]}",
        ),
    )
    gains = [formats.money(value, currency) for value in rows["extra_profit"]]
    figure.add_scatter(  # at the right of bar and band, where neither hides it
        x=rows["extra_high"].clip(lower=0),
        y=labels,
        mode="text",
        text=[
            f"\N{EN SPACE}{gain}{', beyond the left edge' if cut else ''}"
            for gain, cut in zip(gains, is_cut, strict=True)
        ],
        textposition="middle right",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_xaxes(range=[floor, most * 1.3])
    return figure


def _columns(currency: str) -> dict[str, Any]:
    return {
        "mode": formats.text_column("Sold as"),
        "extra_profit": formats.money_column(
            "Extra profit", currency, help=f"Per {PER:,} visits, against parts alone at today's prices"
        ),
        "extra_low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "extra_high": formats.money_column("To", currency, help=formats.BAND_HELP),
        "share_of_optimum": formats.share_column(
            "Of the optimum", help=f"Profit ÷ profit of “{LABELS[SellingMode.MIXED]}”"
        ),
        "profit": formats.money_column("Profit", currency, help=f"Of the parts, per {PER:,} visits"),
        "surplus": formats.money_column(
            "Customers gain",
            currency,
            help=f"In money, per {PER:,} visits: what better prices and choices are worth to them",
        ),
        "bundle_price": formats.money_column("All parts cost", currency),
        "part_prices": formats.text_column("Parts cost"),
        "meaning": formats.text_column("What it is"),
    }
