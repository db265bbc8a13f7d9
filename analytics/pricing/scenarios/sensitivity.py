"""What matters most: how far a scenario's profit moves when one thing is other than assumed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.audience import AnyAudience, Audience
from analytics.numerics import Z_90
from analytics.pricing.money import Costs
from analytics.pricing.offers.compute import offer_curves
from analytics.pricing.offers.curves import GRID
from analytics.pricing.offers.deals import BUNDLE_PRICE, Deal
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.audience_subset import thinned
from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import CostChange

_MOST_ROWS = 10_000
_FEWEST_MEMBERS = 4
# ranges where the data give none
_COST, _FULFILMENT, _NO_FULFILMENT, _RETURNS, _FEE = 0.10, 0.20, 0.05, 0.02, 0.01
_RESPONSE, _DEMAND, _CROSS, _DISCOUNT, _USED, _VISITS = 0.20, 0.10, 0.10, 5, 0.10, 0.20


@dataclass(frozen=True)
class _Case:
    """Everything that a scenario's profit depends on, per visit."""

    audience: Audience
    parts: tuple[int, ...]
    costs: Costs
    percents: tuple[int, ...]
    deal: Deal

    def profit(self) -> float:
        curves = offer_curves(self.audience, self.parts, self.costs, self.deal)
        share = curves.weight / curves.weight.sum()
        rows = np.arange(len(self.percents))
        return float(share @ curves.metrics["incremental_profit"][rows, list(self.percents)])

    def at(self, driver: str, value: float) -> "_Case":
        """Return the case with one thing other than assumed."""
        people, parts, costs = self.audience, list(self.parts), self.costs
        if driver == "price_response":
            return replace(self, audience=replace(people, slope=people.slope * np.float32(1 + value)))
        if driver == "demand":
            return replace(
                self, audience=replace(people, taste=_raised(people.taste, np.s_[:, parts], value))
            )
        if driver == "cross_effect":
            pairs = value * (1 - np.eye(len(parts)))
            cross = _raised(people.cross, np.ix_([0], parts, parts), pairs)
            return replace(self, audience=replace(people, cross=cross))
        if driver == "product_cost":
            return replace(self, costs=CostChange(product_cost_change=value).of(costs))
        if driver == "returns":
            return replace(self, costs=replace(costs, return_share=np.clip(costs.return_share + value, 0, 1)))
        if driver == "discount":
            deepest = len(GRID) - 1
            percents = tuple(int(np.clip(p + value, 0, deepest)) for p in self.percents)
            return replace(self, percents=percents)
        change: dict[str, Any] = {driver: value}
        if driver in ("carried", "used_share"):
            return replace(self, deal=replace(self.deal, **change))
        return replace(self, costs=replace(costs, **change))


def drivers_of(
    context: ComparisonContext, scenario: Scenario, visits_spread: tuple[float, float] | None
) -> pd.DataFrame:
    """Return `what_matters` for a scenario, in money per `PER` visits."""
    setting, audience = scenario.setting, context.subset.audience
    ids = setting.of(context.product_ids)
    costs, deal = setting.costs.of(context.market.costs), setting.deal(ids)
    table = what_matters(audience, audience.positions(ids), costs, scenario.percents, deal, visits_spread)
    return table.assign(**{name: PER * table[name] for name in ("profit_low", "profit_high")})


