"""The command `law`: what laws on prices ask of a shop's newest price book, and the texts for it."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from analytics.checks.law.judge import LawChecks
from analytics.checks.law.rules import rule
from analytics.cli.arguments import Commands, add_option, path
from analytics.cli.as_person import who_of
from analytics.cli.disclosure_pack import PACK, About, disclosure_pack
from analytics.cli.kept_shop import add_kept_shop, opened_shop, shop_directory
from analytics.cli.law_words import LAW_WORDS, NO_ADVICE, Language, found_words
from analytics.cli.outputs import results_in
from analytics.cli.personal_data import customer_id_typed
from analytics.runs import artifacts
from analytics.runs.decisions import record
from analytics.runs.law import check_laws, known_of
from analytics.runs.scoring.stored import latest_run
from data.privacy.ledger.ledger import Ledger
from data.schema import InputError

CHECKS, REDUCTIONS = "law_checks.json", "reductions.parquet"


def add_law(commands: Commands) -> None:
    """Add `law` to the command line."""
    law = commands.add_parser("law", help="what laws on prices ask of a price book; no legal advice")
    add_kept_shop(law)
    when = "when reductions begin, as 2026-12-01 (default: the day after the last known price)"
    add_option(law, "--on", day, metavar="DAY", help=when)
    letter = "write the letter for the customer whose id is read from standard input"
    law.add_argument("--letter", action="store_true", help=letter)
    add_option(law, "--out", path, metavar="DIR", required=True)
    law.set_defaults(do=check_book)


def day(option: str, words: str) -> pd.Timestamp:
    """Read a day."""
    try:
        return pd.Timestamp(datetime.strptime(words, "%Y-%m-%d"))
    except ValueError:
        raise InputError(f"{option} has {words!r}, which is no day", "Write it as 2026-12-01") from None


def check_book(options: argparse.Namespace) -> None:
    """Put the rules to the newest training's book; write what they say, and the disclosure pack."""
    customer_id = customer_id_typed() if options.letter else None
    directory = shop_directory(options.workspace, options.shop)
    run = latest_run(options.workspace, options.shop)
    book = record.sellable(Ledger(directory), artifacts.PRICE_BOOK.read(run))
    digest = record.advise_run(run, who_of(options))
    with opened_shop(options) as shop:
        checks = check_laws(shop, book, options.on)
        segments = artifacts.CUSTOMERS.read(run)
        customer = None if customer_id is None else known_of(shop, segments, book, customer_id)
        currency = str(shop.setting("currency", ""))
    data = str(artifacts.RECORD.read(run)["fingerprint"])
    today = datetime.now(UTC).date().isoformat()
    about = About(options.shop, digest, data, run.name, today, currency)
    with results_in(options.out, (CHECKS, REDUCTIONS, PACK)) as draft:
        (draft / CHECKS).write_text(json.dumps(as_json(checks, about), indent=2, ensure_ascii=False), "utf-8")
        checks.reductions.to_parquet(draft / REDUCTIONS, index=False)
        (draft / PACK).write_bytes(disclosure_pack(checks, about, customer))
    options.voice.release()
    for found in checks.found:
        options.voice.say(f"{LAW_WORDS[Language.EN][found.law]}: {found_words(found)}")
    options.voice.say(f"The texts are {options.out / PACK}. {NO_ADVICE}")


def as_json(checks: LawChecks, about: About) -> dict[str, Any]:
    """Return what the rules say, as JSON holds it: codes and figures."""
    rules = [
        {
            "law": str(found.law),
            "outcome": str(found.outcome),
            "n": found.n,
            "of": found.of,
            **{name: getattr(rule(found.law), name) for name in ("source", "article", "place", "url")},
            **{
                name: getattr(rule(found.law), name).isoformat()
                for name in ("text_date", "in_force", "looked_at")
            },
            "is_legal_advice": False,
        }
        for found in checks.found
    ]
    known = None if checks.known_until is None else f"{checks.known_until:%Y-%m-%d}"
    named = {"book": about.book, "data": about.data, "model": about.model}
    return {**named, "on": f"{checks.on:%Y-%m-%d}", "prices_known_until": known, "rules": rules}
