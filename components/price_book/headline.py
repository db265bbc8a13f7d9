"""The answer: what the book is worth, for whom which bundle is best, and at which margins that holds."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics.pricing.price_book.view import doubts
from analytics.pricing.price_book.yearly import PROFIT, WEEKS_A_YEAR
from analytics.runs.worth import Worth, book_worth, share_of_profit
from components.price_book.rows import Book
from components.shell import display, formats, results, session, tables

RULE = (
    "Best means: most extra profit a year among the bundles that passed their checks, the same on every page "
    "and in every file; equal ones go by their id."
)
LONGEST = 75  # letters of a bundle's title in a line of its own
DOUBT_COLUMNS = {
    "verdict": tables.text("Verdict"),
    "reason": tables.text("Why"),
    "n_rows": tables.count("Rows"),
}


def reading(worth: Worth) -> str:
    """Return how the book's worth is counted."""
    if worth.offers_per_visit == 1:
        return (
            "Each customer type is counted with its best bundle alone, so that no gain is counted twice; "
            "what the other bundles would add is left out."
        )
    return (
        f"Each visit is counted with at most {worth.offers_per_visit} bundles that share no product, so that "
        "no gain is counted twice, and less the luck of having chosen the best looking ones."
    )


def show_headline(book: Book) -> Worth:
    """Draw what the book is worth in one sentence, how that is read, and what all of its rows share."""
    worth = book_worth(replace(book.found, price_book=book.rows))
    display.show_answer(answer(book, worth))
    shared = doubts(book.rows)
    if len(shared) and shared["n_rows"].iloc[0] == len(book.rows):
        display.show_verdict(shared["verdict"].iloc[0], "For every row:", f"{shared['reason'].iloc[0]}.")
    return worth


def answer(book: Book, worth: Worth) -> str:
    """Return in one sentence what the book is worth a year, and what it covers."""
    covers, band = _cover_words(book), book.unit.band(worth.low, worth.high)
    if worth.best.empty:
        return f"No bundle of this book earns more than its parts sold alone. It covers {covers}."
    if worth.profit <= 0:
        return (
            "Less the luck of having chosen the best looking bundles, this price book promises no extra "
            f"profit (90 % band {band} a year). "
            f"It covers {covers}."
        )
    return (
        f"This price book is worth {book.unit.money(worth.profit)} more profit a year (90 % band {band}), "
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
    lines = [_best_line(book, row) for _, row in worth.best.iterrows()]
    if missing:
        lines.append(f"{formats.escaped(', '.join(missing))}: nothing earns more than the parts alone")
    if not worth.best.empty:
        display.show_note("The best bundle of each customer type, with what it promises by itself:")
    st.markdown("\n".join(f"- :small[{line}]" for line in lines))


def _best_line(book: Book, row: pd.Series) -> str:
    title = results.bundle_title(book.found, row["product_ids"], LONGEST)
    offer = f"{title} at {formats.share(row['discount_share'], 0)} off"
    rest = f", {book.unit.money(row[PROFIT])} a year ({row['offer_id']})"
    return f"{formats.escaped(row['segment'])}: **{formats.escaped(offer)}**{formats.escaped(rest)}"


def show_doubts(book: Book, worth: Worth) -> None:
    """Draw the rule of the ranking and, folded away, each reason against some rows."""
    display.show_note(f"{RULE} {reading(worth)}")
    found, n_rows = doubts(book.rows), len(book.rows)
    if found.empty or found["n_rows"].iloc[0] == n_rows:
        return
    n_doubted = formats.count(found["n_rows"].sum())
    with st.expander(f"What the checks say against {n_doubted} of {formats.counted(n_rows, 'row')}"):
        display.show_table(found, DOUBT_COLUMNS, "price-book-doubts")
