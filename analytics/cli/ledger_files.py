"""The part of the command `ledger` that reads and writes files: the list, the check, key and book."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from analytics.cli.as_person import who_of
from analytics.cli.kept_shop import shop_directory, workspace_of
from analytics.cli.ledger_words import damage_words, entries_table
from analytics.cli.outputs import results_in
from analytics.cli.reasons import titles_of, with_reason_words
from analytics.cli.signing import sign
from analytics.cli.voice import show
from analytics.cli.wording import counted
from analytics.runs import artifacts
from analytics.runs.decisions import record
from analytics.runs.decisions.basis import basis_of
from analytics.runs.decisions.standing import same_person
from analytics.runs.scoring.stored import latest_run
from data.privacy.ledger.entries import Entry
from data.privacy.ledger.keys import as_pem, key_id, public_key, read_public_key
from data.privacy.ledger.ledger import Ledger
from data.privacy.ledger.signatures import SIGNATURE, check_signature
from data.read.writing import check_suffix, writing
from data.schema import InputError

BOOK = artifacts.PRICE_BOOK.name
SHOWN = {
    "number": "No.",
    "at": "When (UTC)",
    "who": "Who",
    "act": "What",
    "book": "Book",
    "about": "About",
    "valid_until": "Valid until",
}


def list_entries(options: argparse.Namespace) -> None:
    """Print or write the decisions that are asked for."""
    entries = Ledger(shop_directory(options.workspace, options.shop)).entries()
    table = entries_table([entry for entry in entries if _is_asked(options, entry)])
    if options.out:
        write_table(options.out, pa.Table.from_pandas(table, preserve_index=False))
    options.voice.release()
    if len(table) and not options.out:
        show(table[list(SHOWN)].rename(columns=SHOWN).to_string(index=False))
    options.voice.say(f"{counted(len(table), 'decision')} of {len(entries):,}")


def verify(options: argparse.Namespace) -> None:
    """Check a shop's ledger, or a book that was exported; raises InputError where either is not sound."""
    if options.book and options.key and not (options.workspace or options.shop):
        _verify_book(options)
    elif options.workspace and options.shop and not (options.book or options.signature):
        _verify_ledger(options)
    else:
        raise InputError(
            "what to verify is not said", "Give --workspace DIR and --shop NAME, or --book FILE and --key PUB"
        )


def export_key(options: argparse.Namespace) -> None:
    """Write the public key that signatures are checked with."""
    key = public_key(workspace_of(options.workspace))
    with results_in(options.out.parent, (options.out.name,)) as draft:
        (draft / options.out.name).write_bytes(as_pem(key))
    options.voice.release()
    options.voice.say(f"The public key {key_id(key)} is {options.out}")


def export_book(options: argparse.Namespace) -> None:
    """Write the newest training's price book, less what was withdrawn, with its signature beside it."""
    shop_directory(options.workspace, options.shop)
    run = latest_run(options.workspace, options.shop)
    book = record.sellable(Ledger(run.parent.parent), artifacts.PRICE_BOOK.read(run))
    told = with_reason_words(book, titles_of(artifacts.PRODUCTS.read(run)))
    with results_in(options.out, (BOOK, SIGNATURE)) as draft:
        told.to_parquet(draft / BOOK)
        sign(draft, [BOOK], run.parent.parent, basis_of(run), book, who_of(options))
    options.voice.release()
    options.voice.say(f"The price book is {options.out / BOOK}, its signature {SIGNATURE} beside it")


def write_table(path: Path, rows: pa.Table) -> None:
    """Write a table as the ending of the file's name says."""
    check_suffix(path)
    with results_in(path.parent, (path.name,)) as draft, writing(draft / path.name, rows.schema) as writer:
        writer.write(rows)


def _is_asked(options: argparse.Namespace, entry: Entry) -> bool:
    is_theirs = options.who is None or same_person(entry.who, options.who)
    is_of_book = options.book is None or str(entry.facts.get("book", "")).startswith(options.book)
    return is_theirs and is_of_book and (not options.only or entry.act in options.only)


def _verify_ledger(options: argparse.Namespace) -> None:
    ledger = Ledger(shop_directory(options.workspace, options.shop))
    found = ledger.check(_key(options))
    if found.damage:
        remedy = "Trust the entries before it alone, and bring the folder ledger back from a backup"
        raise InputError(damage_words(found.damage), remedy)
    options.voice.release()
    last = f", the last is {found.entries[-1].hash}" if found.entries else ""
    options.voice.say(f"{counted(len(found.entries), 'decision')}, all as they were signed{last}")


def _verify_book(options: argparse.Namespace) -> None:
    signature = options.signature or options.book.with_name(SIGNATURE)
    entry = check_signature(options.book, signature, read_public_key(options.key))
    until = str(entry.facts["valid_until"])
    if datetime.now(UTC).date().isoformat() > until:
        raise InputError(f"the book is as it was signed, but was valid until {until}", "Export it anew")
    options.voice.release()
    options.voice.say(
        f"The book is as {entry.who} exported it at {entry.at} (decision {entry.number}); valid until {until}"
    )


def _key(options: argparse.Namespace) -> Ed25519PublicKey | None:
    return read_public_key(options.key) if options.key else None
