"""The products of a run as rows: prices, costs and what their sales answer, for pages and scripts."""

from collections.abc import Hashable
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.arrays import Bools
from analytics.demand.elasticity import Elasticities
from analytics.demand.reference_prices import highest_prices
from analytics.findings import Finding, Reason, Verdict, reason_text, worst
from analytics.pricing.money import MOST_RETURNED
from analytics.pricing.price_book.market import Market
from analytics.runs import artifacts
from analytics.runs.snapshot import Snapshot


def products_frame(
    snapshot: Snapshot, market: Market, elasticities: Elasticities, is_assumed: Bools
) -> pd.DataFrame:
    """Return one row per product in scope: price, cost, elasticity with band, verdict and reason."""
    log, listing = snapshot.log, snapshot.listing
    gates = [market.gates_by_product.get(product, []) for product in log.product_ids]
    verdicts = [worst(gate.verdict for gate in own) for own in gates]
    passed = Finding(Reason.PASSED)
    found = [
        next((gate.finding for gate in own if gate.verdict == verdict != Verdict.PASS), passed)
        for own, verdict in zip(gates, verdicts, strict=True)
    ]
    return pd.DataFrame(
        {
            "product_id": log.product_ids,
            "title": _titles(listing),
            "category": listing["category"].to_numpy(),
            "list_price": market.audience.price,
            "cost": market.costs.product_cost,
            "is_cost_assumed": is_assumed,
            "return_share": listing["return_share"].fillna(0).clip(0, MOST_RETURNED).to_numpy(float),
            "price_low": market.lowest_price,
            "price_high": highest_prices(snapshot.cells),
            "n_bought": np.bincount(log.bought.product, minlength=log.n_products),
            "elasticity": elasticities.shop,
            "elasticity_low": elasticities.shop_low,
            "elasticity_high": elasticities.shop_high,
            "verdict": [verdict.value for verdict in verdicts],
            "reason": [reason_text([replace(one, product_id=None)]) for one in found],
        }
    )


def elasticity_records(products: pd.DataFrame, by_segment: pd.DataFrame) -> list[dict[Hashable, object]]:
    """Return elasticities for JSON, first the whole shop's, with no segment; None where withheld."""
    columns = ["product_id", "segment", *artifacts.BAND]
    table = pd.concat([products.assign(segment=None)[columns], by_segment[columns]]).astype(object)
    return table.where(table.notna(), None).to_dict("records")


def _titles(listing: pd.DataFrame) -> list[str]:
    """Return titles for people: the product's, else its id."""
    pairs = zip(listing["product_id"], listing["title"], strict=True)
    return [str(product if pd.isna(title) or not str(title).strip() else title) for product, title in pairs]
