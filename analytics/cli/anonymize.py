"""The command `anonymize`: a table of people as one that may leave the house, or a sentence why not."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from functools import partial

import pandas as pd

from analytics.cli.anonymity_words import answer_words, levels_table, roles_words
from analytics.cli.arguments import Commands, add_option, figure, name, path, whole
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.voice import show
from analytics.jobs.shop_work import ASKED
from analytics.runs.anonymity.codes import OF_SHOP, PeopleList
from analytics.runs.anonymity.files import REPORT, WRITTEN
from analytics.runs.anonymity.files_of_people import people_of_file
from analytics.runs.anonymity.lists import people_of, roles_of
from analytics.runs.anonymity.work import (
    LARGEST_K,
    MOST_LEFT_OUT,
    USUAL,
    AnonymityConfig,
    make_anonymous,
    write_people,
)
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.privacy.anonymity.codes import Role
from data.privacy.encrypted_files import copy_in_plain
from data.schema import InputError

OUTPUTS = tuple(artifact.name for artifact in WRITTEN)


def add_anonymize(commands: Commands) -> None:
    """Add `anonymize` to the command line."""
    command = commands.add_parser("anonymize", help="a list of people as a table that gives nobody away")
    add_kept_shop(command, required=False)
    lists = [which.value for which in OF_SHOP]
    command.add_argument("--list", choices=lists, default=None, help="of the shop (default: customers)")
    file = "a table of one row a person in place of a shop's; with a shop, its refusers are left out"
    add_option(command, "--file", path, metavar="FILE", help=file)
    best = "of several rows of a customer in the file, the one with most of this counts"
    add_option(command, "--best", name, metavar="COLUMN", help=best)
    add_option(command, "--k", partial(whole, low=2, high=LARGEST_K), default=USUAL.k, help="rows alike")
    add_option(
        command, "--l", partial(whole, low=1, high=LARGEST_K), default=USUAL.l, help="values among them"
    )
    t = partial(figure, name="t", within=(0.0, 1.0))
    add_option(command, "--t", t, default=USUAL.t, help="farthest that their values are from all rows' (0-1)")
    left_out = partial(figure, name="share of rows left out", within=(0.0, MOST_LEFT_OUT))
    add_option(command, "--most-left-out", left_out, default=USUAL.most_left_out, metavar="SHARE")
    quasi = "what others know of a person (default: what the customers file says of them)"
    add_option(command, "--quasi", name, nargs="+", metavar="COLUMN", default=[], help=quasi)
    learned = "what they would learn (default: the segment, or what the list is about)"
    add_option(command, "--sensitive", name, nargs="+", metavar="COLUMN", default=[], help=learned)
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=anonymize)


def anonymize(options: argparse.Namespace) -> None:
    """Write the anonymous table, and what it was worth before and after."""
    with results_in(options.out, OUTPUTS) as draft, passing_directory() as directory:
        with _people(options) as (table, which):
            roles = _roles(options, table, which)
            config = _config(options, which, roles)
            write_people(directory, table, config)
        ASKED.write(directory, asdict(config))
        options.voice.release()
        options.voice.say(roles_words(roles))
        make_anonymous(directory, lambda stage: options.voice.say(stage_words(stage)))
        with needing_room(options.out, "write the results"):
            for file in OUTPUTS:
                copy_in_plain(directory / file, draft / file)
        report = REPORT.read(directory)
    show(levels_table(report).to_string(index=False))
    options.voice.say(answer_words(report))


@contextmanager
def _people(options: argparse.Namespace) -> Iterator[tuple[pd.DataFrame, PeopleList]]:
    """Give the table that is meant, and which list it is."""
    has_shop = options.workspace is not None and options.shop is not None
    if has_shop == (options.workspace is None and options.shop is None) or not (has_shop or options.file):
        raise InputError(
            "which table is meant is not said", "Give --workspace DIR and --shop NAME, or --file FILE"
        )
    if options.file and options.list:
        raise InputError("a file and a list of the shop are named", "Name one of --file and --list")
    if options.best and not options.file:
        raise InputError("--best says nothing without --file", "Leave it out: lists have one row a customer")
    with opened_shop(options) if has_shop else nullcontext() as shop:
        if options.file or shop is None:
            yield people_of_file(options.file, options.file.name, options.best, shop), PeopleList.FILE
        else:
            which = PeopleList(options.list or PeopleList.CUSTOMERS)
            yield people_of(shop, which), which


def _roles(options: argparse.Namespace, table: pd.DataFrame, which: PeopleList) -> dict[str, Role]:
    """Return the role of each column: as named, else as it seems to be."""
    guessed = roles_of(table, which)
    sensitive = options.sensitive or [
        c for c, role in guessed.items() if role is Role.SENSITIVE and c not in options.quasi
    ]
    quasi = options.quasi or [c for c, role in guessed.items() if role is Role.QUASI and c not in sensitive]
    return dict.fromkeys(quasi, Role.QUASI) | dict.fromkeys(sensitive, Role.SENSITIVE)


def _config(options: argparse.Namespace, which: PeopleList, roles: dict[str, Role]) -> AnonymityConfig:
    quasi, sensitive = (
        tuple(c for c, of in roles.items() if of is role) for role in (Role.QUASI, Role.SENSITIVE)
    )
    return AnonymityConfig(which, quasi, sensitive, options.k, options.l, options.t, options.most_left_out)
