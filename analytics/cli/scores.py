"""Customers of files scored with every offer, batch by batch, for the command `price`."""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.kept_shop import opened_shop
from analytics.cli.models import model_directory
from analytics.pricing.scoring.terms import terms_of_book
from analytics.runs.results import Results
from analytics.runs.scoring.describe import SEGMENT, Descriptions
from analytics.runs.scoring.known import known_customers
from analytics.runs.scoring.moments import read_moments
from analytics.runs.scoring.people import ID, NextVisits
from analytics.runs.scoring.score import SCHEMA, CustomerScorer
from analytics.runs.scoring.stored import model_of
from data.intake.batches import TableInBatches, open_table
from data.privacy.consent import agreed, refusers_in
from data.privacy.pseudonyms.choice import as_kept
from data.read.writing import writing
from data.schema import InputError
from data.store.consent import consent_name

CONSENT = "agrees to personal prices"  # no column of a file has this name
_MOST_AT_ONCE, _MOST_CUSTOMERS = 300_000, 20_000  # customer-offers and customers in memory
_SECONDS_BETWEEN = 2.0  # lines of progress


def write_scores(options: argparse.Namespace, found: Results, book: pd.DataFrame, path: Path) -> None:
    """Score the customers of the files, one after the other, into one file."""
    terms = terms_of_book(book, found.audience)
    visits = _next_visits(model_directory(options), found)
    at_once = options.batch or max(min(_MOST_CUSTOMERS, _MOST_AT_ONCE // len(terms)), 1)
    (refusers, kept), n_refused = _known_to_shop(options), 0
    n_customers, n_strange, said_at = 0, 0, time.monotonic()
    with writing(path, SCHEMA) as writer:
        scorer = CustomerScorer(found, terms, visits)
        for file in options.customers:
            with open_table(Path(file), "customers") as table:
                for everybody in _rows(options, table, visits.descriptions, at_once):
                    everybody[ID] = kept(everybody[ID].astype(str).tolist())
                    rows = _agreeing(everybody, refusers)
                    n_refused += len(everybody) - len(rows)
                    if rows.empty:
                        continue
                    scores = scorer.scores(rows)
                    writer.write(scores)
                    n_customers += len(rows)
                    n_strange += scores["segment"].null_count // len(terms)
                    if time.monotonic() - said_at > _SECONDS_BETWEEN:
                        said_at = time.monotonic()
                        options.voice.say(f"{n_customers:,} customers, {writer.n_rows:,} customer-offers")
    if n_strange:
        options.voice.say(f"{n_strange:,} customers have no segment that the model knows: taken for average")
    if n_refused:
        options.voice.say(f"{n_refused:,} customers do not agree to personal prices: left out")
    options.voice.say(f"{n_customers:,} customers × {len(terms)} offers")


def _known_to_shop(options: argparse.Namespace) -> tuple[set[str], Callable[[Sequence[str]], list[str]]]:
    """Return who refuses personal prices in the shop that is named, if one is, and ids as it has them."""
    if not options.workspace:
        return set(), list
    with opened_shop(options) as shop:
        return refusers_in(shop), as_kept(shop)


def _agreeing(rows: pd.DataFrame, refusers: set[str]) -> pd.DataFrame:
    """Return the rows of those who agree to personal prices, by the shop and by the file itself."""
    agree = ~rows[ID].astype(str).isin(refusers).to_numpy()
    if CONSENT in rows:
        agree &= agreed(rows[CONSENT])
    return rows[agree].drop(columns=CONSENT, errors="ignore").reset_index(drop=True)


def _next_visits(directory: Path, found: Results) -> NextVisits:
    import_keras_quietly()
    from analytics.demand.catalog_audience import CatalogAudience

    model, audience = model_of(directory), found.audience
    if not isinstance(audience, CatalogAudience):
        raise InputError("the model was trained by an earlier version", "Train it again")
    known = known_customers(directory, found.config)
    return NextVisits(model, audience, known, read_moments(directory, known.log), found.config)


def _rows(
    options: argparse.Namespace, table: TableInBatches, descriptions: Descriptions, at_once: int
) -> Iterator[pd.DataFrame]:
    """Yield customers with the columns that the model knows, by its own names."""
    of_file = {ID: table.column_for(ID)} | descriptions.columns_used(table.columns)
    if (consent := consent_name(table.columns)) is not None:
        of_file[CONSENT] = consent
    if unused := [column for column in table.columns if column not in of_file.values()]:
        options.voice.say(f"{table.name}: not used, as the model does not know it: {', '.join(unused)}")
    if not (SEGMENT in of_file or any(name in of_file for name in descriptions.levels)):
        options.voice.say(f"{table.name}: tells nothing but who the customers are")
    columns = list(dict.fromkeys(of_file.values()))
    for batch, n_before in table.batches(columns, at_once):
        rows = pd.DataFrame({name: batch[column] for name, column in of_file.items()})
        _check(table, n_before, rows, of_file, descriptions)
        options.voice.release()
        yield rows


def _check(
    table: TableInBatches,
    n_before: int,
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
            row=table.row_of(n_before + place),
        )
