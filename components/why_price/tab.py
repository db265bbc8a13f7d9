"""The tab of Explanation that asks for a bundle and says why it is priced as it is."""

from analytics.pricing.price_book.ranking import ranked
from analytics.pricing.price_book.yearly import PROFIT, yearly
from analytics.runs.results import Results
from components.bundles.bundle_list import whole_book_of
from components.bundles.repricing import priced
from components.shell import choices, display, results
from components.why_price.shown import show_why
from data.store import Shop


def show_why_price(shop: Shop, trained: Results) -> None:
    """Ask for a bundle, the most worth first, and draw why its discounts are what they are."""
    found = priced(shop, trained)
    book = ranked(yearly(found.market, whole_book_of(shop, found)), PROFIT)
    if book.empty:
        display.show_note("The price book is empty, so there is no discount to explain.")
        return
    offers = book.drop_duplicates("offer_id")
    offers = offers.assign(title=[results.bundle_title(found, ids) for ids in offers["product_ids"]])
    offer_id = choices.choose_offer("Bundle", offers, key=f"why-bundle-{shop.name}-{found.run_id}")
    show_why(shop, found, book[book["offer_id"] == offer_id])
