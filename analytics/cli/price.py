"""The command `price`: offers and customers that a finished run never saw, priced without training."""

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.cli.arguments import Commands, add_option, figure, name, path, place, whole
from analytics.cli.as_person import who_of
from analytics.cli.kept_shop import shop_directory
from analytics.cli.models import add_model, model_directory
from analytics.cli.outputs import results_in
from analytics.cli.reasons import titles_of, with_reason_words
from analytics.cli.reject_reasons import reject_words
from analytics.cli.scores import write_scores
from analytics.cli.signing import sign_or_say
from analytics.cli.sources import sources_of
from analytics.pricing.constraints import RANGES_OF_LIMITS
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Offer
from analytics.runs.reprice import reprice
from analytics.runs.results import Results, load_results
from data.engine.directories import passing_directory
from data.intake.load import import_files
from data.privacy.ledger.signatures import SIGNATURE
from data.read.archives import file_format
from data.read.opening import name_of
from data.read.writing import SUFFIXES, check_suffix, writing
from data.schema import KINDS, InputError
from data.services.workspaces import open_workspace

MOST_ROWS = 1_000_000  # of a batch
BOOK, SCORES = "price_book.parquet", "scores.parquet"


def add_price(commands: Commands) -> None:
    """Add `price` to the command line."""
    price = commands.add_parser("price", help="price offers and score customers with a finished run")
    add_model(price)
    for option, help_ in (("--offers", "as run takes them"), ("--customers", "with customer_id")):
        add_option(price, option, place, nargs="+", metavar="FILE", default=[], help=help_)
    batch = partial(whole, low=1, high=MOST_ROWS)
    add_option(price, "--batch", batch, metavar="N", help="customers at a time")
    limit = partial(figure, name="fairness_limit", within=RANGES_OF_LIMITS["fairness_limit"])
    help_ = "that no group pays on average more than all (default: as trained)"
    add_option(price, "--fairness-limit", limit, metavar="SHARE", help=help_)
    help_ = "the customer attribute that makes the groups of --fairness-limit"
    add_option(price, "--fairness-groups", name, metavar="COLUMN", help=help_)
    out = "a .csv, a .parquet, or a folder"
    add_option(price, "--out", path, metavar="FILE_OR_DIR", required=True, help=out)
    price.set_defaults(do=price_offers_and_customers)


def price_offers_and_customers(options: argparse.Namespace) -> None:
    """Price the offers, score the customers; one file of what was asked for, or a folder of both."""
    if not (options.offers or options.customers):
        raise InputError("there is nothing to price", "Name files after --offers, or --customers, or both")
    is_folder = options.out.suffix not in SUFFIXES
    if is_folder and options.out.suffix and not options.out.is_dir():
        check_suffix(options.out)
    folder = options.out if is_folder else options.out.parent
    names = (BOOK, SCORES) if is_folder else (options.out.name, options.out.name)
    for file in map(Path, options.customers):
        file_format(file, name_of(file))  # refused before a model is loaded
    with results_in(folder, (*names, SIGNATURE), own=(SIGNATURE,)) as draft:
        found = _limited(options, load_results(model_directory(options)))
        book = _book(options, found)
        if options.offers and (is_folder or not options.customers):
            _write_book(draft / names[0], with_reason_words(book, titles_of(found.products)))
            if options.workspace:
                shop = shop_directory(options.workspace, options.shop)
                sign_or_say(options.voice, draft, [names[0]], shop, found, book, who_of(options))
        if options.customers:
            write_scores(options, found, book, draft / names[1])
    if options.customers:
        options.voice.say(f"The scores are {folder / names[1]}")


def _limited(options: argparse.Namespace, found: Results) -> Results:
    """Return the run under the limit on what groups pay, where one is asked for."""
    share, groups = options.fairness_limit, options.fairness_groups
    if share is None and groups is None:
        return found
    limits = replace(found.config.limits, fairness_limit=share, fairness_groups=groups)
    return reprice(found, found.config.costs, limits)


def _book(options: argparse.Namespace, found: Results) -> pd.DataFrame:
    """Return the price book of the offers named, the run's own where none are."""
    if not options.offers:
        return found.price_book
    offers = _offers(options, found)
    options.voice.release()
    options.voice.say(f"Pricing {len(offers):,} offers for {len(found.audience.segments)} segments")
    return price_offers(found.market, offers, lambda share: options.voice.say_step(share, "priced"))


def _offers(options: argparse.Namespace, found: Results) -> list[Offer]:
    """Read offers as `run` does; raises InputError where a row cannot be used or a product is unknown."""
    from analytics.runs.scope import offers_of

    named: dict[str, Any] = {kind: [] for kind in KINDS} | {"offers": options.offers, "mapping": None}
    with passing_directory() as passing:
        shop = open_workspace(passing).create("Offers")
        try:
            with sources_of(argparse.Namespace(**vars(options) | named), shop) as sources:
                import_files(shop, sources)
            _refuse_rejects(shop.rejects())
            offers = offers_of(shop)
        finally:
            shop.close()
    known = set(found.audience.product_ids)
    for offer in offers:
        for product in offer.product_ids:
            if product not in known:
                raise InputError(
                    f"offer {offer.offer_id} has product {product!r}, which this model does not know",
                    "Leave the offer out, or train with it: python -m analytics run --offers",
                    column="product_ids",
                )
    return list(offers)


def _refuse_rejects(rejects: pd.DataFrame) -> None:
    if len(rejects):
        first = rejects.iloc[0]
        more = f" ({len(rejects) - 1} more rows cannot be used either)" if len(rejects) > 1 else ""
        raise InputError(
            f"{reject_words(first['reason'])}: {first['value']!r}{more}",
            "Mend the row or leave it out",
            file=str(first["file"]),
            column=None if pd.isna(first["column"]) else str(first["column"]),
            row=int(first["row"]),
        )


def _write_book(path: Path, book: pd.DataFrame) -> None:
    """Write the price book; in a CSV, product ids are joined by | as offers are sent."""
    if path.suffix == ".csv":
        book = book.assign(product_ids=book["product_ids"].map("|".join))
    table = pa.Table.from_pandas(book, preserve_index=False)
    with writing(path, table.schema) as writer:
        writer.write(table)
