"""What to do with one offer: the best price that its limits allow, for every segment."""

from dataclasses import dataclass, field, replace

import numpy as np

from analytics.findings import Finding, Gate, GateName, Reason, Verdict
from analytics.pricing.constraints import Options, broken_limits, bundle_prices
from analytics.pricing.money import BundleMoney
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.offers.curves import at_own_discounts
from analytics.pricing.optimize import Recommendation, best_discounts, best_options, deepest_seen
from analytics.pricing.price_book.market import Market, Offer, offer_gates

_SLIGHT = 1e-3  # of what its takers pay, in extra profit: set by `tests/benchmarks/gates.py`


@dataclass(frozen=True)
class Advice:
    """An offer with its curves, the gates that it meets, and what is advised for every segment.

    Attributes
    ----------
    parts : positions of the parts
    options : what the limits leave
    chosen : one recommendation per segment
    refused : segment → why a price that was asked for cannot be given there
    """

    offer: Offer
    parts: list[int]
    curves: OfferCurves
    gates: list[Gate]
    options: Options
    chosen: list[Recommendation]
    refused: dict[int, Finding] = field(default_factory=dict)

    @property
    def is_withheld(self) -> bool:
        """Return whether a gate withholds the offer from everyone."""
        return any(gate.verdict == Verdict.FAIL for gate in self.gates)


@dataclass(frozen=True)
class Terms:
    """What a market says of an offer before its curves are asked.

    Attributes
    ----------
    deepest : largest discount that the data speak about [share]
    asked : the price that was asked for, where one was
    """

    parts: list[int]
    deepest: float
    money: BundleMoney
    gates: list[Gate]
    options: Options
    asked: Recommendation | None = None

    @classmethod
    def of(cls, market: Market, offer: Offer, parts: list[int]) -> "Terms":
        """Return the terms of an offer; `parts` are the positions of its parts."""
        price = market.audience.price
        deepest = deepest_seen(parts, price, market.lowest_price)
        money, gates = BundleMoney.of(price, market.costs, parts), offer_gates(market, parts)
        options = Options.within(market.limits, money, deepest)
        if offer.discount_share is None:
            return cls(parts, deepest, money, gates, options)
        asked = asked_for(market, money, offer.discount_share)
        gates += _asked_gates(market, money, asked, offer.discount_share, deepest)
        return cls(parts, deepest, money, gates, options, asked)

    def chosen(self, curves: OfferCurves) -> list[Recommendation]:
        """Return what is recommended to each segment when nothing is scarce."""
        if self.asked is not None:
            return [self.asked] * len(curves.weight)
        return _without_slight(best_options(curves, self.options, self.deepest), curves)


def judge(market: Market, offer: Offer, curves: OfferCurves) -> Advice:
    """Return what to do with one offer when nothing is scarce."""
    terms = Terms.of(market, offer, list(curves.offer))
    chosen = terms.chosen(curves)
    if terms.asked is None:
        free = best_discounts(curves, terms.deepest)
        chosen = [
            best if best.is_slight else replace(best, held_by=_held_by(market, terms.money, best, unlimited))
            for best, unlimited in zip(chosen, free, strict=True)
        ]
    return Advice(offer, terms.parts, curves, terms.gates, terms.options, chosen)


def _without_slight(chosen: list[Recommendation], curves: OfferCurves) -> list[Recommendation]:
    """Leave out discounts that promise next to nothing and may lose as much."""
    discount, whole = np.array([best.discount_share for best in chosen]), curves.component_price
    take, profit, low = (
        at_own_discounts(table, discount)
        for table in (curves.metrics["take_rate"], curves.metrics["incremental_profit"], curves.band()[0])
    )
    is_slight = (profit < _SLIGHT * whole * take) & (profit + low < 0)
    none = Recommendation(0, is_cut=False, price=whole, is_slight=True)
    return [
        none if slight and best.discount_share > 0 else best
        for best, slight in zip(chosen, is_slight, strict=True)
    ]


def asked_for(market: Market, money: BundleMoney, discount: float) -> Recommendation:
    """Return a discount that was asked for, at the nearest price that ends as prices have to."""
    discount = float(np.clip(discount, 0, GRID[-1]))
    whole = money.component_price
    if discount == 0:
        return Recommendation(0, is_cut=False, price=whole)
    price = float(bundle_prices(market.limits, money, np.array([discount]))[0])
    if market.limits.price_ending != "none":
        price = price - 1 if price >= whole > 1 else price  # the nearest such price below the parts'
        discount = 1 - price / whole
    return Recommendation.near(discount, price)


def _held_by(
    market: Market, money: BundleMoney, best: Recommendation, unlimited: Recommendation
) -> Finding | None:
    """Return which limit keeps the best price away; None where none does."""
    if unlimited.at == 0 or abs(best.discount_share - unlimited.discount_share) < 0.01:
        return None
    any_ending = replace(market.limits, price_ending="none")
    price = bundle_prices(any_ending, money, np.array([unlimited.discount_share]))[0]
    return next(iter(broken_limits(any_ending, money, float(price))), None)


def _asked_gates(
    market: Market, money: BundleMoney, asked: Recommendation, wanted: float, deepest: float
) -> list[Gate]:
    """What speaks against a discount that was asked for: limits refuse it, prices never seen warn."""
    share = asked.discount_share
    broken = broken_limits(market.limits, money, float(asked.price or 0)) if share != 0 else []
    gates = [Gate(GateName.LIMITS, None, Verdict.FAIL, share, one.reason, one.figures) for one in broken]
    if share > deepest + 0.005:
        reason = Reason.PARTS_NEVER_SO_LOW
        gates.append(Gate(GateName.PRICE_SUPPORT, None, Verdict.WARN, deepest, reason))
    if not gates and abs(share - wanted) > 0.005:
        figures = {"wanted": wanted}
        gates.append(Gate(GateName.PRICE_ENDING, None, Verdict.WARN, share, Reason.ENDS_ELSEWHERE, figures))
    return gates
