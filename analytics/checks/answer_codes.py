"""The codes of what a shop's data can answer; pages make words of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Answered(StrEnum):
    """Whether a question can be answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Question(StrEnum):
    """What an analyst may want to know of a shop."""

    SEGMENTS = "segments"
    PRICE_RESPONSE = "price_response"
    INSTRUMENTS = "instruments"
    BUNDLES = "bundles"
    INTERESTS = "interests"
    PERSONAL_PRICES = "personal_prices"
    PROFIT = "profit"
    SEASONS = "seasons"


class Found(StrEnum):
    """What the data hold."""

    NO_BUYERS = "no_buyers"
    BUYERS = "buyers"
    NAMELESS_ORDERS = "nameless_orders"
    PRICES_MOVED_FOR_NONE = "prices_moved_for_none"
    PRICES_MOVED = "prices_moved"
    BEST_SELLERS_MIXED = "best_sellers_mixed"
    INSTRUMENTS = "instruments"
    NO_INSTRUMENT = "no_instrument"
    JOINT_ORDERS = "joint_orders"
    FEW_JOINT_ORDERS = "few_joint_orders"
    RARE_JOINT_ORDERS = "rare_joint_orders"
    VIEWERS = "viewers"
    SOME_VIEWS = "some_views"
    PURCHASES_ALONE = "purchases_alone"
    NO_VIEWS = "no_views"
    NO_KNOWN_VIEWS = "no_known_views"
    REGULARS = "regulars"
    ATTRIBUTES = "attributes"
    NO_ATTRIBUTE = "no_attribute"
    COSTS = "costs"
    SOME_COSTS = "some_costs"
    NO_COSTS = "no_costs"
    SEASONS_TWICE = "seasons_twice"
    SEASONS_ONCE = "seasons_once"
    SEASONS_NEARLY_ONCE = "seasons_nearly_once"
    NO_FULL_YEAR = "no_full_year"


class Remedy(StrEnum):
    """What would help."""

    LONGER_HISTORY = "longer_history"
    MORE_WHO_COME_BACK = "longer_history_with_more_who_come_back"
    IDS_OF_ORDERS = "customer_ids_of_orders"
    GROUP_BY_ATTRIBUTE = "group_by_attribute"
    SPLIT_TIERS = "split_tiers"
    PRICE_TEST = "price_test"
    INSTRUMENT = "instrument"
    SELL_AS_TEST = "sell_bundles_as_a_test"
    LONGER_VIEWS = "longer_history_of_views"
    VIEWS = "views_and_carts"
    IDS_OF_VIEWS = "customer_ids_of_views"
    PRICE_BY_SEGMENT = "price_by_segment"
    MISSING_COSTS = "missing_costs"
    COST_COLUMN = "cost_column"
    OLDER_EXPORT = "older_export"


@dataclass(frozen=True)
class Answer:
    """Whether one question can be answered: verdict, figure, what the data hold, and what would help.

    Attributes
    ----------
    found : one or several findings
    figures : that findings and remedy speak of
    """

    question: Question
    verdict: Answered
    figure: float
    found: tuple[Found, ...]
    figures: Mapping[str, float] = field(default_factory=dict)
    remedy: Remedy | None = None
