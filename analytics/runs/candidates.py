"""The candidates of a run: which offers its price book is about where none were given."""

from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.catalog_audience import CatalogAudience
from analytics.findings import Verdict
from analytics.pricing.bundles.candidates import Wanted, candidate_offers
from analytics.pricing.price_book.market import Market, Offer
from analytics.runs.config import RunConfig

_PAIRS_A_PRODUCT, _PAIRS, _PAIRS_A_TRIPLE = 0.8, (24, 750), 3  # candidates of a book
_FEWEST_CANDIDATES = 6  # products that make a book of pairs worth reading


def candidates(
    market: Market, config: RunConfig, alike: NDArray[np.int64] | None = None
) -> tuple[Offer, ...]:
    """Return candidates named B01, B02 … in the order of their promise.

    Products that fail a gate take part only where hardly any passes: their offers would be withheld.

    Parameters
    ----------
    market : of a catalog
    alike : (n_products,) one code for products alike; all differ where None
    """
    audience = cast(CatalogAudience, market.audience)
    ids = audience.product_ids
    failed = {gate.product_id for gate in market.gates if gate.verdict == Verdict.FAIL}
    allowed = [j for j, product in enumerate(ids) if product not in market.limits.barred]
    among = [j for j in allowed if ids[j] not in failed]
    if len(among) < _FEWEST_CANDIDATES:
        among = allowed
    found = candidate_offers(
        audience, market.costs, market.lowest_price, among, _wanted(config, len(among)), alike, config.seed
    )
    width = max(len(str(len(found))), 2)
    return tuple(Offer(f"B{i + 1:0{width}d}", tuple(ids[j] for j in parts)) for i, parts in enumerate(found))


def _wanted(config: RunConfig, n_products: int) -> Wanted:
    """Return how many candidates a book shall have: more of more products, up to a thousand."""
    n_pairs = int(np.clip(round(_PAIRS_A_PRODUCT * n_products), *_PAIRS))
    n_triples = max(round(n_pairs / _PAIRS_A_TRIPLE), 1)
    return Wanted(
        n_pairs if config.n_pairs is None else config.n_pairs,
        n_triples if config.n_triples is None else config.n_triples,
    )


def alike(listing: pd.DataFrame) -> NDArray[np.int64]:
    """Return one code for the products of a category and brand, (n_products,); others are like no other."""
    names = listing[["category", "brand"]]
    code = names.groupby(["category", "brand"], dropna=False).ngroup().to_numpy(np.int64)
    is_known = names["category"].notna().to_numpy()
    return np.where(is_known, code, len(code) + np.arange(len(code)))
