"""The advice of a run: elasticities, gates, offers and the price book."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.checks.elasticity_rows import elasticities_frame
from analytics.checks.gates.judge import judge, unlearned_products
from analytics.demand.build_audience import arrays_of, build_audience
from analytics.demand.choice import BasketChoice
from analytics.demand.elasticity import catalog_elasticities
from analytics.findings import Verdict, gates_frame
from analytics.pricing.bundles.effects import cross_effects_frame
from analytics.pricing.money import is_cost_unknown
from analytics.pricing.portfolio.candidates import Gathered
from analytics.pricing.portfolio.portfolio import portfolio_of
from analytics.pricing.price_book.book import open_book, withhold
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Market, build_market
from analytics.runs import artifacts
from analytics.runs.audience_customers import write_audience_customers
from analytics.runs.bought_together import write_counts
from analytics.runs.bundle_rows import bundles_frame
from analytics.runs.candidates import alike, candidates
from analytics.runs.config import RunConfig
from analytics.runs.groups import write_groups
from analytics.runs.portfolio import write_portfolio
from analytics.runs.product_rows import elasticity_records, products_frame
from analytics.runs.scoring.moments import write_moments
from analytics.runs.snapshot import Snapshot
from analytics.runs.traffic import read_sales, write_traffic

_CUSTOMER_COLUMNS = ("customer_id", "segment", "recency_days", "n_orders", "monetary", "cluster", "persona")


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
    n_customers = snapshot.customers["segment"].value_counts().reindex(audience.segments, fill_value=0)
    market = build_market(
        snapshot.cells,
        audience,
        config.costs.costs(listed),
        gates,
        np.asarray(n_customers, np.int64),
        config.limits,
        write_traffic(directory),
        write_groups(directory, tuple(audience.segments)),
    )
    report(0.5)
    book = _write_book(directory, market, config, alike(snapshot.listing), report)
    artifacts.BUNDLES.write(directory, bundles_frame(log, market, book))
    unlearned = unlearned_products(gates)
    products = products_frame(snapshot, market, elasticities, is_cost_unknown(listed))
    products = _withheld(products, unlearned)
    by_segment = _withheld(elasticities_frame(audience.segments, log.product_ids, elasticities), unlearned)
    artifacts.PRODUCTS.write(directory, products)
    artifacts.ELASTICITIES.write(directory, by_segment)
    artifacts.CROSS_EFFECTS.write(directory, cross_effects_frame(log, model.pairs_, model.weights_.cross))
    write_counts(directory, market.n_both)
    artifacts.CUSTOMERS.write(directory, artifacts.CUSTOMERS_IN.read(directory)[list(_CUSTOMER_COLUMNS)])
    told = {"gates": [vars(gate) for gate in gates], "elasticities": elasticity_records(products, by_segment)}
    artifacts.EVIDENCE.write_rows(directory, artifacts.EVIDENCE.read(directory) | told)


def _write_book(
    directory: Path,
    market: Market,
    config: RunConfig,
    alike: NDArray[np.int64],
    report: Callable[[float], None],
) -> pd.DataFrame:
    """Price the offers and write the book, and apart from it what gates keep back; return the book."""
    offers = config.offers or candidates(market, config, alike)
    gathered = Gathered(market)
    build = partial(open_book, keep=gathered.add)
    every = price_offers(market, offers, lambda share: report(0.5 + 0.4 * share), build=build)
    artifacts.WITHHELD.write(directory, every[every["verdict"] == Verdict.FAIL].reset_index(drop=True))
    book = withhold(every)
    artifacts.PRICE_BOOK.write(directory, book)
    write_portfolio(directory, portfolio_of(gathered, book, read_sales(directory), config.costs))
    report(0.9)
    return book


def _withheld(frame: pd.DataFrame, products: set[str]) -> pd.DataFrame:
    """Blank the elasticities of products that the data say nothing about."""
    frame.loc[frame["product_id"].isin(products), list(artifacts.BAND)] = np.nan
    return frame
