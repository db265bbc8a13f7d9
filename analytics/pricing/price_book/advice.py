"""What to do with one offer: the best price that its limits allow, for every segment."""

from dataclasses import dataclass, field, replace

import numpy as np

from analytics.findings import Finding, Gate, GateName, Reason, Verdict
from analytics.pricing.constraints import Options, broken_limits, bundle_prices
from analytics.pricing.money import BundleMoney
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.optimize import Recommendation, best_discounts, best_options, deepest_seen
from analytics.pricing.price_book.figures import PROFITS, figures_at
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


def judge(market: Market, offer: Offer, curves: OfferCurves) -> Advice:
    """Return what to do with one offer when nothing is scarce."""
    parts, price = list(curves.offer), market.audience.price
    deepest = deepest_seen(parts, price, market.lowest_price)
    money = BundleMoney.of(price, market.costs, parts)
    gates = offer_gates(market, parts)
    options = Options.within(market.limits, money, deepest)
    if offer.discount_share is not None:
        asked = asked_for(market, money, offer.discount_share)
        gates += _asked_gates(market, money, asked, offer.discount_share, deepest)
        return Advice(offer, parts, curves, gates, options, [asked] * len(market.audience.segments))
    free = best_discounts(curves, deepest)
    chosen = [
        replace(best, held_by=_held_by(market, money, best, unlimited))
        for best, unlimited in zip(best_options(curves, options, deepest), free, strict=True)
    ]
    return _without_slight(Advice(offer, parts, curves, gates, options, chosen))


def _without_slight(advice: Advice) -> Advice:
    """Leave out discounts that promise next to nothing and may lose as much."""
    found = figures_at(advice.curves, np.array([chosen.discount_share for chosen in advice.chosen]))
    whole = advice.curves.component_price
    profit, low = found[PROFITS[0]], found[PROFITS[1]]
    is_slight = (profit < _SLIGHT * whole * found["take_rate"]) & (profit + low < 0)
    none = Recommendation(0, is_cut=False, price=whole, is_slight=True)
    chosen = [
        none if slight and best.discount_share > 0 else best
        for best, slight in zip(advice.chosen, is_slight, strict=True)
    ]
    return replace(advice, chosen=chosen)


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
