"""The advice of a run: elasticities, gates, offers and the price book."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.checks.gates import judge, unlearned_products
from analytics.demand.elasticity import Elasticities, catalog_elasticities
from analytics.demand.sparse.audience import CatalogAudience
from analytics.demand.sparse.build_audience import arrays_of, build_audience
from analytics.demand.sparse.choice import BasketChoice
from analytics.demand.sparse.reference_prices import highest_prices
from analytics.findings import Finding, Gate, Reason, Verdict, gates_frame, reason_text, worst
from analytics.pricing.bundles import Wanted, candidate_offers, cross_effects_frame
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
_PAIRS_A_PRODUCT, _PAIRS, _PAIRS_A_TRIPLE = 0.8, (24, 750), 3  # candidates of a book
_FEWEST_CANDIDATES = 6  # products that make a book of pairs worth reading


def write_advice(
    directory: Path,
    config: RunConfig,
    snapshot: Snapshot,
    model: BasketChoice,
    report: Callable[[float], None],
) -> None:
    """Judge the fitted shop, price its offers, and write all that pages and scripts read."""
    log = snapshot.log
    audience = build_audience(model, log, snapshot.customers, config.seed)
    artifacts.AUDIENCE.write(directory, arrays_of(audience))
    write_audience_customers(directory, log, config.seed)
    write_moments(directory, log)
    elasticities = catalog_elasticities(audience, config.seed)
    gates = judge(snapshot.cells, model, elasticities)
    artifacts.GATES.write(directory, gates_frame(gates))
    report(0.2)
    listed = snapshot.listing.assign(list_price=audience.price)
    traffic = write_traffic(directory)
    n_customers = snapshot.customers["segment"].value_counts().reindex(audience.segments, fill_value=0)
    market = build_market(
        snapshot.cells,
        audience,
        config.costs.costs(listed),
        gates,
        np.asarray(n_customers, np.int64),
        config.limits,
        traffic,
    )
    report(0.5)
    book = _write_book(directory, audience, market, config, alike(snapshot.listing), report)
    artifacts.BUNDLES.write(directory, bundles_frame(log, market, book))
    unlearned = unlearned_products(gates)
    products = products_frame(snapshot, market, gates, elasticities, is_cost_unknown(listed))
    products = _withheld(products, unlearned)
    by_segment = _withheld(elasticities_frame(audience.segments, snapshot, elasticities), unlearned)
    artifacts.PRODUCTS.write(directory, products)
    artifacts.ELASTICITIES.write(directory, by_segment)
    artifacts.CROSS_EFFECTS.write(directory, cross_effects_frame(log, model.pairs_, model.weights_.cross))
    artifacts.CUSTOMERS.write(directory, artifacts.CUSTOMERS_IN.read(directory)[list(_CUSTOMER_COLUMNS)])
    told = {
        "gates": [vars(gate) for gate in gates],
        "elasticities": elasticity_records(products, by_segment),
    }
    artifacts.EVIDENCE.write(directory, artifacts.EVIDENCE.read(directory) | told, indent=2)


def _write_book(
    directory: Path,
    audience: CatalogAudience,
    market: Market,
    config: RunConfig,
    alike: NDArray[np.int64],
    report: Callable[[float], None],
) -> pd.DataFrame:
    """Price the offers and write the book, and apart from it what gates keep back; return the book."""
    offers = config.offers or candidates(audience, market, config, alike)
    gathered = Gathered(market)
    build = partial(open_book, keep=gathered.add)
    every = price_offers(market, offers, lambda share: report(0.5 + 0.4 * share), build=build)
    artifacts.WITHHELD.write(directory, every[every["verdict"] == Verdict.FAIL].reset_index(drop=True))
    book = withhold(every)
    artifacts.PRICE_BOOK.write(directory, book)
    write_portfolio(directory, portfolio_of(gathered, book, read_sales(directory), config.costs))
    report(0.9)
    return book


def candidates(
    audience: CatalogAudience, market: Market, config: RunConfig, alike: NDArray[np.int64]
) -> tuple[Offer, ...]:
    """Return candidates named B01, B02 … in the order of their promise.

    Products that fail a gate take part only where hardly any passes: their offers would be withheld.

    Parameters
    ----------
    alike : (n_products,) one code for products alike
    """
    ids = audience.product_ids
    failed = {gate.product_id for gate in market.gates if gate.verdict == Verdict.FAIL}
    allowed = [j for j, product in enumerate(ids) if product not in market.limits.barred]
    among = [j for j in allowed if ids[j] not in failed]
    if len(among) < _FEWEST_CANDIDATES:
        among = allowed
    found = candidate_offers(
        audience,
        market.costs,
        market.lowest_price,
        among,
        _wanted(config, len(among)),
        alike,
        config.seed,
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


def products_frame(
    snapshot: Snapshot,
    market: Market,
    gates: list[Gate],
    elasticities: Elasticities,
    is_assumed: NDArray[np.bool_],
) -> pd.DataFrame:
    """Return one row per product in scope: price, cost, elasticity with band, verdict and reason."""
    log, listing = snapshot.log, snapshot.listing
    own: dict[str, list[Gate]] = {p: [] for p in log.product_ids}
    for gate in gates:
        if gate.product_id is not None:
            own[gate.product_id].append(gate)
    verdicts = [worst(g.verdict for g in own[p]) for p in log.product_ids]
    passed = Finding(Reason.PASSED)
    found = [
        next((g.finding for g in own[p] if g.verdict == verdict != Verdict.PASS), passed)
        for p, verdict in zip(log.product_ids, verdicts, strict=True)
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


def elasticities_frame(
    segments: tuple[str, ...], snapshot: Snapshot, elasticities: Elasticities
) -> pd.DataFrame:
    """Return one row per product × segment."""
    n_segments, n_products = elasticities.point.shape
    return pd.DataFrame(
        {
            "product_id": np.tile(snapshot.log.product_ids, n_segments),
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
