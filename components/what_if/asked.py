"""Which prediction is asked again: one of the held-out visits that the run took apart."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.evidence.explained import Explained
from analytics.runs.results import Results
from analytics.runs.what_if.visits import AskedVisits, read_asked_visits
from components.shell import choices, display, formats, jobs, results, session
from data.schema import InputError
from data.store import Shop

NOTE = (
    "Asked of the model that prices rest on. It has since learned from these visits too, so its scores "
    "differ a little from those of the other tabs, which come from a twin that has not seen them."
)


@dataclass(frozen=True)
class Asked:
    """One prediction of a shop, ready to be asked again.

    Attributes
    ----------
    cell : its place among the visits' cells
    row : of the run's explanation: customer_id, product_id, visited_at, price, score
    """

    shop: Shop
    found: Results
    visits: AskedVisits
    cell: int
    row: pd.Series

    @property
    def currency(self) -> str:
        """Return the sign of the shop's amounts."""
        return session.currency_of(self.shop)

    @property
    def titles(self) -> dict[str, str]:
        """Return the products by title."""
        return results.product_labels(self.found)

    @property
    def key(self) -> str:
        """Return what tells this prediction from others, for widgets."""
        return f"{self.shop.name}-{self.found.run_id}-{self.cell}"


def choose_asked(
    shop: Shop, found: Results, explained: Explained, part: str, *, is_rising: bool = False
) -> Asked | None:
    """Ask for a prediction; None, with a sentence, where none can be asked again.

    Parameters
    ----------
    part : of the page that asks, for its widgets
    is_rising : whether those least likely to buy come first
    """
    visits = _visits(shop, found)
    rows = explained.rows
    if visits is not None and len(visits.explained) == len(rows):
        rows = rows.assign(cell=visits.explained)[lambda of: of["cell"] >= 0]
    if visits is None or "cell" not in rows or rows.empty:
        display.show_note("These predictions cannot be asked again. Train again to change that.")
        return None
    titles, key = results.product_labels(found), f"{part}-{shop.name}-{found.run_id}"
    known = {product: titles.get(product, product) for product in rows["product_id"].unique()}
    words = dict(sorted(known.items(), key=lambda item: (item[1], item[0])))
    with st.container(horizontal=True):
        product = choices.choose_code("Product", words, width=360, key=f"product-{key}")
        own = rows[rows["product_id"] == product].sort_values("score", ascending=is_rising)
        labels = {place: _label(row) for place, row in own.iterrows()}
        chosen = own.loc[
            choices.choose_code("Customer and visit", labels, width=420, key=f"row-{key}-{product}")
        ]
    display.show_note(NOTE)
    return Asked(shop, found, visits, int(chosen["cell"]), chosen)


def _visits(shop: Shop, found: Results) -> AskedVisits | None:
    directory = jobs.run_directory(shop, found.run_id)
    try:
        with st.spinner("Reading the model and these visits …"):
            return session.held(
                shop, ("asked visits", found.key), lambda: read_asked_visits(directory, found)
            )
    except InputError as error:
        st.warning(formats.escaped(str(error)))
        return None


def _label(row: pd.Series) -> str:
    return f"Customer {row['customer_id']} · {formats.day(row['visited_at'])} · {formats.share(row['score'])}"
