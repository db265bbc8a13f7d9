"""The table of the price book: customer types across, bundles down, filtered, colored, and one to click."""

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from analytics.findings import Verdict
from analytics.pricing.price_book.view import Sureness, by_segment, matching
from analytics.pricing.price_book.yearly import PROFIT, UNITS
from analytics.pricing.scenarios import PER
from analytics.runs.worth import Worth
from components.bundles.table import CHOSEN, SCENARIOS_PAGE
from components.price_book.rows import SURE_WORDS, Book
from components.shell import choices, display, formats, labels, session, tables, theme, units

VERDICT_WORDS = {
    Verdict.PASS: "PASS: the data show it",
    Verdict.WARN: "WARN: with care",
    Verdict.FAIL: "FAIL: withheld",
}
FIGURES = ("discount_share", "bundle_price", UNITS, PROFIT)  # of a cell
MARK = {"background-color": theme.GREEN, "color": "#FFFFFF", "font-weight": "700"}
HEIGHT = 458  # px: the table's head and some 11 bundles


def choose_rows(book: Book) -> pd.DataFrame:
    """Ask for the rows to show, by words, category, verdict and sureness, and in which money."""
    rows = book.rows
    categories = sorted({c for joined in rows["category"].unique() for c in str(joined).split(", ") if c})
    places = st.columns([3, 3, 2, 2, 2], gap="small", vertical_alignment="top")
    with places[0]:
        words = st.text_input("Search", placeholder="A product or a bundle's id", key="book-search")
    with places[1]:
        wanted = st.multiselect("Category", categories, key="book-category", placeholder="All")
    with places[2]:
        verdicts = _choose("Verdict", VERDICT_WORDS, "Whether the data can show it: the checks say so")
    with places[3]:
        sure = _choose("How sure", SURE_WORDS, "What the 90 % band of the gain says: above zero is sure")
    with places[4]:
        units.choose_unit(book.shop)
    offers = rows.drop_duplicates("offer_id")
    is_wanted = labels.hold_words(offers["offer_id"].astype(str) + " " + offers["title"], words)
    if wanted:
        is_wanted &= offers["category"].map(lambda of: not set(wanted).isdisjoint(str(of).split(", ")))
    return matching(rows, verdicts, sure, set(offers.loc[is_wanted, "offer_id"]))


def _choose(label: str, words: dict[str, str], help: str) -> list[str]:
    return choices.choose_several(label, words, help=help, key=f"book-{label}", placeholder="Any")


def show_book(book: Book, rows: pd.DataFrame, worth: Worth) -> None:
    """Draw the rows as a table of bundles × customer types; a click on one leads to its scenarios."""
    n_offers, n_all = rows["offer_id"].nunique(), book.rows["offer_id"].nunique()
    if rows.empty:
        display.show_note("No bundle is like that: take a filter away.")
        return
    unit = units.money_unit(book.shop, book.found.market)
    table = in_unit(rows, unit)
    wide = table_of(book, table, worth, unit)
    chosen = st.dataframe(
        styled(wide, table, worth, is_dark=st.context.theme.type == "dark"),
        column_config=_config(book, wide, unit),
        hide_index=True,
        height=min(35 * (len(wide) + 2) + 3, HEIGHT),
        key=f"price-book-{book.shop.name}-{book.found.run_id}-{len(wide)}",
        on_select="rerun",
        selection_mode="single-row",
        placeholder=formats.MISSING,
    )
    display.show_note(
        f"{formats.count(n_offers)} of {formats.counted(n_all, 'bundle')}, best first; extra sales and "
        f"profit {unit.words}. The box before a row opens its scenarios, a heading sorts. Blue: the more "
        "profit, the stronger; green: the best of its customer type; gray: the 90 % band reaches below zero."
    )
    if chosen.selection.rows:
        offer_id = wide.index[chosen.selection.rows[0]]
        parts = book.rows.loc[book.rows["offer_id"] == offer_id, "product_ids"].iloc[0]
        session.remember(book.shop, CHOSEN, tuple(parts))
        st.switch_page(SCENARIOS_PAGE)


