"""The options that join customer ids to persons, and what is told of it."""

import argparse
from typing import Any

from analytics.cli.arguments import add_option, name
from analytics.cli.wording import counted
from data.persons.choice import NOTHING_JOINED, PersonChoice, choice_of
from data.persons.report import JoinReport, matchable_columns, report_joins
from data.persons.settle import join_customers
from data.schema import InputError
from data.store import Shop

PERSONS = "persons.parquet"  # customer_id, person_id, found_by of every id that is joined


def add_matching(command: argparse.ArgumentParser) -> None:
    """Let a command join customers who share a key."""
    keys = "columns of the customers file, as e-mail or phone: ids that share a value are one person"
    add_option(command, "--match-on", name, nargs="+", default=[], metavar="COLUMN", help=keys)


def join_as_asked(shop: Shop, options: argparse.Namespace) -> None:
    """Join a shop's customers by the keys and the file that the options name; without them nothing changes.

    Raises InputError for a key that the customers do not have.
    """
    saved = choice_of(shop)
    match_on = tuple(dict.fromkeys(options.match_on)) or saved.match_on
    asked = PersonChoice(saved.uses_map or bool(options.persons), match_on)
    known = matchable_columns(shop)
    for column in options.match_on:
        if column not in known:
            remedy = f"Use some of: {', '.join(known)}" if known else "Give a file of customers that has them"
            raise InputError(f"--match-on names {column!r}, which no customer has", remedy)
    if asked != saved:
        join_customers(shop, asked)
    if options.persons or options.match_on:
        options.voice.say(joined_words(report_joins(shop, asked)))


def joined_words(report: JoinReport) -> str:
    """Return in a sentence what joining did."""
    joined = f"{counted(report.n_joined, 'customer id')} are {counted(report.n_persons, 'person')}"
    refused = int(report.refused["n_values"].sum())
    left_out = f"; {counted(refused, 'value')} shared by too many left out" if refused else ""
    return f"Joined: {joined} of {report.n_left:,}{left_out}"


def persons_told(shop: Shop) -> dict[str, Any]:
    """Return what is joined in a shop, in counts; nothing where no file and no key says so."""
    choice = choice_of(shop)
    has_map = "persons" in set(shop.imports()["kind"])
    if choice == NOTHING_JOINED or not (has_map or choice.match_on):
        return {}
    report = report_joins(shop, choice)
    return {
        "match_on": list(choice.match_on),
        "n_customer_ids": report.n_customers,
        "n_joined": report.n_joined,
        "n_persons": report.n_persons,
        "n_customers": report.n_left,
        "n_unknown_ids": report.n_unknown,
        "found_by": dict(zip(report.ways["found_by"], report.ways["n_ids"].tolist(), strict=True)),
        "left_out": report.refused.to_dict("records"),
        "conflicts": dict(
            zip(report.conflicts["attribute"], report.conflicts["n_persons"].tolist(), strict=True)
        ),
    }
