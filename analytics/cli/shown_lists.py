"""The part of the command `recommend` that says what is shown of rankings: by stock, and by profit."""

import argparse
from functools import partial
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import add_option, figure
from analytics.cli.options import OF_UNITS, add_costs, costs_of
from analytics.cli.wording import counted
from analytics.recommend.by_margin import by_margin, contributions_of
from analytics.recommend.files import LISTS, PRODUCTS, RECORD
from analytics.recommend.shown import knows_stock, shown, sold_out
from data.schema import InputError
from data.store import Shop


def add_shown(command: argparse.ArgumentParser) -> None:
    """Add what decides which products of a ranking are shown."""
    share = partial(figure, name="by_margin", within=(0.0, 1.0))
    weight = "how much profit counts beside the chance, 0 to 1 (default: 0, the likeliest purchases first)"
    add_option(command, "--by-margin", share, metavar="SHARE", default=0.0, help=weight)
    stock = "leave out what the products file says is sold out (columns stock or in_stock)"
    command.add_argument("--in-stock", action="store_true", help=stock)
    add_costs(command, OF_UNITS)


def check_stock(options: argparse.Namespace, shop: Shop) -> None:
    """Raise InputError where only what is in stock is asked for, and no file tells what is."""
    if options.in_stock and not knows_stock(shop.read("products")):
        raise InputError(
            "--in-stock: no products file says what is in stock",
            "Give --products a file with a column of units (stock) or of yes and no (in_stock)",
        )


def write_shown(options: argparse.Namespace, directory: Path, draft: Path) -> None:
    """Write what is shown to everyone, and note in the record what decided it."""
    products, lists = PRODUCTS.read(directory), shown(LISTS.read(directory), options.in_stock)
    if options.by_margin:
        lists = by_margin(lists, contributions_of(products, costs_of(options)), options.by_margin)
    lists.to_parquet(draft / LISTS.name, index=False)
    record = RECORD.read(directory) | {
        "shown": {"in_stock": options.in_stock, "by_margin": options.by_margin}
    }
    RECORD.write(draft, record, indent=2)
    if said := _said(options, products):
        options.voice.say(
            f"{said}; judged are the recommenders' own rankings of all products, by chance alone"
        )


def _said(options: argparse.Namespace, products: pd.DataFrame) -> str:
    """Return how the lists differ from the rankings that are judged; empty where they do not."""
    parts = []
    if options.in_stock:
        parts.append(f"leave out {counted(len(sold_out(products)), 'product')} sold out")
    if options.by_margin:
        parts.append(f"let profit count by {options.by_margin:g}")
    return f"The lists {' and '.join(parts)}" if parts else ""