def in_unit(rows: pd.DataFrame, unit: units.MoneyUnit) -> pd.DataFrame:
    """Return rows whose figures are told in this unit; where no discount is advised, there are none."""
    if unit.unit == units.Unit.VISITS:
        of = {PROFIT: "incremental_profit_per_visit", UNITS: "incremental_units_per_visit"}
        rows = rows.assign(**{name: PER * rows[per_visit] for name, per_visit in of.items()})
    is_offered = rows["discount_share"] > 0
    return rows.assign(**{name: rows[name].where(is_offered) for name in FIGURES})


def table_of(book: Book, rows: pd.DataFrame, worth: Worth, unit: units.MoneyUnit) -> pd.DataFrame:
    """Return one row per bundle, its lead columns first, then `FIGURES` of every customer type."""
    segments = list(rows.groupby("segment", sort=False)[PROFIT].sum().sort_values(ascending=False).index)
    wide = by_segment(rows, segments, FIGURES)
    profit = rows[PROFIT]
    if unit.unit == units.Unit.VISITS:  # a mean over the segments' visits, where a year's is a sum
        weight = book.found.market.visit_weight
        share = dict(zip(book.found.audience.segments, weight / weight.sum(), strict=True))
        profit = profit * rows["segment"].map(share).astype(float)
    total = profit.groupby(rows["offer_id"]).sum()
    best = worth.best.groupby("offer_id")["segment"].agg(lambda names: _best_words(list(names), segments))
    titles = zip(wide.index, book.short_titles(wide.index), strict=True)
    lead = pd.DataFrame(
        {
            ("", "title"): [f"{offer}  {title}" for offer, title in titles],
            ("", "total"): total.reindex(wide.index).to_numpy(),
            ("", "best_for"): best.reindex(wide.index).fillna("").to_numpy(),
        },
        index=wide.index,
    )
    return pd.concat([lead, wide], axis=1)


def _best_words(names: list[str], segments: list[str]) -> str:
    return "All types" if len(names) == len(segments) > 1 else ", ".join(names)


def styled(wide: pd.DataFrame, rows: pd.DataFrame, worth: Worth, *, is_dark: bool) -> Styler:
    """Return the table with its profits colored: more is stronger, the best of a customer type marked."""
    css = pd.DataFrame("", index=wide.index, columns=wide.columns)
    most = max(float(rows[PROFIT].max()), 1e-12)
    ink = theme.ON_DARK if is_dark else theme.ON_PALE
    unsure = rows[rows["sureness"].isin([Sureness.UNSURE, Sureness.LIKELY])]
    is_unsure = set(zip(unsure["offer_id"], unsure["segment"], strict=True))
    best = dict(zip(worth.best["segment"], worth.best["offer_id"], strict=True))
    for segment in wide.columns.get_level_values(0).unique().drop(""):
        profit = wide[segment, PROFIT]
        shares = (profit.clip(lower=0).fillna(0) / most).to_numpy() ** 0.5
        colors = theme.cell_color(shares, is_dark=is_dark)
        css[segment, PROFIT] = [
            f"background-color: {color}; color: {ink}" if known else ""
            for color, known in zip(colors, profit.notna(), strict=True)
        ]
        gray = [f"color: {theme.GRAY}" if (offer, segment) in is_unsure else "" for offer in wide.index]
        for name in FIGURES[:-1]:
            css[segment, name] = gray
        if best.get(segment) in wide.index:
            css.loc[best[segment], (segment, PROFIT)] = "; ".join(f"{k}: {v}" for k, v in MARK.items())
    return wide.style.apply(lambda _: css, axis=None)


def _config(book: Book, wide: pd.DataFrame, unit: units.MoneyUnit) -> dict:
    """Return the columns' configuration by place: names repeat from customer type to customer type."""
    decimals = unit.decimals(wide.xs(PROFIT, axis=1, level=1).max().max())
    columns = {
        "title": tables.text("Bundle", width=300),
        "total": tables.money("All types", f"Extra profit {unit.words}", decimals=decimals),
        "best_for": tables.text("Best for", width=110, help="The customer types whose best bundle this is"),
        "discount_share": tables.share("Discount"),
        "bundle_price": tables.money("Price"),
        UNITS: tables.number("Extra sales", f"Units more than without the offer, {unit.words}", decimals=1),
        PROFIT: tables.money("Extra profit", f"More than without the offer, {unit.words}", decimals=decimals),
    }
    places = enumerate(wide.columns.get_level_values(1), 1)  # the hidden index has the first place
    config = {place: columns[name].config(book.currency) for place, name in places}
    config[1]["pinned"] = True
    return config
