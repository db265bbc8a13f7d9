"""What products are called, on every page: the one home of their labels."""

import pandas as pd

SHORT_ID = 6  # last letters of an id: the first ones are often those of a country or a maker


def unique_titles(products: pd.DataFrame) -> dict[str, str]:
    """Return product id → title; one without is called by its category and the end of its id.

    Where several products would share a label, each has its whole id beside it.

    Parameters
    ----------
    products : product_id, title and, where known, category
    """
    ids = products["product_id"].astype(str)
    titles = products["title"].fillna("").astype(str).str.strip()
    category = products.get("category", pd.Series("", products.index)).fillna("").astype(str).str.strip()
    short = ids.where(ids.str.len() <= SHORT_ID + 2, "…" + ids.str[-SHORT_ID:])
    called = titles.where(titles != "", (category + " " + short).where(category != "", ids))
    is_shared = called.duplicated(keep=False)
    bare = titles.where(titles != "", category)
    labels = called.where(~is_shared, bare + " (" + ids + ")")
    return dict(zip(products["product_id"], labels, strict=True))


def hold_words(told: pd.Series, searched: str) -> "pd.Series[bool]":
    """Return which texts hold every word that is searched, in any case."""
    words = searched.casefold().split()
    return told.str.casefold().map(lambda text: all(word in text for word in words)).astype(bool)


def shortened(title: str, longest: int) -> str:
    """Return the title, its middle left out where it is longer: the end may tell two products apart."""
    if len(title) <= longest:
        return title
    head = (longest - 1) * 2 // 3
    return f"{title[:head].rstrip()}…{title[len(title) - (longest - 1 - head) :].lstrip()}"
