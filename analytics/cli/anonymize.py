"""The command `anonymize`: a table of people as one that may leave the house, or a sentence why not."""

import argparse
import json
from functools import partial
from typing import Any

import pandas as pd

from analytics.cli.anonymity_words import answer_words, levels_table
from analytics.cli.arguments import Commands, add_option, figure, name, path, whole
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.outputs import results_in
from analytics.cli.voice import show
from analytics.runs.anonymity import customers_with_segment, people_of_file
from data.privacy.anonymity.codes import Role
from data.privacy.anonymity.export import AnonymousTable, anonymous_table, guessed_roles
from data.privacy.anonymity.tries import Asked
from data.schema import InputError

TABLE, REPORT = "anonymous.parquet", "anonymity.json"
LARGEST_K = 10_000
USUAL = Asked()


def add_anonymize(commands: Commands) -> None:
    """Add `anonymize` to the command line."""
    command = commands.add_parser("anonymize", help="customers as a table that gives nobody away")
    add_kept_shop(command, required=False)
    add_option(command, "--customers", path, metavar="FILE", help="a table of people in place of a shop's")
    add_option(command, "--k", partial(whole, low=2, high=LARGEST_K), default=USUAL.k, help="rows alike")
    add_option(
        command, "--l", partial(whole, low=1, high=LARGEST_K), default=USUAL.l, help="values among them"
    )
    t = partial(figure, name="t", within=(0.0, 1.0))
    add_option(command, "--t", t, default=USUAL.t, help="farthest that their values are from all rows' (0-1)")
    left_out = partial(figure, name="share of rows left out", within=(0.0, 0.9))
    add_option(command, "--most-left-out", left_out, default=USUAL.most_left_out, metavar="SHARE")
    quasi = "what others know of a person (default: guessed)"
    add_option(command, "--quasi", name, nargs="+", metavar="COLUMN", default=[], help=quasi)
    learned = "what they would learn (default: guessed)"
    add_option(command, "--sensitive", name, nargs="+", metavar="COLUMN", default=[], help=learned)
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=anonymize)


def anonymize(options: argparse.Namespace) -> None:
    """Write the anonymous table, and what it was worth before and after."""
    asked = Asked(options.k, options.l, options.t, options.most_left_out)
    with results_in(options.out, (TABLE, REPORT)) as draft:
        table = _table(options)
        quasi, sensitive = _columns(options, table)
        made = anonymous_table(table, quasi, sensitive, asked)
        made.rows.to_parquet(draft / TABLE, index=False)
        (draft / REPORT).write_text(json.dumps(as_json(made), indent=2, ensure_ascii=False), "utf-8")
    options.voice.release()
    show(levels_table(made).to_string(index=False))
    options.voice.say(answer_words(made))


def as_json(made: AnonymousTable) -> dict[str, Any]:
    """Return what was asked, what a table was worth before and after, and what was lost."""
    asked, found = made.asked, made.found
    return {
        "asked": {"k": asked.k, "l": asked.l, "t": asked.t, "most_left_out": asked.most_left_out},
        "columns": {c: {"step": str(v.step), "detail": v.detail} for c, v in found.levels.items()},
        "before": {**vars(made.before), "attack": vars(made.attack_before)},
        "after": {**vars(made.after), "attack": vars(made.attack_after)},
        "loss": found.loss,
        "is_best": found.is_best,
        "left_out_share": 1 - made.after.n_rows / made.before.n_rows,
    }


def _table(options: argparse.Namespace) -> pd.DataFrame:
    if options.customers and not (options.workspace or options.shop):
        return people_of_file(options.customers, options.customers.name)
    if options.workspace and options.shop and not options.customers:
        with opened_shop(options) as shop:
            return customers_with_segment(shop)
    raise InputError(
        "which table is meant is not said", "Give --workspace DIR and --shop NAME, or --customers FILE"
    )


def _columns(options: argparse.Namespace, table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return quasi-identifiers and sensitive columns: as named, else as they seem to be."""
    roles = guessed_roles(table)
    sensitive = options.sensitive or [
        c for c, role in roles.items() if role is Role.SENSITIVE and c not in options.quasi
    ]
    quasi = options.quasi or [c for c, role in roles.items() if role is Role.QUASI and c not in sensitive]
    return quasi, sensitive
