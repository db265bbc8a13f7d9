"""The best offers of a price book priced anew by the stored model: today's visitors, prices and costs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Floats
from analytics.demand.build_audience import build_audience
from analytics.demand.catalog_audience import CatalogAudience
from analytics.demand.choice import BasketChoice
from analytics.demand.reference_prices import lowest_prices
from analytics.evidence.drift.codes import Sign, advice_of
from analytics.pricing.price_book.many import FEW, price_offers
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.ranking import ranked
from analytics.runs.monitoring.newer import Newer
from analytics.runs.reprice import offers_of_book
from analytics.runs.results import Results


def prices_anew(
    found: Results, newer: Newer, model: BasketChoice, report: Callable[[float], None]
) -> pd.DataFrame:
    """Return the run's best offers as they were advised, and as they are by what the shop is now.

    Returns
    -------
    offer_id, segment, n_customers, component_price_then, component_price_now, discount_then, discount_now,
    moved [share]; where gates withhold an offer there is no discount
    """
    best = ranked(found.price_book).drop_duplicates("offer_id").head(FEW)["offer_id"]
    book = found.price_book[found.price_book["offer_id"].isin(best)]
    offers = offers_of_book(book, found.config.offers)
    anew = price_offers(market_now(found, newer, model), offers, report)
    key = ["offer_id", "segment"]
    names = {"discount_share": "discount", "component_price": "component_price"}
    columns = [*key, *names]
    then = book[[*columns, "n_customers"]].rename(columns={n: f"{new}_then" for n, new in names.items()})
    now = anew[columns].rename(columns={n: f"{new}_now" for n, new in names.items()})
    both = then.merge(now, on=key, how="inner", validate="1:1")
    both["moved"] = both["discount_now"] - both["discount_then"]
    return both[
        [
            *(*key, "n_customers", "component_price_then", "component_price_now"),
            *("discount_then", "discount_now", "moved"),
        ]
    ]


def price_sign(prices: pd.DataFrame) -> dict[str, Any]:
    """Return how far advised discounts moved on average over customers, and what that advises."""
    told = prices.dropna(subset="moved")
    weight = np.maximum(told["n_customers"].to_numpy(float), 1e-9)
    moved = float(np.average(told["moved"].abs(), weights=weight)) if len(told) else 0.0
    then, now = (
        float(np.average(told[name], weights=weight)) if len(told) else 0.0
        for name in ("discount_then", "discount_now")
    )
    ends = {"change": moved, "low": moved, "high": moved}
    return {
        "sign": Sign.PRICES.value, "then": then, "now": now, **ends,
        "advice": advice_of(Sign.PRICES, moved).value,
    }  # fmt: skip


def market_now(found: Results, newer: Newer, model: BasketChoice) -> Market:
    """Return the run's market with today's visitors, prices and costs; its gates and limits stay."""
    snapshot = newer.snapshot
    audience = build_audience(model, snapshot.log, snapshot.customers, found.config.seed)
    price = newer.prices_now(audience.price.astype(np.float32))
    listed = snapshot.listing.assign(list_price=price.astype(float))
    lowest = np.fmin(np.fmin(found.market.lowest_price, lowest_prices(snapshot.cells)), price)
    n_customers = snapshot.customers["segment"].value_counts().reindex(audience.segments, fill_value=0)
    return replace(
        found.market,
        audience=at_prices(audience, price),
        costs=found.config.costs.costs(listed),
        lowest_price=lowest.astype(float),
        n_customers=np.asarray(n_customers, np.int64),
    )


def at_prices(audience: CatalogAudience, price: Floats) -> CatalogAudience:
    """Return an audience that meets other prices today.

    Tastes are those at today's prices: what a product has become dearer by is taken from them, at the slope
    of the segment; slopes are by today's price.

    Parameters
    ----------
    price : (n_products,) [currency]
    """
    w, ratio = audience.weights, price / audience.price.astype(np.float32)
    slope = w.slope(w.log_slope[None] + w.segment_slope[:, None])  # (n_segments + 1, n_products, n_members)
    appeal = w.appeal - slope * (ratio - 1)[:, None]
    log_slope = w.log_slope + np.log(ratio)[:, None]
    weights = replace(w, appeal=appeal.astype(np.float32), log_slope=log_slope.astype(np.float32))
    return replace(audience, price=price.astype(float), weights=weights)
