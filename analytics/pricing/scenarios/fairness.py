"""Scenarios and the limit on what groups pay: which of them break it, and the best that keeps it."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.findings import Finding, Reason
from analytics.pricing.fair_choice import FairLimit, fair_options
from analytics.pricing.offers import GRID
from analytics.pricing.optimize import Recommendation, last_seen, mean_profit
from analytics.pricing.price_book.market import Market
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario


@dataclass(frozen=True)
class BrokenLimit:
    """A limit on what groups pay that a scenario breaks.

    Attributes
    ----------
    group : that pays most more than all, by the attribute of the limit
    excess_share : how much more [share of everybody's mean price]
    limit : how much it may be
    """

    scenario: str
    attribute: str
    group: str
    excess_share: float
    limit: float


def broken_limit(market: Market, offer: Offered, scenario: Scenario) -> BrokenLimit | None:
    """Return how a scenario breaks the limit of the market, None where it keeps it or there is none."""
    limit, attribute = market.fair_limit, market.limits.fairness_groups
    if limit is None or attribute is None or market.groups is None:
        return None
    paid = prices_paid(market, offer, np.array(scenario.percents))
    if limit.is_kept(paid):
        return None
    counts = market.groups.table(attribute)
    counts = counts[counts.sum(axis=1) > 0]
    excess = limit.of_groups @ paid / (limit.of_everyone @ paid) - 1
    worst = int(excess.argmax())
    return BrokenLimit(scenario.name, attribute, str(counts.index[worst]), float(excess[worst]), limit.share)


def prices_paid(market: Market, offer: Offered, percents: Ints) -> Doubles:
    """Return what each segment of the market pays, to the cent, (n_segments,) [currency].

    Whoever is not shown the offer pays its parts.

    Parameters
    ----------
    percents : discount of each segment that is shown it [whole per cent]
    """
    paid = pd.Series(offer.curves.component_price, index=list(market.audience.segments), dtype=float)
    paid[list(offer.segments)] = offer.price(percents / 100)
    return np.asarray(paid.round(2), np.float64)


def within_limit(market: Market, offer: Offered) -> Offered:
    """Return an offer whose best discounts keep the limit of the market, as they are where they do."""
    limit = market.fair_limit
    if limit is None:
        return offer
    flat = _best_flat(market, offer, limit)
    best = np.array([one.at for one in offer.best])
    if not limit.is_kept(prices_paid(market, offer, best)):
        are_all_shown = len(offer.segments) == limit.of_everyone.size
        best = _best_of_segments(offer, limit) if are_all_shown else np.full(len(offer.segments), flat)
    held = Finding(Reason.GROUPS_APART, {"limit": limit.share})
    return replace(
        offer,
        best=tuple(_at(one, int(at), held) for one, at in zip(offer.best, best, strict=True)),
        best_flat=_at(offer.best_flat, flat, held),
    )


def _best_of_segments(offer: Offered, limit: FairLimit) -> Ints:
    """Return the discounts of all segments that earn most and keep the limit [whole per cent]."""
    allowed = _allowed(offer)
    profit = mean_profit(offer.curves)[:, allowed] * offer.curves.weight[:, None]
    price = np.round(offer.price(GRID[allowed]), 2)
    return np.asarray(allowed[fair_options(profit, price, limit)])


def _best_flat(market: Market, offer: Offered, limit: FairLimit) -> int:
    """Return the best discount for all who are shown the offer that keeps the limit [whole per cent]."""
    allowed, n = _allowed(offer), len(offer.segments)
    profit = (offer.curves.weight @ mean_profit(offer.curves))[allowed]
    order = [offer.best_flat.at, *allowed[np.argsort(-profit, kind="stable")]]
    kept = (int(at) for at in order if limit.is_kept(prices_paid(market, offer, np.full(n, at))))
    return next(kept, 0)


def _allowed(offer: Offered) -> Ints:
    """Return the discounts that prices have seen and the shop's limits allow, none first [whole per cent]."""
    return np.array([at for at in range(last_seen(offer.deepest) + 1) if at not in offer.barred])


def _at(best: Recommendation, at: int, held: Finding) -> Recommendation:
    return best if best.at == at else replace(best, at=at, exact=None, price=None, held_by=held)
