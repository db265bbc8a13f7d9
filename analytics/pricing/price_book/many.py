"""The price book of any number of offers: few exactly, many on fewer visits and discounts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.audience import AnyAudience
from analytics.numerics import expit
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.pricing.offers.precision import COARSE, FINE
from analytics.pricing.optimize import deepest_seen, last_seen, mean_profit
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Market, Offer
from analytics.threads import side_by_side

FEW = 60  # offers that are priced as the price book of a run is
_ROWS, _MEMBER_ROWS = 400, 60  # visits of a segment: for the fit, and for the members behind bands
_NEARLY_NOTHING = 1e-6
_COARSE_SHARE = 0.6  # of the time that many offers take


def price_offers(
    market: Market,
    offers: Sequence[Offer],
    report: Callable[[float], None] = lambda share: None,
    known: Mapping[tuple[int, ...], OfferCurves] | None = None,
    build: Callable[..., pd.DataFrame] = build_price_book,
) -> pd.DataFrame:
    """Return the price book of any number of offers, one row per offer × segment, as `build_price_book`.

    Up to 60 offers are priced exactly, on all visits of the audience. More are priced on 400 visits of every
    segment and at every fifth percent of discount, smoothly in between, and the 60 among them that look best
    exactly; gates, limits and verdicts are the same functions. Tolerance as measured on an audience of
    100,000 visits, ten segments: 19 of 20 discounts within 2 points of the exact book's, and up to 6
    where profit hardly depends on them; the profit per visit within the exact row's 90 % band in 99 rows
    of 100. Where a discount is about as deep as was seen, PASS and WARN may change places.

    Parameters
    ----------
    report : called with the share of the offers that are done [0-1]
    known : positions of an offer's parts → its exact curves, where computed before
    build : `build_price_book`, or `open_book` where what gates withhold is wanted as well
    """
    is_many, curves = len(offers) > FEW, dict(known or {})
    share = _COARSE_SHARE if is_many else 1.0
    curves = _curves(market, offers, not is_many, curves, lambda done: report(share * done))
    if is_many:
        best = best_of(curves, offers, market)
        coarse = {parts: found for parts, found in curves.items() if found.is_fine or parts not in best}
        few = [offer for offer in offers if tuple(market.audience.positions(offer.product_ids)) in best]
        curves = _curves(market, few, True, coarse, lambda done: report(share + (1 - share) * done))
    book = build(market, offers, curves)
    report(1.0)
    return book


def best_of(
    curves: Mapping[tuple[int, ...], OfferCurves], offers: Sequence[Offer], market: Market
) -> set[tuple[int, ...]]:
    """Return the 60 offers, by the positions of their parts, whose best discounts promise most in all."""
    every = {tuple(market.audience.positions(offer.product_ids)) for offer in offers}
    promise = {}
    for parts in every:
        last = last_seen(deepest_seen(parts, market.audience.price, market.lowest_price))
        best = mean_profit(curves[parts])[:, : last + 1].max(1)
        promise[parts] = float(np.maximum(best, 0) @ curves[parts].weight)
    return set(sorted(promise, key=lambda parts: (-promise[parts], parts))[:FEW])


def quick_curves(market: Market, offers: Sequence[Offer]) -> dict[tuple[int, ...], OfferCurves]:
    """Return the curves of offers, by the positions of their parts, as many offers are priced."""
    return _curves(market, offers, False, {}, lambda share: None)


def _curves(
    market: Market,
    offers: Sequence[Offer],
    is_exact: bool,
    known: dict[tuple[int, ...], OfferCurves],
    report: Callable[[float], None],
) -> dict[tuple[int, ...], OfferCurves]:
    """Return the curves of all offers by the positions of their parts."""
    audience, precision = market.audience, FINE if is_exact else COARSE

    def curves_of(parts: tuple[int, ...]) -> OfferCurves:
        people = audience if is_exact else coarse_audience(audience, parts)
        found = offer_curves(people, parts, market.costs, precision=precision)
        return found if is_exact else replace(found, is_fine=False)

    every = dict.fromkeys(tuple(audience.positions(offer.product_ids)) for offer in offers)
    new = [parts for parts in every if parts not in known]
    curves = side_by_side(curves_of, new, report, most=precision.n_cores)
    return known | dict(zip(new, curves, strict=True))


def coarse_audience(audience: AnyAudience, parts: Sequence[int]) -> AnyAudience:
    """Return the visits on which an offer is priced where there are many."""
    return few_of_each_segment(audience, parts, _ROWS, _MEMBER_ROWS)


def few_of_each_segment(
    audience: AnyAudience, parts: Sequence[int], n_rows: int, n_member_rows: int
) -> AnyAudience:
    """Return an audience of at most so many visits of each segment, each standing for as many.

    Whoever may buy the parts stands for few, everybody else for many; drawn evenly along the visits in the
    order of how much they want the parts, so that a few stand for all.

    Parameters
    ----------
    parts : positions of the offer's parts
    n_rows : visits of a segment
    n_member_rows : of those for which all members are kept
    """
    chance = expit(audience.wishes(np.asarray(parts)).astype(float)).sum(1)
    weight = audience.weight.astype(float)
    rows, stands_for = _spread(audience.segment, weight, chance, n_rows)
    of_members = audience.sample
    asked, asked_weight = _spread(
        audience.segment[of_members], weight[of_members], chance[of_members], n_member_rows
    )
    everyone = np.concatenate([rows, of_members[asked]])
    few = audience.rows(everyone, np.arange(len(rows), len(everyone)))
    # those of whom the members are asked weigh among themselves only
    every_weight = np.concatenate([stands_for, _NEARLY_NOTHING * asked_weight]).astype(np.float32)
    return few.with_weight(every_weight)


def _spread(segment: Ints, weight: Doubles, chance: Doubles, most: int) -> tuple[Ints, Doubles]:
    """Return positions of visits, at most so many of each segment, and how many visits each stands for.

    A visit is drawn by its weight and by its chance to buy, at least that of the average one.
    """
    chosen, stands_for = [np.empty(0, np.int64)], [np.empty(0)]
    for code in np.unique(segment):
        rows = np.flatnonzero(segment == code)
        own = weight[rows]
        if len(rows) > most:
            rows = rows[np.argsort(chance[rows], kind="stable")]
            own = weight[rows]
            usual = max(float(own @ chance[rows] / own.sum()), 1e-12)
            drawn_by = own * (chance[rows] + usual)
            reached = np.cumsum(drawn_by)
            at = np.searchsorted(reached, (np.arange(most) + 0.5) / most * reached[-1])
            total, stands = own.sum(), own[at] / drawn_by[at]
            rows, own = rows[at], stands * total / stands.sum()
        chosen.append(rows)
        stands_for.append(own)
    return np.concatenate(chosen), np.concatenate(stands_for)
