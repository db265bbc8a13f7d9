"""Kinds of shops whose truth is known, and how the command line is asked about each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COST = ("cost",)
CONFOUNDED = {"demand_shock": 0.5, "price_follows_demand": 0.12, "price_spread": 0.05}


@dataclass(frozen=True)
class Known:
    """A kind of shop whose truth is known, and how its run is asked for.

    Attributes
    ----------
    kind, changes : as of `analytics.simulation`
    instruments : columns named after --instrument
    segments : column named after --segments; segments by RFM where empty
    has_offers : whether some pairs are asked about, in place of what the run finds worth offering
    """

    kind: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    instruments: tuple[str, ...] = ()
    segments: str = "tier"
    has_offers: bool = True


SHOPS: dict[str, Known] = {
    "exogenous": Known("exogenous"),
    "orders only": Known("orders"),
    "confounded": Known("confounded"),
    "confounded, instrument": Known("instrument", instruments=COST),
    "confounded, instrument not named": Known("instrument"),
    "willingness to pay": Known("wtp"),
    "willingness to pay, alike": Known("wtp", {"wtp_spreads": (0.6, 0.3, 0.12)}),
    "willingness to pay, confounded": Known("wtp", CONFOUNDED),
    "drifting tastes": Known("drift"),
    "prices that never moved": Known("fixed"),
    "quantity tiers": Known("tiers"),
    "lively": Known("lively", segments=""),
    "short promotions only": Known("fixed", {"promoted_share": 0.15}),
    "steep": Known("exogenous", {"slopes": (0.6, 1.0, 1.6)}),
    "indifferent": Known("exogenous", {"slopes": (0.02, 0.05, 0.1)}),
    "prices that hardly moved": Known("exogenous", {"price_spread": 0.015}),
    "few customers": Known("exogenous", {"n_customers": 50}),
    "a dozen customers": Known("exogenous", {"n_customers": 12}),
}
CATALOGS: dict[str, Known] = {
    "catalog": Known("catalog", has_offers=False),
    "catalog, orders only": Known("catalog orders", has_offers=False),
    "electronics": Known("electronics", segments="customer_type", has_offers=False),
}
KNOWN = SHOPS | CATALOGS
