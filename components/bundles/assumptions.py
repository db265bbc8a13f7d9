"""Costs and limits as the analyst set them for the shop; until then those of the training."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from data.store import Shop

if TYPE_CHECKING:
    from analytics.pricing.constraints import Constraints
    from analytics.pricing.money import CostAssumptions

COSTS, LIMITS = "cost_assumptions", "price_limits"  # settings of the shop


def costs_of(shop: Shop, otherwise: "CostAssumptions") -> "CostAssumptions":
    """Return the costs that the analyst assumes, those given where none were set."""
    from analytics.pricing.money import CostAssumptions

    saved = shop.setting(COSTS)
    return otherwise if saved is None else CostAssumptions(**saved)


def limits_of(shop: Shop, otherwise: "Constraints") -> "Constraints":
    """Return the limits that the analyst set, those given where none were."""
    from analytics.jobs.typed_json import from_plain
    from analytics.pricing.constraints import Constraints

    saved = shop.setting(LIMITS)
    return otherwise if saved is None else from_plain(Constraints, saved)


def save_costs(shop: Shop, costs: "CostAssumptions | None") -> None:
    """Keep costs with the shop; None: those of the training hold again."""
    shop.save_setting(COSTS, None if costs is None else asdict(costs))


def save_limits(shop: Shop, limits: "Constraints | None") -> None:
    """Keep limits with the shop; None: those of the training hold again."""
    shop.save_setting(LIMITS, None if limits is None else asdict(limits))


def forget_assumptions(shop: Shop) -> None:
    """Go back to the costs and limits of the training."""
    save_costs(shop, None)
    save_limits(shop, None)
