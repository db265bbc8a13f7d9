"""The bundles as an answer, a picture and a table in which the analyst picks; one to look at closely."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.pricing.price_book.figures import PROFITS
from analytics.pricing.price_book.ranking import ranked
from analytics.runs.results import Results
from components.bundles.bundle_list import pick, picked_bundles
from components.shell import charts, choices, display, formats, labels, results, session, tables, theme, units
from data.store import Shop

HEIGHT = 353  # px: the table's head and nine bundles
MANY = 12  # bundles; fewer need no search
N_DRAWN = 12
COMPOSITION_COLORS = {"complements": theme.GREEN, "mixed": theme.BLUE, "substitutes": theme.VERMILLION}
SCENARIOS_PAGE = "pages/pricing/scenarios.py"
CHOSEN = "bundle"  # what the scenarios page opens with
COMPOSITION_HELP = (
    "Complements: one in the basket makes the other likelier. Substitutes: the opposite. "
    "Mixed: neither is clear for every pair. Estimated from baskets, not from category names."
)
CHANCE_HELP = "The chance that the bundle at its discount earns more than no bundle"
PROFIT_HELP = "More than without the bundle, at the best discount"
COLUMNS = {
    **tables.OFFER,
    "incremental_profit_per_visit": tables.money("Extra profit", PROFIT_HELP),
    **tables.band("incremental_profit", tables.money, tables.BAND),
    "chance_better": tables.share("How sure", CHANCE_HELP),
    "discount_share": tables.share("Discount", "Mean of the segments' best discounts, by visits"),
    "verdict": tables.text("Verdict"),
    "composition": tables.text("Parts are", COMPOSITION_HELP),
    "lift": tables.number("Lift", "Bought together, compared with chance: 1 is chance"),
    **tables.band("lift", tables.number, tables.BAND, words="Lift"),
    "support": tables.share("Bought together", "Share of visits that buy all parts"),
    "component_price": tables.money("Parts' price"),
    "reason": tables.text("Why"),
    "cost": tables.text("Costs", "Where the parts' costs come from"),
}


def answer(bundles: pd.DataFrame, unit: units.MoneyUnit, n_left_out: int) -> str:
    """Return in one sentence which of the listed bundles earns most; `n_left_out` are too unsure."""
    if bundles.empty:
        return "No bundle is as sure as you ask: lower the slider, or also list bundles that may lose."
    advised = bundles.dropna(subset="incremental_profit_per_visit")
    if advised.empty:
        return "No bundle can be priced yet: every one has a product that did not pass its checks."
    best = unit.told(ranked(advised).head(1), PROFITS).iloc[0]
    profit, low, high = best[list(PROFITS)]
    if profit <= 0:
        return "No bundle earns more than selling the parts alone."
    among = f"Of the {formats.counted(len(advised), 'bundle')} listed here, " if n_left_out else ""
    return (
        f"{among}{best['title']} at {formats.share(best['discount_share'], 0)} off on average earns most: "
        f"{unit.money(profit)} more {unit.words} than without the bundle "
        f"(90 % band {unit.band(low, high)})."
    )


def show_bundles(shop: Shop, found: Results, bundles: pd.DataFrame) -> None:
    """Draw what each bundle earns, and the table in which the analyst picks."""
    unit = units.money_unit(shop, found.market)
    bundles = unit.told(_searched(bundles, shop), PROFITS)
    if bundles["incremental_profit_per_visit"].notna().any():
        display.show_figure(profits_chart(bundles, unit), "bundles")
    choose_picked(shop, found, bundles, unit)


def profits_chart(bundles: pd.DataFrame, unit: units.MoneyUnit) -> go.Figure:
    """Return the bundles that earn most with their 90 % bands, colored by composition, best on top.

    Parameters
    ----------
    bundles : with profits in the unit
    """
    best = bundles.dropna(subset="incremental_profit_per_visit")
    best = best.nlargest(N_DRAWN, "incremental_profit_per_visit").iloc[::-1]
    ids = best["offer_id"].astype(str)
    names = ids + "  " + best["title"].map(lambda title: labels.shortened(title, 46))
    title = "What each bundle earns at its best discount"
    title += f", the best {N_DRAWN}" if len(bundles) > N_DRAWN else ""
    figure = charts.house_figure(title, unit.profit_axis, height=150 + 26 * len(best))
    decimals = unit.decimals(best["incremental_profit_per_visit"].max())
    for composition, rows in best.groupby("composition", sort=False):
        value, low, high = (rows[name] for name in PROFITS)
        told = {
            "title": rows["title"],
            "band": unit.bands(low, high, decimals),
            "discount": [formats.share(share, 0) for share in rows["discount_share"]],
            "lift": rows["lift"],
            "verdict": rows["verdict"],
        }
        charts.add_dots(
            figure,
            value,
            ids[rows.index],
            COMPOSITION_COLORS.get(str(composition), theme.GRAY),
            name=str(composition).capitalize(),
            error_x=charts.ends(value, low, high),
            customdata=pd.DataFrame(told),
            hovertemplate=charts.hover(
                "<b>%{customdata[0]}</b>",
                f"{unit.currency}%{{x:,.{decimals}f}} more {unit.words} (%{{customdata[1]}})",
                "at %{customdata[2]} off on average · bought together %{customdata[3]:.2f} × chance",
                "%{customdata[4]}",
            ),
        )
    figure.update_layout(showlegend=True)
    return charts.name_rows(figure, ids, names, longest=60)


def _searched(bundles: pd.DataFrame, shop: Shop) -> pd.DataFrame:
    """Ask for words of titles or ids where there are many bundles; return those that hold them all."""
    if len(bundles) <= MANY:
        return bundles
    searched = st.text_input("Search", placeholder="Words of a title, or an id", key=f"search-{shop.name}")
    is_found = labels.hold_words(bundles["offer_id"].astype(str) + " " + bundles["title"], searched)
    if searched:
        display.show_note(f"{sum(is_found)} of {formats.counted(len(bundles), 'bundle')}.")
    return bundles[is_found].reset_index(drop=True)


def choose_picked(shop: Shop, found: Results, bundles: pd.DataFrame, unit: units.MoneyUnit) -> None:
    """Ask which bundles to work with; `bundles` has profits in the unit."""
    st.subheader("Pick bundles", anchor=False)
    display.show_note(
        "Tick rows to pick them: they come first on the scenarios page and can be downloaded alone.",
        f"Money is {unit.words}, with the bundle on offer in every visit.",
        results.views_words(found),
    )
    was_picked = list(bundles.index[bundles["is_picked"]])
    table = display.draw_table(
        bundles,
        _columns(bundles, unit),
        unit.currency,
        height=min(35 * len(bundles) + 38, HEIGHT),
        key=f"pick-{shop.name}-{found.run_id}-{hash(tuple(bundles['offer_id']))}",
        on_select="rerun",
        selection_mode="multi-row",
        selection_default={"selection": {"rows": [int(i) for i in was_picked]}},
    )
    whole = [results.full_bundle_title(found, ids) for ids in bundles["product_ids"]]
    display.show_table_download(bundles[list(COLUMNS)].assign(title=whole), "bundles")
    picked = bundles.loc[table.selection.rows]
    if set(picked.index) != set(was_picked):
        elsewhere = picked_bundles(shop) - {frozenset(ids) for ids in bundles["product_ids"]}
        pick(shop, [*elsewhere, *(frozenset(ids) for ids in picked["product_ids"])])


def _columns(bundles: pd.DataFrame, unit: units.MoneyUnit) -> dict[str, tables.Column]:
    """Return the table's columns, profits as fine as the page tells them."""
    decimals = unit.decimals(*bundles[list(PROFITS)].max())
    return COLUMNS | {name: replace(COLUMNS[name], decimals=decimals) for name in PROFITS}


def choose_one(shop: Shop, bundles: pd.DataFrame) -> pd.Series | None:
    """Ask for one bundle to look at closely, with the way to its scenarios; None where there is none."""
    if bundles.empty:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ordered = bundles.sort_values("is_picked", ascending=False, kind="stable")
        offer_id = choices.choose_offer("Bundle to look at", ordered, key=f"try-{shop.name}")
        one = ordered.loc[ordered["offer_id"] == offer_id].iloc[0]
        if st.button("Compare scenarios", type="primary", key="to-scenarios"):
            session.remember(shop, CHOSEN, tuple(one["product_ids"]))
            st.switch_page(SCENARIOS_PAGE)
    return one
