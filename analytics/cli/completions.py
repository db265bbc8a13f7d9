"""The part of the command `recommend` that completes bundles which the command line names."""

import argparse
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import add_option, name
from analytics.cli.completion_words import judged_words
from analytics.recommend.files import COMPLETION, PRODUCTS
from analytics.recommend.work import completion
from data.privacy.formats import Frame
from data.schema import InputError
from data.store import Shop

COMPLETIONS = Frame("completions.parquet", ("bundle", "place", "product_id", "title", "score", "clue"))


def add_complete(command: argparse.ArgumentParser) -> None:
    """Add which bundles are completed."""
    asked = "products of a bundle, joined by |: what completes each bundle goes to completions.parquet"
    add_option(command, "--complete", name, nargs="+", default=[], metavar="PRODUCTS", help=asked)


def check_complete(options: argparse.Namespace, shop: Shop) -> None:
    """Raise InputError where a bundle names a product that the shop does not have."""
    if not options.complete:
        return
    known = set(shop.read("products")["product_id"].astype("str"))
    for product in (part for bundle in options.complete for part in parts_of(bundle)):
        if product not in known:
            raise InputError(
                f"--complete names product {product!r}, which the shop does not sell",
                "Use product ids of the events or products file, joined by |",
            )


def write_completions(options: argparse.Namespace, directory: Path, draft: Path) -> None:
    """Write what completes each bundle that was asked for, and say how well that is done."""
    if not options.complete:
        return
    found, titles = completion(directory), PRODUCTS.read(directory).set_index("product_id")["title"]
    tables = [found.complete(parts_of(bundle)).assign(bundle=bundle) for bundle in options.complete]
    table = pd.concat(tables, ignore_index=True)
    table["title"] = table["product_id"].map(titles)
    table[list(COMPLETIONS.needed)].to_parquet(draft / COMPLETIONS.name, index=False)
    options.voice.say(judged_words(COMPLETION.read(directory)))


def parts_of(bundle: str) -> list[str]:
    """Return the products of a bundle, written as p1|p2."""
    return [part.strip() for part in bundle.split("|") if part.strip()]
