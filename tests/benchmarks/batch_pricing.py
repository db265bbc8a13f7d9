"""Seconds for the price book of a thousand offers × ten segments, by a stored model, without training.

python tests/benchmarks/batch_pricing.py [offers, default 1,000]

The peer prices some of the same offers as a run does, on all visits and at every percent: its seconds are
those of all offers at that pace. Beside it stands how far the two books are apart on these.
"""

import json
import sys
import time
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.demand.audience import Audience
from analytics.pricing.bundles.effects import CrossEffects
from analytics.pricing.money import Costs
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Market, Offer

N_ROWS, N_PRODUCTS, N_SEGMENTS, N_MEMBERS, N_SAMPLED, N_COMPARED = 100_000, 30, 10, 12, 4_000, 40


def large_audience(rng: np.random.Generator) -> Audience:
    """Return an audience of the size that a large run leaves behind, its segments unlike each other."""
    segment = rng.integers(0, N_SEGMENTS, N_ROWS).astype(np.int32)
    sample = np.sort(rng.choice(N_ROWS, N_SAMPLED, replace=False))
    appeal = rng.normal(-2.0, 0.8, N_PRODUCTS) + rng.normal(0, 0.5, (N_SEGMENTS, N_PRODUCTS))
    taste = (appeal[segment] + rng.normal(0, 0.7, (N_ROWS, N_PRODUCTS))).astype(np.float32)
    log_slope = np.linspace(0.6, 1.6, N_SEGMENTS)[segment, None] + rng.normal(0, 0.2, (N_ROWS, N_PRODUCTS))
    slope = np.exp(log_slope).astype(np.float32)
    half = np.where(rng.random((N_PRODUCTS, N_PRODUCTS)) < 0.15, rng.normal(0.1, 0.3, (N_PRODUCTS,) * 2), 0)
    cross = np.triu(half, 1) + np.triu(half, 1).T
    noise = rng.normal(0, 0.1, (N_MEMBERS, 1, N_PRODUCTS)) * (np.arange(N_MEMBERS) > 0)[:, None, None]
    return Audience(
        product_ids=tuple(f"p{j}" for j in range(N_PRODUCTS)),
        segments=tuple(f"Segment {s + 1}" for s in range(N_SEGMENTS)),
        segment=segment,
        weight=rng.integers(1, 20, N_ROWS).astype(np.float32),
        taste=taste,
        slope=slope,
        basket=rng.random((N_ROWS, N_PRODUCTS)) < 0.1,
        cross=np.tile(cross, (N_MEMBERS, 1, 1)).astype(np.float32),
        sample=sample,
        member_taste=np.moveaxis(taste[sample] + noise, 0, 1).astype(np.float32),
        member_slope=np.moveaxis(slope[sample] * np.exp(noise), 0, 1).astype(np.float32),
        price=rng.uniform(2, 12, N_PRODUCTS),
    )


def market_of(audience: Audience) -> Market:
    """Return a market that withholds nothing."""
    return Market(
        audience=audience,
        costs=Costs(0.5 * audience.price, np.zeros(N_PRODUCTS)),
        gates=[],
        effects=CrossEffects.of(audience.cross),
        n_both=np.full((N_PRODUCTS, N_PRODUCTS), 10_000),
        lowest_price=0.6 * audience.price,
        n_customers=np.bincount(audience.segment, minlength=N_SEGMENTS),
    )


def main(n_offers: int) -> None:
    rng = np.random.default_rng(0)
    market = market_of(large_audience(rng))
    pairs, triples = (list(combinations(market.audience.product_ids, k)) for k in (2, 3))
    parts = [*pairs[: n_offers // 2], *triples[:: max(len(triples) // n_offers, 1)]]
    offers = [Offer(f"o{i}", ids) for i, ids in enumerate(parts[:n_offers])]
    started = time.perf_counter()
    book = price_offers(market, offers).set_index(["offer_id", "segment"])
    seconds = time.perf_counter() - started
    some = [offers[i] for i in rng.choice(len(offers), min(N_COMPARED, len(offers)), replace=False)]
    started = time.perf_counter()
    exact = build_price_book(market, some).set_index(["offer_id", "segment"])
    peer = (time.perf_counter() - started) / len(some) * len(offers)
    quick = book.loc[exact.index]
    profit = quick["incremental_profit_per_visit"]
    is_in_band = profit.between(exact["incremental_profit_low"], exact["incremental_profit_high"])
    apart = (quick["discount_share"] - exact["discount_share"]).abs() * 100
    result = {
        "name": "batch_pricing",
        "value": round(seconds, 1),
        "unit": "s",
        "peer": "the same offers priced as a run prices them",
        "peer_value": round(peer, 1),
        "ratio": round(peer / seconds, 1),
        "offers": len(offers),
        "rows": len(book),
        "discount_points_apart": {
            "p50": apart.median(),
            "p95": round(apart.quantile(0.95), 2),
            "max": apart.max(),
        },
        "profit_in_band_share": round(float(is_in_band.mean()), 3),
        "offers_with_the_same_verdict_share": round(float((quick["verdict"] == exact["verdict"]).mean()), 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
