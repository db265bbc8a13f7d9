"""Costs and limits on the command line."""

import argparse
from collections.abc import Collection
from functools import partial

from analytics.cli.arguments import Options, add_option, figure, name, stock, whole
from analytics.pricing.constraints import ENDINGS, NO_LIMITS, RANGES_OF_LIMITS, Constraints
from analytics.pricing.money import AS_IN_FILES, RANGES_OF_COSTS, CostAssumptions
from data.schema import InputError

Table = tuple[tuple[str, str, str, str], ...]
COSTS: Table = (  # option, what it is called inside, unit, help
    ("--margin", "margin_share", "SHARE", "margin where no file names a product's cost (default: 0.3)"),
    ("--per-parcel", "per_order", "MONEY", "fulfilment of a parcel"),
    ("--per-item", "per_item", "MONEY", "fulfilment of an item"),
    ("--payment-fee", "payment_fee_share", "SHARE", "of revenue"),
    ("--returns", "return_share", "SHARE", "of units, in place of what the data show"),
)
_CHOSEN = ("price_ending", "offers_per_visit", "below_cost", "fairness_groups")
OF_UNITS = tuple(row for row in COSTS if row[1] != "per_order")  # what one unit costs, without its parcel
LIMITS: Table = (
    ("--least-margin", "least_margin", "SHARE", "of a bundle's price"),
    ("--deepest-discount", "deepest_discount", "SHARE", "of the parts' price"),
    ("--largest-change", "largest_change", "SHARE", "of today's price"),
    ("--budget", "budget", "MONEY", "given up in discounts, all bundles together"),
    ("--fairness-limit", "fairness_limit", "SHARE", "that no group pays on average more than all"),
    ("--weeks", "horizon_weeks", "WEEKS", "that budget and stock last (default: 4)"),
)


def add_money(command: argparse.ArgumentParser) -> None:
    """Add what a sale costs and what no price may break; everything is optional."""
    add_costs(command)
    limits = command.add_argument_group("limits that no price breaks")
    _add_figures(limits, LIMITS, NO_LIMITS, RANGES_OF_LIMITS)
    limits.add_argument("--price-ending", choices=ENDINGS, default="none", help="of a bundle's price")
    low, high = map(int, RANGES_OF_LIMITS["offers_per_visit"])
    at_once, usual = partial(whole, low=low, high=high), NO_LIMITS.offers_per_visit
    shown = "bundles that a visit is shown at most (default: 3)"
    add_option(limits, "--offers-per-visit", at_once, metavar="N", default=usual, help=shown)
    limits.add_argument("--below-cost", action="store_true", help="let a bundle cost less than its parts do")
    barred = {"dest": "excluded", "metavar": "PRODUCT", "help": "products in no bundle"}
    add_option(limits, "--exclude", name, nargs="+", default=[], **barred)
    groups = "the customer attribute that makes the groups of --fairness-limit"
    column = {"dest": "fairness_groups", "metavar": "COLUMN", "help": groups}
    add_option(limits, "--fairness-groups", name, **column)
    units = "units at hand, where they are short"
    add_option(limits, "--stock", stock, nargs="+", default=[], metavar="PRODUCT=UNITS", help=units)


def add_costs(command: argparse.ArgumentParser, table: Table = COSTS) -> None:
    """Add what a sale costs; everything is optional."""
    costs = command.add_argument_group("costs of a sale")
    _add_figures(costs, table, AS_IN_FILES, RANGES_OF_COSTS)


def _add_figures(
    group: Options, table: Table, defaults: object, ranges: dict[str, tuple[float, float]]
) -> None:
    for option, field, metavar, help_ in table:
        read, default = partial(figure, name=field, within=ranges[field]), getattr(defaults, field)
        add_option(group, option, read, dest=field, metavar=metavar, default=default, help=help_)


def costs_of(options: argparse.Namespace) -> CostAssumptions:
    """Return the costs that the options name; raises InputError where one is out of range."""
    fields = (field for _, field, _, _ in COSTS if hasattr(options, field))
    return CostAssumptions(**{field: getattr(options, field) for field in fields})


def limits_of(options: argparse.Namespace) -> Constraints:
    """Return the limits that the options name; raises InputError where one is out of range."""
    figures = {field: getattr(options, field) for _, field, _, _ in LIMITS}
    chosen = {name: getattr(options, name) for name in _CHOSEN}
    products = {name: tuple(getattr(options, name)) for name in ("stock", "excluded")}
    return Constraints(**figures | chosen | products)


def check_known(limits: Constraints, product_ids: Collection[str]) -> None:
    """Raise InputError where the limits name a product that the shop does not sell: a slip of the pen."""
    for option, products in (("--exclude", limits.excluded), ("--stock", [p for p, _ in limits.stock])):
        for product in products:
            if product not in product_ids:
                raise InputError(
                    f"{option} names product {product!r}, which the shop does not sell",
                    "Use product ids of the events or products file",
                )
