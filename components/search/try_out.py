"""The search itself: what is typed, who types it, and the products in order."""

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.recommend.search.results import listed
from analytics.recommend.search.searcher import MOST_CHARACTERS, Found, Searcher
from analytics.recommend.search.terms import words
from analytics.recommend.search.work import load_searcher
from components.search.words import found_words
from components.shell import choices, display, formats, session, tables
from data.privacy.pseudonyms.choice import kept_id
from data.store import Shop

FEW = 5_000  # customers that a box lists; of more, the id is typed
SHOWN = 50
TYPED, EXACTLY = "search-typed", "search-exactly"
COLUMNS = {
    "place": tables.count("Place"),
    "title": tables.text("Product", width=230),
    "category": tables.text("Category", width=120),
    "brand": tables.text("Brand", width=90),
    "score": tables.bar("Fit", "What orders the list: words, meaning and interests by their weights"),
    "by_words": tables.share(
        "Words", "How much it is about the words that were typed (BM25), beside the most that can be"
    ),
    "by_meaning": tables.share("Meaning", "How alike what was typed and the product mean, in any language"),
}
LIKING = {"liking": tables.share("Liked", "How much the customer bought of it, its category and its brand")}
NOBODY = "Nobody in particular"
INTERESTS_HELP = (
    "0 %: as anybody would find it. 100 %: what the customer buys most, of all that fits. It starts where "
    "earlier searches were answered best."
)


def show_search(shop: Shop, directory: Path) -> None:
    """Draw the box to type into, how it may go on, and what is found."""
    with st.spinner("Opening the index"):
        key = "search index", directory.name
        searcher, products = session.held(shop, key, lambda: load_searcher(directory))
    _show_typing(shop, searcher, products)


@st.fragment  # what is typed moves nothing else on the page
def _show_typing(shop: Shop, searcher: Searcher, products: pd.DataFrame) -> None:
    what, who, how = st.columns([4, 2, 3])
    with what:
        typed = _choose_typed()
    with who:
        customer = _choose_customer(shop, searcher)
    with how:
        weight = _choose_weight(searcher, customer is None)
    _show_completions(searcher, typed)
    if not words(typed):
        display.show_note("Type a word: a product, a kind of product, a brand, or what it is for.")
        return
    found = searcher.search(typed, customer, weight)
    if found.is_corrected:
        found = _show_correction(searcher, found, typed, customer, weight)
    _show_found(found, products, customer is not None)


def _choose_typed() -> str:
    hint = "for example milk, or mlik"
    return st.text_input(
        "Search", key=TYPED, max_chars=MOST_CHARACTERS, type="search", live=True, placeholder=hint
    )


def _choose_customer(shop: Shop, searcher: Searcher) -> int | None:
    """Ask who searches; None for nobody in particular."""
    ids = searcher.tastes.customer_ids
    if len(ids) > FEW:
        typed = st.text_input("Who searches", placeholder=NOBODY, key="search-customer")
        place = searcher.tastes.place_of(kept_id(shop, typed)) if typed else None
        if typed and place is None:
            display.show_note("No customer has this id.")
        return place
    told = {None: NOBODY} | dict.fromkeys(ids)
    chosen = choices.choose_code(
        "Who searches", {i: name or i for i, name in told.items()}, key="search-customer"
    )
    return None if chosen is None else searcher.tastes.place_of(chosen)


def _choose_weight(searcher: Searcher, is_nobody: bool) -> float:
    label, key = "Interests count", "search-interests"
    start = searcher.interest_weight
    return choices.choose_share(label, (0, 100), start, 5, key=key, help=INTERESTS_HELP, disabled=is_nobody)


def _show_completions(searcher: Searcher, typed: str) -> None:
    """Draw how what is typed may go on, each a button that types it."""
    going_on = searcher.completions(typed) if typed else []
    with st.container(horizontal=True):
        for n, text in enumerate(going_on):
            label = formats.escaped(text)
            st.button(label, key=f"search-on-{n}", on_click=partial(_type, text))


def _type(text: str) -> None:
    """Type for the analyst: the box is drawn after it."""
    st.session_state[TYPED] = text


def _show_correction(
    searcher: Searcher, found: Found, typed: str, customer: int | None, weight: float
) -> Found:
    """Say how what was typed is read; return what is found exactly where the analyst wants that."""
    display.show_note(
        f"Did you mean “{found.read_as}”? That is searched for, as no product has a word that you typed."
    )
    if st.toggle("Search for exactly what I typed", key=EXACTLY):
        return searcher.search(typed, customer, weight, is_forgiving=False)
    return found


def _show_found(found: Found, products: pd.DataFrame, is_personal: bool) -> None:
    rows = listed(found, products, SHOWN)
    display.show_note(found_words(len(found.product), len(rows), found.n_with_words))
    if len(rows):
        columns = COLUMNS | (LIKING if is_personal else {})
        named = rows.assign(title=rows["title"].where(rows["title"] != "", rows["product_id"]))
        display.show_table(named, columns, "search-results")
