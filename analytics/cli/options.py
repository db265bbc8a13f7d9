"""Costs and limits on the command line."""

import argparse
from collections.abc import Collection

from analytics.cli.arguments import figure, name, stock
from analytics.pricing.constraints import ENDINGS, NO_LIMITS, RANGES_OF_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, RANGES_OF_COSTS, CostAssumptions
from data.schema import InputError

COSTS = (  # option, what it is called inside, unit, help
    ("--margin", "margin_share", "SHARE", "margin where no file names a product's cost (default: 0.3)"),
    ("--per-parcel", "per_order", "MONEY", "fulfilment of a parcel"),
    ("--per-item", "per_item", "MONEY", "fulfilment of an item"),
    ("--payment-fee", "payment_fee_share", "SHARE", "of revenue"),
    ("--returns", "return_share", "SHARE", "of units, in place of what the data show"),
)
LIMITS = (
    ("--least-margin", "least_margin", "SHARE", "of a bundle's price"),
    ("--deepest-discount", "deepest_discount", "SHARE", "of the parts' price"),
    ("--largest-change", "largest_change", "SHARE", "of today's price"),
    ("--budget", "budget", "MONEY", "given up in discounts, all bundles together"),
    ("--weeks", "horizon_weeks", "WEEKS", "that budget and stock last (default: 4)"),
)


def add_money(command: argparse.ArgumentParser) -> None:
    """Add what a sale costs and what no price may break; everything is optional."""
    _add_costs(command.add_argument_group("costs of a sale"))
    _add_limits(command.add_argument_group("limits that no price breaks"))


def _add_costs(costs: "argparse._ArgumentGroup") -> None:
    for option, field, metavar, help_ in COSTS:
        read = figure(option, field, RANGES_OF_COSTS[field])
        default = getattr(AS_IN_FILES, field)
        costs.add_argument(option, type=read, metavar=metavar, default=default, help=help_)


def _add_limits(limits: "argparse._ArgumentGroup") -> None:
    for option, field, metavar, help_ in LIMITS:
        read = figure(option, field, RANGES_OF_LIMITS[field])
        default = getattr(NO_LIMITS, field)
        limits.add_argument(option, type=read, metavar=metavar, default=default, help=help_)
    limits.add_argument("--price-ending", choices=ENDINGS, default="none", help="of a bundle's price")
    product = name("--exclude")
    limits.add_argument(
        "--exclude", nargs="+", type=product, metavar="PRODUCT", default=[], help="products in no bundle"
    )
    units = "units at hand, where they are short"
    limits.add_argument("--stock", nargs="+", type=stock, metavar="PRODUCT=UNITS", default=[], help=units)


def costs_of(options: argparse.Namespace) -> CostAssumptions:
    """Return the costs that the options name; raises InputError where one is out of range."""
    return CostAssumptions(
        margin_share=options.margin,
        per_order=options.per_parcel,
        per_item=options.per_item,
        payment_fee_share=options.payment_fee,
        return_share=options.returns,
    )


def limits_of(options: argparse.Namespace) -> Constraints:
    """Return the limits that the options name; raises InputError where one is out of range."""
    return Constraints(
        least_margin=options.least_margin,
        deepest_discount=options.deepest_discount,
        price_ending=options.price_ending,
        largest_change=options.largest_change,
        stock=tuple(options.stock),
        excluded=tuple(options.exclude),
        budget=options.budget,
        horizon_weeks=options.weeks,
    )


def check_known(limits: Constraints, product_ids: Collection[str]) -> None:
    """Raise InputError where the limits name a product that the shop does not sell: a slip of the pen."""
    for option, products in (("--exclude", limits.excluded), ("--stock", [p for p, _ in limits.stock])):
        for product in products:
            if product not in product_ids:
                raise InputError(
                    f"{option} names product {product!r}, which the shop does not sell",
                    "Use product ids of the events or products file",
                )
