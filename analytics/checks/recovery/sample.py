"""What a check is about: the parts of the best offers, then what sells best, however large the catalog."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.pricing.price_book.market import Offer

MOST_OFFERS = 60


def sampled_products(
    book: pd.DataFrame,
    offers: Sequence[Offer],
    visit_share: Mapping[str, float],
    product_ids: Sequence[str],
    sold: Ints,
    most: int,
) -> tuple[Ints, list[Offer]]:
    """Return the rising positions of the products, and the offers of them alone, in the book's order.

    Parameters
    ----------
    book : price book of the offers
    visit_share : segment → share of the visits
    sold : (n_products,) purchases
    most : products, at least those of the best offer
    """
    place = {product: j for j, product in enumerate(product_ids)}
    earned = book["segment"].map(visit_share).fillna(0) * book["incremental_profit_per_visit"].fillna(0)
    profit = earned.groupby(book["offer_id"]).sum()
    best_first = sorted(offers, key=lambda offer: -float(profit.get(offer.offer_id, 0.0)))
    chosen: set[int] = set()
    kept: set[str] = set()
    for offer in best_first:
        parts = {place[product] for product in offer.product_ids}
        if len(kept) < MOST_OFFERS and (not chosen or len(chosen | parts) <= most):
            chosen |= parts
            kept.add(offer.offer_id)
    others = (int(j) for j in np.argsort(-sold, kind="stable") if j not in chosen)
    chosen |= {j for j, _ in zip(others, range(most - len(chosen)), strict=False)}
    return np.array(sorted(chosen), np.int64), [offer for offer in offers if offer.offer_id in kept]
