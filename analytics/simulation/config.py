"""What a synthetic shop is like: every switch with its reason."""

import math
from dataclasses import dataclass, fields
from typing import Any, Literal

from analytics.jobs.typed_json import from_plain
from analytics.simulation.electronics import LAYOUT
from data.schema import InputError

Demand = Literal["logit", "willingness to pay"]
Story = Literal["", "electronics"]
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
    has_relative_slopes: bool = False  # slopes per list price instead: products of 3 and of 600 in one shop
    slope_spread: float = 0.15  # log standard deviation of slopes within a tier
    taste_spread: float = 0.6  # standard deviation of a customer's taste for a product
    cross_effect: float = 0.8  # of the planted complements; substitutes get its negative
    price_spread: float = 0.15  # log standard deviation of weekly prices around the list price
    steady_share: float = 0.0  # of products: a third of them never change their price, the others rarely
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
    aisle_size: int = 0  # products that are looked at together; 0: visits look at all that the shop sells
    department_size: int = 5  # aisles among which visits look further once they are there
    n_departments_known: int = 12  # to a customer; the others are never looked at
    n_departments_seen: float = 2.0  # of these, in a visit on average
    story: Story = ""  # whose products are sold, by their names and prices, in place of drawn ones

    def __post_init__(self) -> None:
        _check(self)

    @property
    def n_periods(self) -> int:
        """Return how many times prices were set."""
        return -(-self.n_days // self.days_per_price)

    @property
    def has_aisles(self) -> bool:
        """Return whether visits look at some aisles rather than at everything."""
        return self.aisle_size > 0

    @property
    def n_departments(self) -> int:
        """Return how many departments a shop with aisles has."""
        return self.n_products // (self.aisle_size * self.department_size)

    @property
    def known(self) -> tuple[int, int, int]:
        """Return how many departments a customer knows, how many aisles each has, and products those."""
        return self.n_departments_known, self.department_size, self.aisle_size

    @property
    def n_tastes(self) -> int:
        """Return for how many products a customer has a taste: all, or those of the departments known."""
        return math.prod(self.known) if self.has_aisles else self.n_products

    @property
    def widths(self) -> dict[str, int]:
        """Return how many columns the tables of customers have, by their name."""
        n_known, n_aisles, _ = self.known if self.has_aisles else (0, 0, 0)
        later = self.n_tastes if self.taste_drift > 0 else 0
        tastes = {"taste": self.n_tastes, "later_taste": later}
        return tastes | {"known": n_known, "entry": n_known, "interest": n_known * n_aisles}

    @property
    def n_seen(self) -> float:
        """Return at how many products a visit looks, at most on average."""
        in_aisles = self.n_departments_seen * self.department_size * self.aisle_size
        return in_aisles if self.has_aisles else self.n_products

    @property
    def segment_column(self) -> str:
        """Return the column of the customers file that names their tier; empty where none does."""
        if self.story:
            return "customer_type"
        return "" if self.is_rich and not self.has_aisles else "tier"

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "WorldConfig":
        """Return a config out of what JSON holds of `asdict` of it; fields of later versions are left out."""
        known = {field.name for field in fields(cls)}
        return from_plain(cls, {name: value for name, value in plain.items() if name in known})


def _check(config: WorldConfig) -> None:
    least = {"n_customers": 1, "n_products": 1, "n_days": 1, "days_per_price": 1, "n_stores": 1,
             "department_size": 1, "n_departments_known": 1}  # fmt: skip
    for name, value in least.items():
        if getattr(config, name) < value:
            raise InputError(f"{name} of a synthetic shop is below {value}", f"Choose {value} or more")
    shares = ("taste_drift", "rhythm", "newcomers", "churn", "promoted_share", "return_share", "guest_share",
              "fraud_share", "missing_share", "defect_share", "steady_share")  # fmt: skip
    for name in shares:
        if not 0 <= getattr(config, name) <= 1:
            raise InputError(f"{name} of a synthetic shop is no share", "Choose a number from 0 to 1")
    if config.demand == "willingness to pay" and len(config.wtp_spreads) != len(config.slopes):
        raise InputError(
            "wtp_spreads and slopes name different numbers of tiers", "Give one of each per tier"
        )
    if config.story and (config.n_products, config.department_size, config.aisle_size) != LAYOUT:
        raise InputError(
            f"the {config.story} of a synthetic shop do not fill its aisles", "Take the kind as it is"
        )
    if config.has_aisles:
        _check_aisles(config)


def _check_aisles(config: WorldConfig) -> None:
    department = config.aisle_size * config.department_size
    if config.n_products % department:
        raise InputError(
            "n_products of a synthetic shop does not fill its departments",
            f"Choose a multiple of {department}, which is aisle_size times department_size",
        )
    if config.n_departments_known > config.n_departments:
        raise InputError(
            "customers of a synthetic shop know more departments than it has",
            f"Choose n_departments_known of at most {config.n_departments}",
        )
    if config.demand != "logit":
        raise InputError("a synthetic shop with aisles has demand by the logit only", "Leave out demand")
