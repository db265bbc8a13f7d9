"""Scenarios in words: their discounts, what else they differ in, and the columns of their tables."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.horizon import Horizon
from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import CostChange, Mechanism, Setting
from components.shell import formats

EVERYONE = "All segments"
MECHANISMS = {
    Mechanism.BUNDLE_PRICE: ("Bundle price", "Whoever takes all parts pays the bundle's price."),
    Mechanism.COUPON: ("Coupon on one part", "Whoever takes all parts gets the discount on one of them."),
    Mechanism.FREE_SHIPPING: (
        "Free shipping",
        "Whoever takes all parts pays no shipping; the discount comes on top.",
    ),
}
PER_VISITS = f"per {PER:,} visits"
EXTRA_PROFIT = f"Extra profit {PER_VISITS}"
METRICS: dict[str, tuple[str, str, int]] = {  # label, help and decimals of amounts
    "units": ("Units", "Units of the parts and of what sells along with them", 0),
    "revenue": ("Revenue", "", 0),
    "contribution_margin": (
        "Contribution",
        "Contribution margin: revenue less product cost, fulfilment and expected returns",
        0,
    ),
    "cannibalized_margin": (
        "Cannibalized",
        "Cannibalized margin: given away to those who would have bought the parts anyway",
        2,
    ),
    "incremental_profit": (
        "Extra profit",
        "Contribution margin above that of the same visits without the bundle",
        2,
    ),
}
TAKE_RATE_HELP = "Share of the visits shown the bundle that buy all its parts"


def with_unit(label: str, currency: str) -> str:
    """Return a label with the currency behind it, where one is known."""
    return f"{label} [{currency}]" if currency else label


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


def weeks_words(horizon: Horizon) -> str:
    """Return how long a horizon is: 4 weeks."""
    return formats.counted(horizon.weeks, "week")


def own_words(scenarios: Sequence[Scenario], labels: Mapping[str, str], currency: str) -> list[str]:
    """Return a sentence for every scenario that has something of its own."""
    told = {scenario.name: setting_words(scenario.setting, labels, currency) for scenario in scenarios}
    return [f"{name}: {words}." for name, words in told.items() if words]


def setting_words(setting: Setting, labels: Mapping[str, str], currency: str) -> str:
    """Return what differs from the page's bundle, costs and visits; nothing where all is the same."""
    parts = [" + ".join(labels.get(p, p) for p in setting.parts)] if setting.parts else []
    visits = [f"visits {formats.signed_share(setting.visits_change)}"] if setting.visits_change else []
    mechanism = _mechanism_words(setting, labels, currency)
    return " · ".join([*parts, *mechanism, *_cost_words(setting.costs, currency), *visits])


def _mechanism_words(setting: Setting, labels: Mapping[str, str], currency: str) -> list[str]:
    if setting.mechanism == Mechanism.COUPON:
        coupon_for = labels.get(setting.coupon_for, "the second part")
        used = "" if setting.used_share >= 1 else f", used by {formats.share(setting.used_share, 0)}"
        return [f"coupon on {coupon_for}{used}"]
    if setting.mechanism == Mechanism.FREE_SHIPPING:
        return [f"free shipping worth {formats.money(setting.shipping, currency)}"]
    return []


def _cost_words(costs: CostChange, currency: str) -> list[str]:
    words = []
    if costs.per_order is not None:
        words.append(f"{formats.money(costs.per_order, currency)} a parcel")
    if costs.per_item is not None:
        words.append(f"{formats.money(costs.per_item, currency)} an item")
    if costs.payment_fee_share is not None:
        words.append(f"payment fee {formats.share(costs.payment_fee_share)}")
    if costs.product_cost_change:
        words.append(f"product costs {formats.signed_share(costs.product_cost_change)}")
    return words


def metric_columns(currency: str) -> dict[str, Any]:
    """Return the columns of what a scenario brings."""

    def amount(name: str) -> Any:
        label, help_, decimals = METRICS[name]
        if name == "units":
            return formats.number_column(label, decimals=decimals, help=help_)
        return formats.money_column(label, currency, help=help_ or None, decimals=decimals)

    return {
        "take_rate": formats.share_column("Take rate", help=TAKE_RATE_HELP),
        **{name: amount(name) for name in METRICS},
        "profit_low": formats.money_column("From", currency, help=formats.BAND_HELP),
        "profit_high": formats.money_column("To", currency, help=formats.BAND_HELP),
        "take_rate_low": formats.share_column("Take rate from", help=formats.BAND_HELP),
        "take_rate_high": formats.share_column("Take rate to", help=formats.BAND_HELP),
    }
