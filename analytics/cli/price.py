"""The command `price`: offers and customers that a finished run never saw, priced without training."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics.cli.arguments import Commands, path, place, whole
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.models import add_model, model_directory
from analytics.cli.outputs import results_in
from analytics.cli.reasons import titles_of, with_reason_words
from analytics.cli.sources import sources_of
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Offer
from analytics.pricing.scoring import terms_of_book
from analytics.runs.results import Results, load_results
from analytics.runs.scoring.describe import SEGMENT, Descriptions
from analytics.runs.scoring.known import known_customers
from analytics.runs.scoring.moments import read_moments
from analytics.runs.scoring.people import ID, NextVisits
from analytics.runs.scoring.score import SCHEMA, CustomerScorer
from analytics.runs.scoring.stored import model_of
from data.engine.directories import passing_directory
from data.intake.batches import Batch, TableInBatches, open_table
from data.intake.load import import_files
from data.read.archives import file_format
from data.read.opening import name_of
from data.read.writing import SUFFIXES, check_suffix, writing
from data.schema import KINDS, InputError
from data.services.workspaces import open_workspace

MOST_ROWS = 1_000_000  # of a batch
BOOK, SCORES = "price_book.parquet", "scores.parquet"
_MOST_AT_ONCE, _MOST_CUSTOMERS = 300_000, 20_000  # customer-offers and customers in memory
_SECONDS_BETWEEN = 2.0  # lines of progress


def add_price(commands: Commands) -> None:
    """Add `price` to the command line."""
    price = commands.add_parser("price", help="price offers and score customers with a finished run")
    add_model(price)
    for option, help_ in (("--offers", "as run takes them"), ("--customers", "with customer_id")):
        price.add_argument(option, nargs="+", type=place(option), metavar="FILE", default=[], help=help_)
    price.add_argument(
        "--batch", type=whole("--batch", 1, MOST_ROWS), metavar="N", help="customers at a time"
    )
    out = "a .csv, a .parquet, or a folder"
    price.add_argument("--out", type=path("--out"), metavar="FILE_OR_DIR", required=True, help=out)
    price.set_defaults(do=price_offers_and_customers)


def price_offers_and_customers(options: argparse.Namespace) -> None:
    """Price the offers, score the customers; one file of what was asked for, or a folder of both."""
    if not (options.offers or options.customers):
        raise InputError("there is nothing to price", "Name files after --offers, or --customers, or both")
    is_folder = options.out.suffix not in SUFFIXES
    if is_folder and options.out.suffix and not options.out.is_dir():
        check_suffix(options.out)
    folder, names = (
        (options.out, (BOOK, SCORES)) if is_folder else (options.out.parent, [options.out.name] * 2)
    )
    for file in map(Path, options.customers):
        file_format(file, name_of(file))  # refused before a model is loaded
    with results_in(folder, names) as draft:
        found = load_results(model_directory(options))
        book = _book(options, found)
        if options.offers and (is_folder or not options.customers):
            _write_book(draft / names[0], with_reason_words(book, titles_of(found.products)))
        if options.customers:
            _score(options, found, book, draft / names[1])
    if options.customers:
        options.voice.say(f"The scores are {folder / names[1]}")


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
            f"{first['reason']}: {first['value']!r}{more}",
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


def _score(options: argparse.Namespace, found: Results, book: pd.DataFrame, path: Path) -> None:
    """Score the customers of the files, one after the other, into one file."""
    terms = terms_of_book(book, found.audience)
    visits = _next_visits(model_directory(options), found)
    at_once = options.batch or max(min(_MOST_CUSTOMERS, _MOST_AT_ONCE // len(terms)), 1)
    n_customers, n_strange, said_at = 0, 0, time.monotonic()
    with writing(path, SCHEMA) as writer:
        scorer = CustomerScorer(found, terms, visits)
        for file in options.customers:
            with open_table(Path(file), "customers") as table:
                for rows in _rows(options, table, visits.descriptions, at_once):
                    scores = scorer.scores(rows)
                    writer.write(scores)
                    n_customers += len(rows)
                    n_strange += scores["segment"].null_count // len(terms)
                    if time.monotonic() - said_at > _SECONDS_BETWEEN:
                        said_at = time.monotonic()
                        options.voice.say(f"{n_customers:,} customers, {writer.n_rows:,} customer-offers")
    if n_strange:
        options.voice.say(f"{n_strange:,} customers have no segment that the model knows: taken for average")
    options.voice.say(f"{n_customers:,} customers × {len(terms)} offers")


def _next_visits(directory: Path, found: Results) -> NextVisits:
    import_keras_quietly()
    model = model_of(directory)
    known = known_customers(directory, found.config)
    return NextVisits(model, found.audience, known, read_moments(directory, known.visits), found.config)


def _rows(
    options: argparse.Namespace, table: TableInBatches, descriptions: Descriptions, at_once: int
) -> Iterator[pd.DataFrame]:
    """Yield customers with the columns that the model knows, by its own names."""
    of_file = {ID: table.column_for(ID)} | descriptions.columns_used(table.columns)
    if unused := [column for column in table.columns if column not in of_file.values()]:
        options.voice.say(f"{table.name}: not used, as the model does not know it: {', '.join(unused)}")
    if not (SEGMENT in of_file or any(name in of_file for name in descriptions.levels)):
        options.voice.say(f"{table.name}: tells nothing but who the customers are")
    columns = list(dict.fromkeys(of_file.values()))
    for batch in table.batches(columns, at_once):
        rows = pd.DataFrame({name: batch.rows[column] for name, column in of_file.items()})
        _check(table, batch, rows, of_file, descriptions)
        options.voice.release()
        yield rows


def _check(
    table: TableInBatches,
    batch: Batch,
    rows: pd.DataFrame,
    of_file: dict[str, str],
    descriptions: Descriptions,
) -> None:
    """Raise InputError where a customer has no id, or text where the model knows numbers."""
    is_missing = rows[ID].isna().to_numpy()
    wrong = (int(is_missing.argmax()), ID, "") if is_missing.any() else descriptions.first_no_number(rows)
    if wrong:
        place, name, text = wrong
        raise InputError(
            f"{text!r} is no number" if text else "the customer has no id",
            "Mend the row or leave it out",
            file=table.name,
            column=of_file[name],
            row=table.row_of(batch.n_before + place),
        )
