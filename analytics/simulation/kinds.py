"""The usual kinds of synthetic shops, by name."""

from dataclasses import replace
from typing import Any

from analytics.simulation.config import WorldConfig

CONFOUNDED: dict[str, Any] = {"demand_shock": 0.5, "price_follows_demand": 0.12, "price_spread": 0.05}
LIVELY: dict[str, Any] = {
    "is_rich": True, "missing_share": 0.1, "seasonality": 0.5, "rhythm": 0.5, "newcomers": 0.3, "churn": 0.2,
    "activity_spread": 0.5, "n_stores": 3, "promoted_share": 0.1, "has_carts": True, "return_share": 0.05,
    "guest_share": 0.05, "fraud_share": 0.03, "taste_drift": 0.3, "n_products": 24,
    "n_visits_per_customer": 12.0,
}  # fmt: skip
CATALOG: dict[str, Any] = {
    "n_products": 1200, "aisle_size": 4, "n_customers": 3000, "n_visits_per_customer": 20.0,
    "slopes": (2.2, 3.8, 6.5), "has_relative_slopes": True, "steady_share": 0.3, "price_spread": 0.12,
    "activity_spread": 0.4,
}  # fmt: skip
ELECTRONICS: dict[str, Any] = {
    "story": "electronics", "n_products": 96, "aisle_size": 2, "department_size": 4, "n_customers": 2000,
    "n_visits_per_customer": 16.0, "n_departments_known": 6, "n_departments_seen": 1.5,
    "slopes": (1.4, 2.6, 4.8), "has_relative_slopes": True, "steady_share": 0.15, "price_spread": 0.15,
    "activity_spread": 0.4, "cross_effect": 1.0,
}  # fmt: skip
KINDS: dict[str, dict[str, Any]] = {
    "exogenous": {},
    "orders": {"has_views": False},
    "confounded": CONFOUNDED,
    "instrument": CONFOUNDED | {"cost_pass_through": 0.6},
    "wtp": {"demand": "willingness to pay"},
    "drift": {"taste_drift": 0.5, "fashion_drift": 0.9},
    "fixed": {"price_spread": 0.0},
    "tiers": {"price_spread": 0.0, "has_quantity_tiers": True, "has_views": False},
    "lively": LIVELY,
    "catalog": CATALOG,
    "catalog orders": CATALOG | {"has_views": False},
    "electronics": ELECTRONICS,
}


def config_of(kind: str, **changes: Any) -> WorldConfig:
    """Return the config of a kind of shop with single fields changed."""
    return replace(WorldConfig(**KINDS[kind]), **changes)
