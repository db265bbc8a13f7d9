"""What a price book says to customers of each segment: discount, price and verdict, offer by offer."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints
from analytics.demand.audience import AnyAudience

NO_OFFER = "NO OFFER"  # in place of a verdict, where the parts alone earn most


@dataclass(frozen=True)
class OfferTerms:
    """What an offer is to customers of each segment; the last entry is for those of no known segment.

    Attributes
    ----------
    parts : positions of the parts
    discount_share, bundle_price : (n_segments + 1,) nan where the offer is withheld
    verdict : (n_segments + 1,) PASS, WARN, FAIL or NO OFFER
    """

    offer_id: str
    parts: tuple[int, ...]
    discount_share: Doubles
    bundle_price: Doubles
    verdict: NDArray[np.object_]

    def of(self, segment: Ints) -> tuple[Doubles, Doubles, NDArray[np.object_]]:
        """Return discount, price and verdict of customers by their segments' codes, -1 where unknown."""
        return self.discount_share[segment], self.bundle_price[segment], self.verdict[segment]


def terms_of_book(book: pd.DataFrame, audience: AnyAudience) -> list[OfferTerms]:
    """Return the terms of every offer of a price book, in its order.

    Customers of no known segment get the price of the segment with most customers: a price that the limits
    allow, as a mean of prices need not be.

    Parameters
    ----------
    book : one row per offer × segment of the audience: offer_id, product_ids, segment, n_customers,
        discount_share, bundle_price, verdict
    """
    terms = []
    for offer_id, rows in book.groupby("offer_id", sort=False):
        rows = rows.set_index(rows["segment"].astype(str)).reindex(list(audience.segments))
        discount = rows["discount_share"].to_numpy(float)
        verdict = np.where(discount == 0, NO_OFFER, rows["verdict"].to_numpy(object))
        largest = int(np.nan_to_num(rows["n_customers"].to_numpy(float), nan=-1.0).argmax())
        order = [*range(len(rows)), largest]
        terms.append(
            OfferTerms(
                offer_id=str(offer_id),
                parts=tuple(audience.positions([str(p) for p in rows["product_ids"].dropna().iloc[0]])),
                discount_share=discount[order],
                bundle_price=rows["bundle_price"].to_numpy(float)[order],
                verdict=verdict[order],
            )
        )
    return terms