def what_matters(
    audience: AnyAudience,
    parts: Sequence[int],
    costs: Costs,
    percents: Sequence[int],
    deal: Deal = BUNDLE_PRICE,
    visits_spread: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Return how far profit moves with each driver between the ends of its range, largest first.

    Estimates range over the 90 % band of the bootstrap members where there are any, everything else over a
    stated range; one is moved at a time, all else as in the scenario.

    Parameters
    ----------
    percents : (n_segments,) discounts [whole per cent]
    visits_spread : how far below and above the usual its visits are [share], from the data; else ±20 %

    Returns
    -------
    driver, low, high : the driver's range, in its own unit (see `ranges`)
    profit_low, profit_high : change of profit per visit at either end [currency]
    is_band : whether the range is a 90 % band of the data
    """
    near = audience.near(parts)
    people, parts = audience.around(near, n_parts=len(parts)), list(range(len(parts)))
    case = _Case(thinned(people, _MOST_ROWS), tuple(parts), costs.of(near), tuple(percents), deal)
    base = case.profit()
    rows = [
        (name, low, high, case.at(name, low).profit() - base, case.at(name, high).profit() - base, is_band)
        for name, (low, high, is_band) in ranges(people, case).items()
    ]
    fewer, more = visits_spread or (-_VISITS, _VISITS)
    rows.append(("visits", fewer, more, base * fewer, base * more, visits_spread is not None))
    table = pd.DataFrame(rows, columns=["driver", "low", "high", "profit_low", "profit_high", "is_band"])
    ends = table[["profit_low", "profit_high"]]
    width = ends.max(axis=1).clip(lower=0) - ends.min(axis=1).clip(upper=0)
    return table.assign(width=width).sort_values("width", ascending=False, kind="stable", ignore_index=True)


def ranges(audience: Audience, case: _Case) -> dict[str, tuple[float, float, bool]]:
    """Return every driver's range, low to high, and whether it is a 90 % band of the data.

    Price response and product cost are relative changes [share], demand and cross effect changes of utility
    [logits], returns a change of the share, the discount a change [whole per cent]; fulfilment, the payment
    fee, carried shipping and the share that uses the deal are the values themselves.
    """
    costs, deal, parts = case.costs, case.deal, list(case.parts)
    price = float(audience.price[parts].sum())
    found = {
        **_learned(audience, parts),
        "discount": (-_DISCOUNT, _DISCOUNT, False),
        "product_cost": (-_COST, _COST, False),
        "per_order": (*_around(costs.per_order, price), False),
        "per_item": (*_around(costs.per_item, price / len(parts)), False),
        "returns": (-_RETURNS, _RETURNS, False),
        "payment_fee_share": (max(costs.payment_fee_share - _FEE, 0), costs.payment_fee_share + _FEE, False),
    }
    if deal.carried > 0:
        found["carried"] = (*_around(deal.carried, price), False)
    if deal.used_share < 1:
        found["used_share"] = max(deal.used_share - _USED, 0), min(deal.used_share + _USED, 1), False
    return found


def _learned(audience: Audience, parts: list[int]) -> dict[str, tuple[float, float, bool]]:
    """Return the 90 % bands of what the model learned, from its members' spread over the whole audience."""
    if audience.member_taste.shape[1] < _FEWEST_MEMBERS or not len(audience.sample):
        stated = {"price_response": _RESPONSE, "demand": _DEMAND, "cross_effect": _CROSS}
        return {name: (-half, half, False) for name, half in stated.items()}
    slope = audience.member_slope[:, 1:, parts].mean((0, 2))
    taste = audience.member_taste[:, 1:, parts].mean((0, 2))
    a, b = np.triu_indices(len(parts), 1)
    cross = audience.cross[1:][:, np.array(parts)[a], np.array(parts)[b]].mean(1)
    relative = min(Z_90 * float(slope.std(ddof=1) / slope.mean()), 0.95)  # slopes stay above zero
    halves = {"price_response": relative}
    halves |= {"demand": Z_90 * float(taste.std(ddof=1)), "cross_effect": Z_90 * float(cross.std(ddof=1))}
    return {name: (-half, half, True) for name, half in halves.items()}


def _around(value: float, price: float) -> tuple[float, float]:
    """Return a cost's stated range; one that is nothing so far might be a twentieth of the price."""
    if value > 0:
        return value * (1 - _FULFILMENT), value * (1 + _FULFILMENT)
    return 0.0, round(_NO_FULFILMENT * price, 2)


def _raised(values: NDArray[np.float32], at: Any, by: Any) -> NDArray[np.float32]:
    """Return values of which some are raised."""
    raised = values.copy()
    raised[at] += np.float32(by)
    return raised
