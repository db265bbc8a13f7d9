"""Costs and limits that the analyst set for the shop: kept, and in words."""

from dataclasses import asdict

from analytics.jobs.typed_json import from_plain
from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.money import CostAssumptions
from analytics.runs.worth import CONFIRMED_MARGIN
from components.shell import formats
from data.store import Shop

COSTS, LIMITS = "cost_assumptions", "price_limits"  # settings of the shop
ENDING_WORDS = {"none": "Any price", ".99": "Ends in .99", ".95": "Ends in .95", "whole": "Whole amounts"}


def costs_of(shop: Shop, otherwise: CostAssumptions) -> CostAssumptions:
    """Return the costs that the analyst assumes, those given where none were set."""
    saved = shop.setting(COSTS)
    return otherwise if saved is None else CostAssumptions(**saved)


def limits_of(shop: Shop, otherwise: Constraints) -> Constraints:
    """Return the limits that the analyst set, those given where none were."""
    saved = shop.setting(LIMITS)
    return otherwise if saved is None else from_plain(Constraints, saved)


def save_costs(shop: Shop, costs: CostAssumptions) -> None:
    """Keep costs with the shop, in place of those of the training."""
    shop.save_setting(COSTS, asdict(costs))
    confirm_margin(shop, costs)


def confirm_margin(shop: Shop, costs: CostAssumptions) -> None:
    """Keep that the analyst stands by the margin where no file names a cost."""
    shop.save_setting(CONFIRMED_MARGIN, costs.margin_share)


def is_margin_confirmed(shop: Shop, costs: CostAssumptions) -> bool:
    """Return whether the analyst stands by this margin."""
    return shop.setting(CONFIRMED_MARGIN) == costs.margin_share


def save_limits(shop: Shop, limits: Constraints) -> None:
    """Keep limits with the shop, in place of those of the training."""
    shop.save_setting(LIMITS, asdict(limits))


def forget_assumptions(shop: Shop) -> None:
    """Go back to the costs and limits of the training."""
    for name in (COSTS, LIMITS):
        shop.save_setting(name, None)


def cost_words(costs: CostAssumptions, currency: str) -> str:
    """Return costs in one line: your costs (2.50 per parcel, 1.9 % payment fee)."""
    said = [
        (True, f"{formats.share(costs.margin_share, 0)} margin where the cost is unknown"),
        (costs.per_order, f"{formats.money(costs.per_order, currency)} per parcel"),
        (costs.per_item, f"{formats.money(costs.per_item, currency)} per item"),
        (costs.payment_fee_share, f"{formats.share(costs.payment_fee_share)} payment fee"),
        (costs.return_share is not None, f"{formats.share(costs.return_share)} returned"),
    ]
    return f"your costs ({', '.join(words for is_said, words in said if is_said)})"


def fairness_words(limits: Constraints) -> str:
    """Return the limit on what groups pay."""
    share = formats.share(limits.fairness_limit, 1)
    return f"no group by {formats.escaped(str(limits.fairness_groups))} pays over {share} more"


def limit_words(limits: Constraints, currency: str) -> str:
    """Return limits in one line, none where nothing is limited."""
    ending, at_once = limits.price_ending, limits.offers_per_visit
    said = [
        (limits.least_margin is not None, f"margin at least {formats.share(limits.least_margin, 0)}"),
        (limits.deepest_discount is not None, f"at most {formats.share(limits.deepest_discount, 0)} off"),
        (limits.largest_change is not None, f"change at most {formats.share(limits.largest_change, 0)}"),
        (ending != "none", ENDING_WORDS[ending].lower()),
        (limits.fairness_limit is not None, fairness_words(limits)),
        (limits.below_cost, "also below cost"),
        (limits.excluded, f"{formats.counted(len(limits.excluded), 'product')} excluded"),
        (limits.stock, f"stock of {formats.counted(len(limits.stock), 'product')}"),
        (limits.budget is not None, f"budget of {formats.money(limits.budget, currency)}"),
        (at_once != NO_LIMITS.offers_per_visit, f"at most {formats.counted(at_once, 'bundle')} a visit"),
        (limits.is_shared, f"over {limits.horizon_weeks:g} weeks"),
    ]
    return ", ".join(words for is_said, words in said if is_said) or "none"
