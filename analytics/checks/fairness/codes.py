"""What a fairness audit measures, and how: codes, whose words are made at the doors."""

from enum import StrEnum


class Measure(StrEnum):
    """What a customer meets in the price book, on average over its offers."""

    PRICE_PAID = "price_paid"  # of an offer's parts, together [currency]
    DISCOUNT = "discount_share"  # [share]
    ACCESS = "access_share"  # offers with a discount for this customer [share]
    GAIN = "gain_per_visit"  # saved by those who take the offers [currency per visit]


class Basis(StrEnum):
    """How groups are compared."""

    RAW = "raw"
    EQUAL_BEHAVIOR = "equal_behavior"  # at the same recency, number of orders and spend
