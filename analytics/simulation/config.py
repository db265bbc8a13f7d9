"""What a synthetic shop is like: every switch with its reason, and the usual kinds of shops by name."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from data.schema import InputError

Demand = Literal["logit", "willingness to pay"]
LATENT_SD = 1.81  # standard deviation of a logistic error: what turns logits into standard scores


@dataclass(frozen=True)
class WorldConfig:
    """What a synthetic shop is like; the defaults are a small shop whose prices move by chance."""

    n_customers: int = 800
    n_visits_per_customer: float = 25.0
    n_products: int = 8
    n_days: int = 364
    days_per_price: int = 7  # prices change weekly, as most shops' do
    slopes: tuple[float, ...] = (0.25, 0.5, 0.9)  # one per tier [1/currency]
    slope_spread: float = 0.15  # log standard deviation of slopes within a tier
    taste_spread: float = 0.6  # standard deviation of a customer's taste for a product
    cross_effect: float = 0.8  # of the planted complements; substitutes get its negative
    price_spread: float = 0.15  # log standard deviation of weekly prices around the list price
    demand_shock: float = 0.0  # standard deviation of hidden weekly demand per product
    price_follows_demand: float = 0.0  # log price per unit of hidden demand: > 0 confounds
    cost_pass_through: float = 0.0  # log price per unit of log cost: > 0 makes cost an instrument
    has_views: bool = True  # seen products are logged with their price; else orders only
    seed: int = 0
    demand: Demand = "logit"  # or each visit draws what every product is worth to it, in money
    wtp_spreads: tuple[float, ...] = (2.0, 0.8, 0.3)  # log spread of that worth, one per tier
    taste_drift: float = 0.0  # 0: tastes stay; 1: at the end they have nothing left of the beginning's
    fashion_drift: float = 0.0  # standard deviation of what a tier comes to like more or less [logits]
    seasonality: float = 0.0  # amplitude of each product's season over the year [logits]
    rhythm: float = 0.0  # 0–1: how much busier weekends and the end of the year are
    newcomers: float = 0.0  # share of customers who first come after the beginning
    churn: float = 0.0  # share of customers who leave for good within a year
    activity_spread: float = 0.0  # log standard deviation of how often customers come
    n_stores: int = 1  # each with prices of its own around the week's, and customers who stay with it
    promoted_share: float = 0.0  # of product-weeks, announced and 10 to 30 % cheaper
    has_quantity_tiers: bool = False  # who buys 6 or 12 pays 10 or 20 % less per unit
    has_carts: bool = False  # products bought, and some that are not, are put into a cart first
    return_share: float = 0.0  # of purchases, sent back within a month; products differ
    guest_share: float = 0.0  # of visits, without a customer id
    fraud_share: float = 0.0  # of accounts: bots, stolen cards, refund abusers, in equal parts
    is_rich: bool = False  # catalog and customer attributes that carry signal, and some that do not
    missing_share: float = 0.0  # of attribute values of a rich shop
    defect_share: float = 0.0  # of event rows that no import should keep; the truth lists them

    def __post_init__(self) -> None:
        _check(self)

    @property
    def n_periods(self) -> int:
        """Return how many times prices were set."""
        return -(-self.n_days // self.days_per_price)

    @property
    def is_drifting(self) -> bool:
        """Return whether single customers' tastes move."""
        return self.taste_drift > 0

    def to_plain(self) -> dict[str, Any]:
        """Return the config as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "WorldConfig":
        """Read what `to_plain` returned; fields of later versions are left out."""
        known = {field.name for field in fields(cls)}
        kept: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in plain.items()
            if name in known
        }
        return cls(**kept)


def _check(config: WorldConfig) -> None:
    least = {"n_customers": 1, "n_products": 1, "n_days": 1, "days_per_price": 1, "n_stores": 1}
    for name, value in least.items():
        if getattr(config, name) < value:
            raise InputError(f"{name} of a synthetic shop is below {value}", f"Choose {value} or more")
    shares = ("taste_drift", "rhythm", "newcomers", "churn", "promoted_share", "return_share", "guest_share",
              "fraud_share", "missing_share", "defect_share")  # fmt: skip
    for name in shares:
        if not 0 <= getattr(config, name) <= 1:
            raise InputError(f"{name} of a synthetic shop is no share", "Choose a number from 0 to 1")
    if config.demand == "willingness to pay" and len(config.wtp_spreads) != len(config.slopes):
        raise InputError(
            "wtp_spreads and slopes name different numbers of tiers", "Give one of each per tier"
        )


CONFOUNDED: dict[str, Any] = {"demand_shock": 0.5, "price_follows_demand": 0.12, "price_spread": 0.05}
LIVELY: dict[str, Any] = {
    "is_rich": True, "missing_share": 0.1, "seasonality": 0.5, "rhythm": 0.5, "newcomers": 0.3, "churn": 0.2,
    "activity_spread": 0.5, "n_stores": 3, "promoted_share": 0.1, "has_carts": True, "return_share": 0.05,
    "guest_share": 0.05, "fraud_share": 0.03, "taste_drift": 0.3, "n_products": 24,
    "n_visits_per_customer": 12.0,
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
}


def config_of(kind: str, **changes: Any) -> WorldConfig:
    """Return the config of a kind of shop with single fields changed; raises InputError for no such kind."""
    if kind not in KINDS:
        raise InputError(
            f"there is no kind of synthetic shop called {kind}", f"Choose one of: {', '.join(KINDS)}"
        )
    return replace(WorldConfig(**KINDS[kind]), **changes)
