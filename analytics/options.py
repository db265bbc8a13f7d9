"""Costs and limits on the command line."""

import argparse
from collections.abc import Collection

from analytics.pricing.constraints import ENDINGS, Constraints
from analytics.pricing.costs import AS_IN_FILES, CostAssumptions
from data.schema import InputError


def add_money(command: argparse.ArgumentParser) -> None:
    """Add what a sale costs and what no price may break; everything is optional."""
    costs = command.add_argument_group("costs of a sale")
    costs.add_argument(
        "--margin",
        type=float,
        metavar="SHARE",
        default=AS_IN_FILES.margin_share,
        help="margin where no file names a product's cost (default: 0.3)",
    )
    costs.add_argument(
        "--per-parcel", type=float, metavar="MONEY", default=0.0, help="fulfilment of a parcel"
    )
    costs.add_argument("--per-item", type=float, metavar="MONEY", default=0.0, help="fulfilment of an item")
    costs.add_argument("--payment-fee", type=float, metavar="SHARE", default=0.0, help="of revenue")
    costs.add_argument(
        "--returns", type=float, metavar="SHARE", help="of units, in place of what the data show"
    )
    limits = command.add_argument_group("limits that no price breaks")
    limits.add_argument("--least-margin", type=float, metavar="SHARE", help="of a bundle's price")
    limits.add_argument("--deepest-discount", type=float, metavar="SHARE", help="of the parts' price")
    limits.add_argument("--largest-change", type=float, metavar="SHARE", help="of today's price")
    limits.add_argument("--price-ending", choices=ENDINGS, default="none", help="of a bundle's price")
    limits.add_argument("--exclude", nargs="+", metavar="PRODUCT", default=[], help="products in no bundle")
    limits.add_argument(
        "--stock", nargs="+", metavar="PRODUCT=UNITS", default=[], help="units at hand, where they are short"
    )
    limits.add_argument(
        "--budget", type=float, metavar="MONEY", help="given up in discounts, all bundles together"
    )
    limits.add_argument("--weeks", type=float, default=4.0, help="that budget and stock last (default: 4)")


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
        stock=tuple(_stock(words) for words in options.stock),
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


def _stock(words: str) -> tuple[str, float]:
    """PRODUCT=UNITS → product and units."""
    product, _, units = words.rpartition("=")
    try:
        return product, float(units)
    except ValueError:
        raise InputError(f"--stock has {words!r}, which is not PRODUCT=UNITS", "Write it as P1=120") from None
