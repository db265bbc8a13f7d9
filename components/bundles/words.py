"""Costs and limits in words."""

from typing import TYPE_CHECKING

from components.shell import formats

if TYPE_CHECKING:
    from analytics.pricing.constraints import Constraints
    from analytics.pricing.money import CostAssumptions

ENDING_WORDS = {"none": "Any price", ".99": "Ends in .99", ".95": "Ends in .95", "whole": "Whole amounts"}


def cost_words(costs: "CostAssumptions", currency: str) -> str:
    """Return costs in one line: your costs (2.50 per parcel, 1.9 % payment fee)."""
    said = [f"{formats.share(costs.margin_share, 0)} margin where the cost is unknown"]
    if costs.per_order:
        said.append(f"{formats.money(costs.per_order, currency)} per parcel")
    if costs.per_item:
        said.append(f"{formats.money(costs.per_item, currency)} per item")
    if costs.payment_fee_share:
        said.append(f"{formats.share(costs.payment_fee_share)} payment fee")
    if costs.return_share is not None:
        said.append(f"{formats.share(costs.return_share)} returned")
    return f"your costs ({', '.join(said)})"


def limit_words(limits: "Constraints", currency: str) -> str:
    """Return limits in one line, none where nothing is limited."""
    said = []
    for words, limit in (
        ("margin at least", limits.least_margin),
        ("at most", limits.deepest_discount),
        ("change at most", limits.largest_change),
    ):
        if limit is not None:
            off = " off" if words == "at most" else ""
            said.append(f"{words} {formats.share(limit, 0)}{off}")
    if limits.price_ending != "none":
        said.append(ENDING_WORDS[limits.price_ending].lower())
    if limits.excluded:
        said.append(f"{formats.counted(len(limits.excluded), 'product')} excluded")
    if limits.stock:
        said.append(f"stock of {formats.counted(len(limits.stock), 'product')}")
    if limits.budget is not None:
        said.append(f"budget of {formats.money(limits.budget, currency)}")
    if limits.is_shared:
        said.append(f"over {limits.horizon_weeks:g} weeks")
    return ", ".join(said) or "none"
