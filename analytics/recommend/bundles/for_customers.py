"""The two engines meet: the bundles of a price book that each customer is most worth showing."""

import numpy as np
import pandas as pd

from analytics.findings import Verdict
from analytics.pricing.price_book.figures import PROFITS
from analytics.recommend.bundles.history import offer_tilts
from analytics.recommend.bundles.rank_offers import rank_offers
from analytics.recommend.cut import horizon_of
from analytics.recommend.purchases import Purchases

_MOST_PAIRS = 10_000_000  # customers × offers ranked; of more, the offers that earn most in any segment


def offers_for_customers(
    purchases: Purchases, price_book: pd.DataFrame, customers: pd.DataFrame, most: int = 10
) -> pd.DataFrame:
    """Return each customer's offers by chance × incremental profit, as `rank_offers` does.

    Parameters
    ----------
    purchases : who bought what when
    price_book : of a run, with product_ids; rows that advise no discount are passed over
    customers : of the same run: customer_id, segment
    most : offers a customer
    """
    advised = price_book[(price_book["verdict"] != Verdict.FAIL) & (price_book["discount_share"] > 0)]
    worth = advised.groupby("offer_id")[PROFITS[0]].max().sort_values(ascending=False, kind="stable")
    kept = worth.index[: max(_MOST_PAIRS // max(purchases.n_customers, 1), 1)]
    parts = advised[advised["offer_id"].isin(kept)].drop_duplicates("offer_id")
    offers = {
        str(offer_id): [str(product) for product in np.asarray(ids)]
        for offer_id, ids in zip(parts["offer_id"], parts["product_ids"], strict=True)
    }
    segment_of = customers.set_index("customer_id")["segment"]
    affinity = offer_tilts(purchases, offers, segment_of, horizon_of(purchases))
    return rank_offers(affinity, price_book, segment_of, most)
