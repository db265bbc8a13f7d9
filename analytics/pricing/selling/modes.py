"""Codes of the ways to sell an offer's parts, and of how fine the prices of a bundle are."""

from enum import StrEnum


class SellingMode(StrEnum):
    """How the parts of an offer are sold."""

    TODAY = "components_today"
    COMPONENTS = "components"
    BY_SIZE = "discount_by_size"
    BUNDLE = "bundle"
    BUNDLE_BY_SEGMENT = "bundle_by_segment"
    BUNDLE_BY_CUSTOMER = "bundle_by_customer"
    PURE = "pure_bundling"
    MIXED = "mixed_bundling"


class PriceScheme(StrEnum):
    """Who shares a price of the bundle, from all customers to each alone."""

    ONE = "one_price"
    GROUPS_2 = "groups_2"
    GROUPS_3 = "groups_3"
    GROUPS_4 = "groups_4"
    GROUPS_5 = "groups_5"
    GROUPS_6 = "groups_6"
    SEGMENTS = "segments"
    CUSTOMERS = "customers"


MOST_GROUPS = 6
GROUPS = {n: PriceScheme(f"groups_{n}") for n in range(2, MOST_GROUPS + 1)}
