"""The answer: what the book is worth, for whom which bundle is best, and at which margins that holds."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.pricing.price_book.view import doubts
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, WEEKS_A_YEAR
from analytics.runs.results import Results
from analytics.runs.worth import (
    MARGINS,
    Worth,
    book_worth,
    is_margin_assumed,
    share_of_profit,
    worth_at_margins,
)
from components.bundles.assumptions import confirm_margin, is_margin_confirmed, save_costs
from components.bundles.repricing import prepare
from components.price_book.rows import Book
from components.shell import choices, display, formats, session, tables
from components.shell.units import FINE_BELOW
from data.store import Shop

RULE = (
    "Best means: most extra profit a year among the bundles that passed their checks, the same on every page "
    "and in every file; equal ones go by their id."
)
READING = (
    "Each customer type is counted with its best bundle alone, so that no gain is counted twice; what the "
    "other bundles would add is left out."
)
MARGIN_COLUMNS = {
    "margin": tables.share("Margin", decimals=0),
    "worth": tables.money("Extra profit a year", decimals=0),
    "discount": tables.share("Typical discount", "Mean of the best bundles' discounts, by visits"),
    "is_own": tables.text(""),
}


DOUBT_COLUMNS = {
    "verdict": tables.text("Verdict"),
    "reason": tables.text("Why"),
    "n_rows": tables.count("Rows"),
}


def require_margin(shop: Shop, found: Results) -> None:
    """Ask for the margin where no file names the costs, and stop the page until it is confirmed."""
    if not is_margin_assumed(found) or is_margin_confirmed(shop, found.config.costs):
        return
    n_unknown, n_all = int(found.products["is_cost_assumed"].sum()), len(found.products)
    with st.form("confirm-margin", width=640):
        st.markdown("**Which margin do you make?**")
        display.show_note(
            f"Your files name no cost for {n_unknown} of {formats.counted(n_all, 'product')}. The discounts "
            "and all that they earn rest on this figure, so it is asked before any profit is shown."
        )
        label = "Margin before any discount (% of price)"
        margin = choices.choose_percent(label, found.config.margin_share, step=1.0, format="%.1f")
        if st.form_submit_button("Use this margin", type="primary", key="confirm-margin-button"):
            _use_margin(shop, found, margin)
    st.stop()


def _use_margin(shop: Shop, found: Results, margin: float | None) -> None:
    costs = found.config.costs
    if margin is not None and margin != costs.margin_share:
        costs = replace(costs, margin_share=margin)
        save_costs(shop, costs)
        prepare(shop, found, costs)
    confirm_margin(shop, costs)
    st.rerun()


def show_headline(book: Book) -> Worth:
    """Draw what the book is worth in one sentence, how that is read, and what all of its rows share."""
    worth = book_worth(replace(book.found, price_book=book.rows))
    display.show_answer(answer(book, worth))
    display.show_note(f"{READING} {RULE}")
    _show_doubts(book)
    return worth


def answer(book: Book, worth: Worth) -> str:
    """Return in one sentence what the book is worth a year, and what it covers."""
    covers = _cover_words(book)
    if worth.best.empty:
        return f"No bundle of this book earns more than its parts sold alone. It covers {covers}."
    return (
        f"This price book is worth {_yearly(worth.profit, book.currency)} more profit a year "
        f"(90 % band {_yearly_band(worth.low, worth.high, book.currency)}), "
        f"{_share_words(book, worth)}. It covers {covers}."
    )


def _share_words(book: Book, worth: Worth) -> str:
    facts = session.mart(book.shop, "overview").iloc[0]
    weeks = (facts["last_at"] - facts["first_at"]) / pd.Timedelta(weeks=1)
    revenue = facts["revenue"] * (1 - (facts["returns_share"] or 0)) / max(weeks, 1) * WEEKS_A_YEAR
    share = share_of_profit(book.found, worth, float(revenue))
    if pd.isna(share):
        return "in a shop whose profit is not known"
    words = "under 0.1 %" if abs(share) < 0.001 else formats.share(share)
    return f"{words} of the shop's profit"


def _cover_words(book: Book) -> str:
    sold = session.mart(book.shop, "products")
    own = sold.loc[sold["product_id"].isin(list(book.found.products["product_id"])), "revenue"].sum()
    share = formats.share(own / max(sold["revenue"].sum(), 1e-12), 0)
    bundles = formats.counted(book.rows["offer_id"].nunique(), "bundle")
    products = formats.counted(len(book.found.products), "product")
    types = formats.counted(book.rows["segment"].nunique(), "customer type")
    return f"{bundles} of {products} ({share} of revenue) for {types}"


def show_best(book: Book, worth: Worth) -> None:
    """Draw the best bundle of each customer type, in a line each."""
    missing = [name for name in book.found.audience.segments if name not in set(worth.best["segment"])]
    lines = [_best_line(row, book.currency) for _, row in worth.best.iterrows()]
    if missing:
        lines.append(f"{formats.escaped(', '.join(missing))}: nothing earns more than the parts alone")
    st.markdown("\n".join(f"- {line}" for line in lines))


def _best_line(row: pd.Series, currency: str) -> str:
    offer = f"{row['title']} at {formats.share(row['discount_share'], 0)} off"
    band = _yearly_band(row[LOW], row[HIGH], currency)
    rest = f" ({row['offer_id']}): {_yearly(row[PROFIT], currency)} more a year, 90 % band {band}"
    return f"{formats.escaped(row['segment'])}: **{formats.escaped(offer)}**{formats.escaped(rest)}"


def _show_doubts(book: Book) -> None:
    """Say once what all rows share; fold away what some do."""
    found, n_rows = doubts(book.rows), len(book.rows)
    if found.empty:
        return
    first = found.iloc[0]
    if first["n_rows"] == n_rows:
        display.show_verdict(first["verdict"], "This holds for every row.", f"{first['reason']}.")
        return
    n_doubted = int(found["n_rows"].sum())
    with st.expander(f"What the checks say against {n_doubted} of {formats.counted(n_rows, 'row')}"):
        columns = {
            "verdict": tables.text("Verdict"),
            "reason": tables.text("Why"),
            "n_rows": tables.count("Rows"),
        }
        display.show_table(found, columns, "price-book-doubts")


def show_margins(book: Book, worth: Worth) -> None:
    """Draw what the book would be worth at other margins, where the margin is assumed."""
    found = book.found
    if not is_margin_assumed(found):
        return
    with st.spinner("Pricing the best bundles at other margins …"):
        key = ("other margins", found.key, tuple(book.rows["offer_id"].unique()))
        figures = session.computed(book.shop, key, lambda: _at_margins(book))
    own = found.config.margin_share
    rows = [(margin, amount, share, "") for margin, amount, share in figures if abs(margin - own) > 1e-9]
    rows = sorted([*rows, (own, worth.profit, _typical_discount(worth), "assumed here")])
    display.show_note(
        "What your margin decides: the headline, were the unknown costs those of another margin."
    )
    columns = MARGIN_COLUMNS
    display.show_table(
        pd.DataFrame(rows, columns=list(columns)), columns, "price-book-margins", book.currency
    )


def _at_margins(book: Book) -> list[tuple[float, float, float]]:
    worths = worth_at_margins(replace(book.found, price_book=book.rows))
    return [(m, w.profit, _typical_discount(w)) for m, w in zip(MARGINS, worths, strict=True)]


def _typical_discount(worth: Worth) -> float:
    visits = worth.best[PROFIT] / worth.best["incremental_profit_per_visit"]
    total = visits.sum()
    return float((visits * worth.best["discount_share"]).sum() / total) if total else float("nan")


def _yearly(value: float, currency: str) -> str:
    return formats.money(value, currency, 0 if abs(value) >= FINE_BELOW else 2)


def _yearly_band(low: float, high: float, currency: str) -> str:
    return formats.band(low, high, currency, 0 if max(abs(low), abs(high)) >= FINE_BELOW else 2)
