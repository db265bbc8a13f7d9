"""The model fitted to a simulated shop as to any other, and its answers beside what is true there."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analytics.checks.elasticity_rows import elasticities_frame
from analytics.checks.gates.judge import judge, unlearned_products
from analytics.checks.recovery.replayed import Simulated
from analytics.checks.recovery.truth import FittedTruth
from analytics.checks.recovery.world import FittedShop, some_customers
from analytics.demand.build_audience import build_audience
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.elasticity import Elasticities, own_price_elasticities
from analytics.pricing.optimize import deepest_seen
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Market, Offer, build_market
from analytics.simulation.against_truth import advice_errors, captured, elasticity_errors


@dataclass(frozen=True)
class Refitted:
    """What the model says of a simulated shop, beside the truth.

    Attributes
    ----------
    captured_share : the advice's part of the extra profit that was possible [share]
    flat_share : the same for the best single discount of every offer
    within_share : of the best discounts no deeper than prices ever were
    elasticities : product_id, segment, elasticity with band, true_elasticity, is_in_band
    cross_effects : product_a, product_b, effect with band, true_effect, is_in_band
    advice : offer × segment: the advised and the best discount, promised and true profit, is_in_band
    """

    n_visits: int
    captured_share: float
    flat_share: float
    within_share: float
    elasticities: pd.DataFrame
    cross_effects: pd.DataFrame
    advice: pd.DataFrame


def refit(
    shop: FittedShop,
    simulated: Simulated,
    truth: FittedTruth,
    config: ChoiceConfig,
    most_cells: int,
    report: Callable[[float], None],
) -> Refitted:
    """Fit the model to a simulated shop, let it advise, and compare.

    Parameters
    ----------
    truth : of the shop, with its costs and the offers to advise on
    most_cells : to learn from, about
    report : called with the share done, 0–1; may raise to stop
    """
    log, cells = simulated.log, learned_cells(simulated.log, config.seed, most_cells)
    prices = shop.world.reference_price
    model = BasketChoice(config).fit(
        log, simulated.customers, prices, lambda s: report(0.8 * s), shop.columns, cells
    )
    market, elasticities = _market(simulated, truth, model, cells)
    offers = [Offer(offer_id, tuple(ids)) for offer_id, ids in truth.offers.items()]
    book = complete(price_offers(market, offers, lambda s: report(0.8 + 0.2 * s)), truth)
    found = captured(book, truth.curve_rows, truth.audience.visit_share)
    report(1.0)
    return Refitted(
        n_visits=len(log),
        captured_share=found.share,
        flat_share=found.flat_share,
        within_share=_within(market, offers, truth),
        elasticities=_elasticities(market, elasticities, truth),
        cross_effects=_cross_effects(market, truth),
        advice=_advice(book, truth),
    )


def _market(
    simulated: Simulated, truth: FittedTruth, model: BasketChoice, cells: Cells
) -> tuple[Market, Elasticities]:
    """Return what the refitted shop's offers are judged by, over the customers that the truth is about."""
    log, customers = simulated.log, simulated.customers
    judged = np.zeros(len(log.customer_ids), bool)
    judged[: simulated.own.sum()] = truth.judged[simulated.own]
    audience = build_audience(model, some_customers(log, judged), customers, model.config.seed)
    elasticities = own_price_elasticities(audience.around(range(log.n_products)))
    gates = judge(cells, model, elasticities)
    n_customers = customers["segment"].astype(str).value_counts().reindex(audience.segments, fill_value=0)
    counted = np.asarray(n_customers, np.int64)
    return build_market(cells, audience, truth.costs, gates, counted), elasticities


def complete(book: pd.DataFrame, truth: FittedTruth) -> pd.DataFrame:
    """Return the book with a row for every offer and segment of the truth; none advised where none was."""
    keys = truth.curve_rows[["offer_id", "segment"]].drop_duplicates()
    rows = keys.merge(book, on=["offer_id", "segment"], how="left")
    parts = book.drop_duplicates("offer_id").set_index("offer_id")["product_ids"]
    return rows.assign(product_ids=rows["offer_id"].map(parts), verdict=rows["verdict"].fillna("FAIL"))


def _within(market: Market, offers: list[Offer], truth: FittedTruth) -> float:
    """Return which share of the possible profit lies within the prices that were ever seen."""
    limit = {}
    for offer in offers:
        parts = market.audience.positions(offer.product_ids)
        limit[offer.offer_id] = deepest_seen(parts, market.audience.price, market.lowest_price)
    curves = truth.curve_rows
    weight = curves["segment"].map(truth.audience.visit_share)
    gains = curves.assign(gain=weight * curves["true_profit"])
    seen = gains[gains["discount_share"] <= gains["offer_id"].map(limit) + 1e-9]
    best = [frame.groupby(["offer_id", "segment"])["gain"].max().sum() for frame in (seen, gains)]
    return float(best[0] / best[1]) if best[1] > 0 else float("nan")


def _elasticities(market: Market, found: Elasticities, truth: FittedTruth) -> pd.DataFrame:
    estimated = elasticities_frame(market.audience.segments, market.audience.product_ids, found)
    is_known = ~estimated["product_id"].isin(unlearned_products(market.gates))
    return elasticity_errors(estimated[is_known], truth.elasticity_rows(truth.segments))


def _cross_effects(market: Market, truth: FittedTruth) -> pd.DataFrame:
    a, b = zip(*combinations(range(len(market.audience.product_ids)), 2), strict=True)
    found = {name: getattr(market.effects, name).toarray()[a, b] for name in ("effect", "low", "high")}
    rows = truth.cross_effects.assign(
        effect=found["effect"],
        effect_low=found["low"],
        effect_high=found["high"],
        n_both=market.n_both.toarray()[a, b],
    )
    return rows.assign(is_in_band=rows["true_effect"].between(rows["effect_low"], rows["effect_high"]))


def _advice(book: pd.DataFrame, truth: FittedTruth) -> pd.DataFrame:
    rows = advice_errors(book, truth.curve_rows)
    inside = rows["true_profit"].between(rows["incremental_profit_low"], rows["incremental_profit_high"])
    share = rows["segment"].map(truth.audience.visit_share)
    return rows.assign(
        is_in_band=inside.astype("boolean").where(rows["discount_share"] > 0), visit_share=share
    )
