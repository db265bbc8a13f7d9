"""All that offers are judged by: the audience, the costs, the gates, the limits, and who comes by."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from analytics.arrays import Doubles, Ints
from analytics.demand.audience import AnyAudience
from analytics.demand.catalog_audience import CatalogAudience
from analytics.demand.cells import Cells
from analytics.demand.pairs import n_bought_together
from analytics.demand.reference_prices import lowest_prices
from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.bundles.effects import CrossEffects
from analytics.pricing.constraints import NO_LIMITS, Constraints, is_below_cost
from analytics.pricing.fair_choice import FairLimit
from analytics.pricing.money import BundleMoney, Costs
from analytics.pricing.price_book.groups import Groups
from data.schema import InputError

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
    n_both : (n_products, n_products) visits that bought both, 0 where `FEWEST_COUNTED` were not reached
    lowest_price : (n_products,) lowest prices seen [currency]
    n_customers : (n_segments,)
    limits : what the shop allows
    visits_per_week : of the whole shop lately; None: the audience's visits are those of one week
    groups : of customers, by attribute; None of runs from before they were counted
    """

    audience: AnyAudience
    costs: Costs
    gates: list[Gate]
    effects: CrossEffects
    n_both: sparse.csr_array
    lowest_price: Doubles
    n_customers: Ints
    limits: Constraints = NO_LIMITS
    visits_per_week: float | None = None
    groups: Groups | None = None

    @cached_property
    def fair_limit(self) -> FairLimit | None:
        """Return the limit on what groups pay, None where there is none; raises InputError without groups."""
        share, attribute = self.limits.fairness_limit, self.limits.fairness_groups
        if share is None or attribute is None:
            return None
        if self.groups is None:
            problem = "this training has not counted groups of customers"
            raise InputError(problem, "Train again, then set the limit", column=attribute)
        return self.groups.limit(attribute, share)

    @cached_property
    def gates_by_product(self) -> dict[str | None, list[Gate]]:
        """Return the gates of each product, those of the whole shop under None."""
        found: dict[str | None, list[Gate]] = {}
        for gate in self.gates:
            found.setdefault(gate.product_id, []).append(gate)
        return found

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
    cells: Cells,
    audience: CatalogAudience,
    costs: Costs,
    gates: list[Gate],
    n_customers: Ints,
    limits: Constraints = NO_LIMITS,
    visits_per_week: float | None = None,
    groups: Groups | None = None,
) -> Market:
    """Return the market of a fitted shop."""
    effects = CrossEffects.of(audience.pairs, audience.weights.cross)
    lowest = np.minimum(np.nan_to_num(lowest_prices(cells), nan=np.inf), audience.price)
    n_both = n_bought_together(cells.log)
    return Market(
        audience, costs, gates, effects, n_both, lowest, n_customers, limits, visits_per_week, groups
    )


def offer_gates(market: Market, parts: list[int]) -> list[Gate]:
    """Return the gates that an offer of these parts must pass."""
    ids = dict.fromkeys(market.audience.product_ids[j] for j in parts)
    own = [gate for product in (*ids, None) for gate in market.gates_by_product.get(product, ())]
    return [
        *own,
        joint_exposure_gate(market.n_both, parts),
        *_barred_parts(market, parts),
        *_parts_below_cost(market, parts),
    ]


def joint_exposure_gate(n_both: sparse.csr_array, parts: list[int]) -> Gate:
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
