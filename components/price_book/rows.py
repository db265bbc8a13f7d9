"""The price book as page and files show it: with titles, categories, sureness and a year's money."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.pricing.price_book.view import Sureness, sureness
from analytics.pricing.price_book.yearly import yearly
from analytics.runs.results import Results
from components.bundles.bundle_list import whole_book_of
from components.bundles.confidence import sure_rows
from components.shell import results, session, units
from data.store import Shop

LONGEST = 48  # letters of a title in a narrow cell
SURE_WORDS = {
    Sureness.SURE: "Surely a gain",
    Sureness.LIKELY: "Likely a gain",
    Sureness.UNSURE: "Unsure",
    Sureness.NOTHING: "No discount",
}


@dataclass(frozen=True)
class Book:
    """A price book on the page.

    Attributes
    ----------
    rows : one per offer × segment, as of `yearly`, with title, category and sureness
    """

    shop: Shop
    found: Results
    rows: pd.DataFrame

    @property
    def currency(self) -> str:
        """Return the shop's currency."""
        return session.currency_of(self.shop)

    @property
    def unit(self) -> units.MoneyUnit:
        """Return the unit that tells amounts which are a year's already."""
        return units.MoneyUnit(units.Unit.YEAR, 1.0, self.currency)

    @property
    def titles(self) -> dict[str, str]:
        """Return each offer's parts by their whole titles, as files have them."""
        first = self.rows.drop_duplicates("offer_id")
        return dict(zip(first["offer_id"], first["title"], strict=True))

    def short_titles(self, offer_ids: Sequence[str]) -> list[str]:
        """Return titles of offers as narrow cells have room for them."""
        parts = self.rows.drop_duplicates("offer_id").set_index("offer_id")["product_ids"]
        return [results.bundle_title(self.found, parts[offer], LONGEST) for offer in offer_ids]


def book_of(shop: Shop, found: Results) -> Book:
    """Return the price book with the bundles made by hand, as sure as the analyst wants them."""
    rows = yearly(found.market, sure_rows(shop, whole_book_of(shop, found)))
    parts = rows.drop_duplicates("offer_id").set_index("offer_id")["product_ids"]
    categories = dict(zip(found.products["product_id"], found.products["category"], strict=True))
    of_parts = {offer: _joined(categories.get(p) for p in ids) for offer, ids in parts.items()}
    titles = {offer: results.full_bundle_title(found, ids) for offer, ids in parts.items()}
    told = {"title": rows["offer_id"].map(titles), "category": rows["offer_id"].map(of_parts)}
    return Book(shop, found, rows.assign(**told, sureness=sureness(rows)))


def _joined(categories: object) -> str:
    """Return the categories of a bundle's parts, each once."""
    return ", ".join(dict.fromkeys(str(c) for c in categories if not pd.isna(c)))
