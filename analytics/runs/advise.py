"""The advice of a run: elasticities, gates, offers and the price book."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.checks.gates import judge, unlearned_products
from analytics.demand.audience import arrays_of, build_audience
from analytics.demand.choice import BasketChoice
from analytics.demand.elasticity import Elasticities, own_price_elasticities
from analytics.demand.visits import Visits
from analytics.findings import Finding, Gate, Reason, Verdict, gates_frame, reason_text, worst
from analytics.pricing.bundles import candidate_offers, cross_effects_frame
from analytics.pricing.money import MOST_RETURNED, is_cost_unknown
from analytics.pricing.portfolio.candidates import Gathered
from analytics.pricing.portfolio.portfolio import portfolio_of
from analytics.pricing.price_book.book import open_book, withhold
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Market, Offer, build_market
from analytics.runs import artifacts
from analytics.runs.audience_customers import write_audience_customers
from analytics.runs.bundle_rows import bundles_frame
from analytics.runs.config import RunConfig
from analytics.runs.portfolio import write_portfolio
from analytics.runs.scoring.moments import write_moments
from analytics.runs.snapshot import Snapshot
from analytics.runs.traffic import read_sales, write_traffic

_ELASTICITY = list(artifacts.BAND)
_CUSTOMER_COLUMNS = ("customer_id", "segment", "recency_days", "n_orders", "monetary", "cluster", "persona")
_FEWEST_CANDIDATES = 6  # products that make a book of pairs worth reading


def write_advice(
    directory: Path,
    config: RunConfig,
    snapshot: Snapshot,
    model: BasketChoice,
    report: Callable[[float], None],
) -> None:
    """Judge the fitted shop, price its offers, and write all that pages and scripts read."""
    audience = build_audience(model, snapshot.visits, snapshot.customers, config.seed)
    artifacts.AUDIENCE.write(directory, arrays_of(audience))
    write_audience_customers(directory, snapshot.visits, config.seed)
    write_moments(directory, snapshot.visits)
    elasticities = own_price_elasticities(audience)
    gates = judge(snapshot.visits, model, elasticities)
    artifacts.GATES.write(directory, gates_frame(gates))
    report(0.2)
    listed = snapshot.listing.assign(list_price=audience.price)
    traffic = write_traffic(directory)
    n_customers = snapshot.customers["segment"].value_counts().reindex(audience.segments, fill_value=0)
    market = build_market(
        snapshot.visits,
        audience,
        config.costs.costs(listed),
        gates,
        np.asarray(n_customers, np.int64),
        config.limits,
        traffic,
    )
    report(0.5)
    book = _write_book(directory, market, config, report)
    artifacts.BUNDLES.write(directory, bundles_frame(snapshot.visits, market, book))
    unlearned = unlearned_products(gates)
    products = products_frame(snapshot, market, gates, elasticities, is_cost_unknown(listed))
    products = _withheld(products, unlearned)
    by_segment = _withheld(elasticities_frame(audience.segments, snapshot, elasticities), unlearned)
    artifacts.PRODUCTS.write(directory, products)
    artifacts.ELASTICITIES.write(directory, by_segment)
    artifacts.CROSS_EFFECTS.write(directory, cross_effects_frame(snapshot.visits, market.effects))
    artifacts.CUSTOMERS.write(directory, artifacts.CUSTOMERS_IN.read(directory)[list(_CUSTOMER_COLUMNS)])
    told = {
        "gates": [vars(gate) for gate in gates],
        "elasticities": elasticity_records(products, by_segment),
    }
    artifacts.EVIDENCE.write(directory, artifacts.EVIDENCE.read(directory) | told, indent=2)


def _write_book(
    directory: Path, market: Market, config: RunConfig, report: Callable[[float], None]
) -> pd.DataFrame:
    """Price the offers and write the book, and apart from it what gates keep back; return the book."""
    offers = config.offers or candidates(market, config)
    gathered = Gathered(market)
    build = partial(open_book, keep=gathered.add)
    every = price_offers(market, offers, lambda share: report(0.5 + 0.4 * share), build=build)
    artifacts.WITHHELD.write(directory, every[every["verdict"] == Verdict.FAIL].reset_index(drop=True))
    book = withhold(every)
    artifacts.PRICE_BOOK.write(directory, book)
    write_portfolio(directory, portfolio_of(gathered, book, read_sales(directory), config.costs))
    report(0.9)
    return book


def candidates(market: Market, config: RunConfig) -> tuple[Offer, ...]:
    """Return candidates named B01, B02 … in the order of their promise.

    Products that fail a gate take part only where hardly any passes: their offers would be withheld.
    """
    ids = market.audience.product_ids
    failed = {gate.product_id for gate in market.gates if gate.verdict == Verdict.FAIL}
    allowed = [j for j, product in enumerate(ids) if product not in market.limits.barred]
    among = [j for j in allowed if ids[j] not in failed]
    if len(among) < _FEWEST_CANDIDATES:
        among = allowed
    found = candidate_offers(
        market.audience,
        market.costs,
        market.lowest_price,
        among,
        config.n_pairs,
        config.n_triples,
        config.seed,
    )
    return tuple(Offer(f"B{i + 1:02d}", tuple(ids[j] for j in parts)) for i, parts in enumerate(found))


def products_frame(
    snapshot: Snapshot,
    market: Market,
    gates: list[Gate],
    elasticities: Elasticities,
    is_assumed: NDArray[np.bool_],
) -> pd.DataFrame:
    """Return one row per product in scope: price, cost, elasticity with band, verdict and reason."""
    visits, listing = snapshot.visits, snapshot.listing
    own = {p: [g for g in gates if g.product_id == p] for p in visits.product_ids}
    verdicts = [worst(g.verdict for g in own[p]) for p in visits.product_ids]
    passed = Finding(Reason.PASSED)
    found = [
        next((g.finding for g in own[p] if g.verdict == verdict != Verdict.PASS), passed)
        for p, verdict in zip(visits.product_ids, verdicts, strict=True)
    ]
    return pd.DataFrame(
        {
            "product_id": visits.product_ids,
            "title": _titles(listing),
            "category": listing["category"].to_numpy(),
            "list_price": market.audience.price,
            "cost": market.costs.product_cost,
            "is_cost_assumed": is_assumed,
            "return_share": listing["return_share"].fillna(0).clip(0, MOST_RETURNED).to_numpy(float),
            "price_low": market.lowest_price,
            "price_high": [_highest(visits, j) for j in range(visits.n_products)],
            "n_bought": visits.bought.sum(0),
            "elasticity": elasticities.shop,
            "elasticity_low": elasticities.shop_low,
            "elasticity_high": elasticities.shop_high,
            "verdict": [verdict.value for verdict in verdicts],
            "reason": [reason_text([replace(one, product_id=None)]) for one in found],
        }
    )


def elasticities_frame(
    segments: tuple[str, ...], snapshot: Snapshot, elasticities: Elasticities
) -> pd.DataFrame:
    """Return one row per product × segment."""
    n_segments, n_products = elasticities.point.shape
    return pd.DataFrame(
        {
            "product_id": np.tile(snapshot.visits.product_ids, n_segments),
            "segment": np.repeat(segments, n_products),
            "elasticity": elasticities.point.ravel(),
            "elasticity_low": elasticities.low.ravel(),
            "elasticity_high": elasticities.high.ravel(),
        }
    )


def elasticity_records(products: pd.DataFrame, by_segment: pd.DataFrame) -> list[dict[Hashable, object]]:
    """Return elasticities for JSON, first the whole shop's, with no segment; None where withheld."""
    columns = ["product_id", "segment", *_ELASTICITY]
    table = pd.concat([products.assign(segment=None)[columns], by_segment[columns]]).astype(object)
    return table.where(table.notna(), None).to_dict("records")


def _withheld(frame: pd.DataFrame, products: set[str]) -> pd.DataFrame:
    """Blank the elasticities of products that the data say nothing about."""
    frame.loc[frame["product_id"].isin(products), _ELASTICITY] = np.nan
    return frame


def _titles(listing: pd.DataFrame) -> list[str]:
    """Return titles for people: the product's, else its id."""
    return [
        str(p) if pd.isna(t) or not str(t).strip() else str(t)
        for p, t in zip(listing["product_id"], listing["title"], strict=True)
    ]


def _highest(visits: Visits, j: int) -> float:
    seen = visits.considered[:, j]
    return float(np.quantile(visits.price[seen, j], 0.99)) if seen.any() else float("nan")
