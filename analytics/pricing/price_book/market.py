"""All that offers are judged by: the audience, the costs, the gates, the limits, and who comes by."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.demand.audience import Audience
from analytics.demand.visits import Visits
from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.bundles import CrossEffects, joint_purchases
from analytics.pricing.constraints import NO_LIMITS, Constraints, is_below_cost
from analytics.pricing.money import BundleMoney, Costs

LEAST_JOINT = 20  # visits that bought two parts together, for their cross effect


@dataclass(frozen=True)
class Offer:
    """Products sold together under one price; a discount given is judged, else the best one is found."""

    offer_id: str
    product_ids: tuple[str, ...]
    discount_share: float | None = None


@dataclass(frozen=True)
class Market:
    """All that offers are judged by.

    Attributes
    ----------
    lowest_price : (n_products,) lowest prices seen [currency]
    n_customers : (n_segments,)
    limits : what the shop allows
    visits_per_week : of the whole shop lately; None: the audience's visits are those of one week
    """

    audience: Audience
    costs: Costs
    gates: list[Gate]
    effects: CrossEffects
    n_both: Ints
    lowest_price: Doubles
    n_customers: Ints
    limits: Constraints = NO_LIMITS
    visits_per_week: float | None = None

    @property
    def visit_weight(self) -> Doubles:
        """Return how many visits of the data each segment made, (n_segments,)."""
        audience = self.audience
        return np.bincount(audience.segment, audience.weight, len(audience.segments)).astype(float)

    def expected_visits(self) -> Doubles:
        """Return how many visits of each segment the limits' horizon will bring, (n_segments,)."""
        return self.visits_in(self.limits.horizon_weeks)

    def visits_in(self, weeks: float) -> Doubles:
        """Return how many visits of each segment so many weeks will bring, (n_segments,)."""
        weight = self.visit_weight
        per_week = weight.sum() if self.visits_per_week is None else self.visits_per_week
        return np.asarray(weight / max(weight.sum(), 1e-12) * per_week * weeks)


def build_market(
    visits: Visits,
    audience: Audience,
    costs: Costs,
    gates: list[Gate],
    n_customers: Ints,
    limits: Constraints = NO_LIMITS,
    visits_per_week: float | None = None,
) -> Market:
    """Return the market of a fitted shop."""
    effects = CrossEffects.of(audience.cross)
    lowest = np.minimum(np.nan_to_num(lowest_prices(visits), nan=np.inf), audience.price)
    n_both = joint_purchases(visits)
    return Market(audience, costs, gates, effects, n_both, lowest, n_customers, limits, visits_per_week)


def lowest_prices(visits: Visits) -> Doubles:
    """Return the lowest price of each product that enough visits saw, (n_products,) [currency]."""
    return np.array(
        [
            np.quantile(visits.price[seen, j], min(max(0.01, 10 / seen.sum()), 1.0)) if seen.any() else np.nan
            for j, seen in enumerate(visits.considered.T)
        ]
    )


def offer_gates(market: Market, parts: list[int]) -> list[Gate]:
    """Return the gates that an offer of these parts must pass."""
    ids = {market.audience.product_ids[j] for j in parts}
    own = [gate for gate in market.gates if gate.product_id is None or gate.product_id in ids]
    return [
        *own,
        joint_exposure_gate(market.n_both, parts),
        *_barred_parts(market, parts),
        *_parts_below_cost(market, parts),
    ]


def joint_exposure_gate(n_both: Ints, parts: list[int]) -> Gate:
    """Return whether the parts of an offer were bought together often enough to know their cross effects."""
    fewest = min(int(n_both[a, b]) for i, a in enumerate(parts) for b in parts[i + 1 :])
    verdict = Verdict.PASS if fewest >= LEAST_JOINT else Verdict.WARN
    return Gate(GateName.JOINT_EXPOSURE, None, verdict, float(fewest), Reason.BOUGHT_TOGETHER)


def _parts_below_cost(market: Market, parts: list[int]) -> list[Gate]:
    """Parts that cost more than they sell for, even at full price: a slip in the costs, or asked for."""
    money = BundleMoney.of(market.audience.price, market.costs, parts)
    price, cost = money.component_price, money.product_cost
    if market.limits.below_cost or not is_below_cost(money, np.array([price])).all():
        return []
    figures = {"price": price, "cost": cost}
    return [Gate(GateName.BELOW_COST, None, Verdict.FAIL, price - cost, Reason.BELOW_COST, figures)]


def _barred_parts(market: Market, parts: list[int]) -> list[Gate]:
    """What the shop excludes or has run out of is in no bundle."""
    ids = [market.audience.product_ids[j] for j in parts]
    barred = (
        (GateName.EXCLUDED, Reason.EXCLUDED, market.limits.excluded),
        (GateName.STOCK, Reason.OUT_OF_STOCK, market.limits.out_of_stock),
    )
    return [
        Gate(name, product, Verdict.FAIL, 0.0, reason)
        for name, reason, products in barred
        for product in ids
        if product in products
    ]
