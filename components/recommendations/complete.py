"""A bundle completed: from some products, or an offer, to the products that go with them, and why."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.completion_words import CLUE_WORDS, COMPLETION_WORDS, judged_words
from analytics.recommend.bundles.completion import Clue
from analytics.recommend.bundles.judged_completion import CompletionMethod
from analytics.recommend.bundles.shop_completion import ShopCompletion
from analytics.recommend.files import COMPLETION, OFFERS, PRODUCTS
from analytics.recommend.work import completion
from components.shell import choices, display, labels, session, tables
from data.store import Shop

MOST_PARTS = 5
NO_OFFER = "Products of my choice"
SCORE_HELP = "How much all clues together say for it, in standard deviations, as later baskets weigh them"
COLUMNS = {
    "place": tables.count("Place"),
    **tables.PRODUCT,
    "category": tables.text("Category", width=130),
    "score": tables.number("Score", SCORE_HELP),
    "why": tables.text("Above all because", "The clue that says most for it", width=200),
}
JUDGED_COLUMNS = {
    "name": tables.text("By"),
    "n_left_out": tables.count("Products left out", "Of later baskets, one at a time"),
    "recall": tables.share("Among the first ten"),
    **tables.band("recall", tables.share),
    "ndcg": tables.number("NDCG@10", "As the share, places further up counting more; 1 is perfect", 3),
}


def show_complete(shop: Shop, directory: Path) -> None:
    """Draw the choice of a bundle's products, what completes them, and how well that is done."""
    with st.spinner("Learning what goes together"):
        key = ("completion of bundles", directory.name)
        found: ShopCompletion = session.held(shop, key, lambda: completion(directory))
    products = session.held(shop, ("recommended products", directory.name), lambda: PRODUCTS.read(directory))
    titles = labels.unique_titles(products)
    parts = _choose_parts(found, titles, OFFERS.read(directory))
    if parts:
        about = products.set_index("product_id")
        table = found.complete(parts)
        told = table.assign(
            title=table["product_id"].map(titles),
            category=about["category"].reindex(table["product_id"]).to_numpy(),
            why=[CLUE_WORDS[Clue(code)] for code in table["clue"]],
        )
        display.show_table(told, COLUMNS, "bundle-completed")
    else:
        display.show_note("Choose the products that the bundle has: what completes it is ranked here.")
    _show_judged(COMPLETION.read(directory))


def _choose_parts(found: ShopCompletion, titles: dict[str, str], offers: pd.DataFrame) -> list[str]:
    """Ask for an offer, where there are some, or for products."""
    if len(offers):
        names = offers["name"].where(offers["name"].notna(), offers["offer_id"])
        words = {"": NO_OFFER, **dict(zip(offers["offer_id"], names, strict=True))}
        offer = choices.choose_code("Bundle", words, key="offer-to-complete", ask=st.selectbox)
        if offer:
            return [str(part) for part in offers.set_index("offer_id").loc[offer, "product_ids"]]
    words = {str(product): titles[str(product)] for product in found.product_ids}
    return choices.choose_several("It has", words, key="parts-to-complete", max_selections=MOST_PARTS)


def _show_judged(judged: pd.DataFrame) -> None:
    display.show_note(judged_words(judged))
    if not judged.empty:
        names = [COMPLETION_WORDS[CompletionMethod(method)] for method in judged["method"]]
        with st.expander("How well bundles are completed"):
            display.show_table(judged.assign(name=names), JUDGED_COLUMNS, "completion-judged")
