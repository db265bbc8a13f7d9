"""Scenarios in words: their discounts, what else they differ in, and the columns of their tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import CostChange, Mechanism, Setting
from components.shell import formats, tables, units

MECHANISMS = {
    Mechanism.BUNDLE_PRICE: ("Bundle price", "Whoever takes all parts pays the bundle's price."),
    Mechanism.COUPON: ("Coupon on one part", "Whoever takes all parts gets the discount on one of them."),
    Mechanism.FREE_SHIPPING: (
        "Free shipping",
        "Whoever takes all parts pays no shipping; the discount comes on top.",
    ),
}
CONTRIBUTION_HELP = "Contribution margin: revenue less product cost, fulfilment and expected returns"
CANNIBALIZED_HELP = "Cannibalized margin: given away to those who would have bought the parts anyway"
PROFIT_HELP = "Contribution margin above that of the same visits without the bundle"
SCENARIO = {"scenario": tables.text("Scenario")}
CHANGES = {  # against the same visits at today's prices, without the bundle
    "units_change": tables.share(
        "Sales", "Change of units of the parts and of what sells along with them", 2
    ),
    "revenue_change": tables.share("Revenue", "Change of the revenue of these", 2),
}
METRICS = {  # what a scenario brings
    "take_rate": tables.share("Take rate", "Share of all visits that buy all parts of the bundle"),
    "units": tables.count("Units", "Units of the parts and of what sells along with them"),
    "revenue": tables.money("Revenue", decimals=0),
    "contribution_margin": tables.money("Contribution", CONTRIBUTION_HELP, 0),
    "cannibalized_margin": tables.money("Cannibalized", CANNIBALIZED_HELP),
    "incremental_profit": tables.money("Extra profit", PROFIT_HELP),
    **tables.band("profit", tables.money, tables.BAND),
    **tables.band("take_rate", tables.share, tables.BAND, words="Take rate"),
}
FIRST = ("incremental_profit", "profit_low", "profit_high")
FINE = (*FIRST, "cannibalized_margin")  # with cents, unless they are large
TOTALS = {
    **SCENARIO,
    "discount": tables.text("Discount"),
    **CHANGES,
    **{name: METRICS[name] for name in FIRST},
    **METRICS,
}
SEGMENT_METRICS = {
    **SCENARIO,
    **tables.SEGMENT,
    "discount_share": tables.share("Discount", decimals=0),
    "bundle_price": tables.money("Bundle price"),
    **METRICS,
}


def in_unit(
    columns: Mapping[str, tables.Column], rows: pd.DataFrame, unit: units.MoneyUnit
) -> dict[str, tables.Column]:
    """Return the columns of outcomes, profits as fine as the unit tells them."""
    decimals = unit.decimals(*rows[list(FIRST)].abs().max())
    fine = {name: replace(columns[name], decimals=decimals) for name in FINE if name in columns}
    return {**columns, **fine}


def discount_words(scenario: Scenario) -> str:
    """Return a scenario's discounts: 15 % or 6–26 %."""
    low, high = min(scenario.percents), max(scenario.percents)
    return formats.share(low / 100, 0) if low == high else f"{low}–{formats.share(high / 100, 0)}"


def named(scenario: Scenario) -> str:
    """Return a scenario's name with its discounts."""
    return f"{scenario.name} ({discount_words(scenario)})"


def with_discounts(table: pd.DataFrame, scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return the rows of all segments together, with the scenarios' discounts in words."""
    words = {scenario.name: discount_words(scenario) for scenario in scenarios}
    rows = table[table["is_total"]]
    return rows.assign(discount=rows["scenario"].map(words))


def own_words(scenarios: Sequence[Scenario], labels: Mapping[str, str], currency: str) -> list[str]:
    """Return a sentence for every scenario that has something of its own."""
    told = {scenario.name: setting_words(scenario.setting, labels, currency) for scenario in scenarios}
    return [f"{name}: {words}." for name, words in told.items() if words]


def setting_words(setting: Setting, labels: Mapping[str, str], currency: str) -> str:
    """Return what differs from the page's bundle, costs and visits; nothing where all is the same."""
    words = [
        " + ".join(labels.get(p, p) for p in setting.parts),
        _mechanism_words(setting, labels, currency),
        *_cost_words(setting.costs, currency),
        f"visits {formats.signed_share(setting.visits_change)}" if setting.visits_change else "",
    ]
    return " · ".join(filter(None, words))


def _mechanism_words(setting: Setting, labels: Mapping[str, str], currency: str) -> str:
    match setting.mechanism:
        case Mechanism.COUPON:
            coupon_for = labels.get(setting.coupon_for, "the second part")
            used = "" if setting.used_share >= 1 else f", used by {formats.share(setting.used_share, 0)}"
            return f"coupon on {coupon_for}{used}"
        case Mechanism.FREE_SHIPPING:
            return f"free shipping worth {formats.money(setting.shipping, currency)}"
    return ""


def _cost_words(costs: CostChange, currency: str) -> list[str]:
    words = [
        (costs.per_order is not None, f"{formats.money(costs.per_order, currency)} a parcel"),
        (costs.per_item is not None, f"{formats.money(costs.per_item, currency)} an item"),
        (costs.payment_fee_share is not None, f"payment fee {formats.share(costs.payment_fee_share)}"),
        (costs.product_cost_change, f"product costs {formats.signed_share(costs.product_cost_change)}"),
    ]
    return [of for is_said, of in words if is_said]
