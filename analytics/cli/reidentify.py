"""The command `reidentify`: who stands behind the pseudonyms of a list, noted in the ledger."""

import argparse
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analytics.cli.arguments import Commands, add_option, name, path
from analytics.cli.as_person import who_of
from analytics.cli.kept_shop import add_kept_shop, opened_shop
from analytics.cli.outputs import results_in
from analytics.cli.wording import counted
from data.intake.batches import open_table
from data.privacy.ledger.codes import Purpose
from data.privacy.pseudonyms.reidentify import reidentified
from data.read.writing import check_suffix, writing

N_ROWS = 100_000  # of a list read at once


def add_reidentify(commands: Commands) -> None:
    """Add `reidentify` to the command line."""
    command = commands.add_parser("reidentify", help="who stands behind the pseudonyms of a list; noted")
    add_kept_shop(command)
    whom = "a table with customer_id, as the customers.parquet of a run"
    add_option(command, "--customers", path, metavar="FILE", required=True, help=whom)
    purposes = [purpose.value for purpose in Purpose]
    command.add_argument("--purpose", choices=purposes, required=True, help="what the list is for")
    who = "who is told, for the ledger (default: the user of this machine)"
    add_option(command, "--who", name, metavar="NAME", help=who)
    add_option(command, "--out", path, metavar="FILE", required=True, help="a .csv or .parquet")
    command.set_defaults(do=name_customers)


def name_customers(options: argparse.Namespace) -> None:
    """Write who stands behind the pseudonyms of a list."""
    check_suffix(options.out)
    pseudonyms = pseudonyms_of(options.customers)
    with results_in(options.out.parent, (options.out.name,)) as draft:
        with opened_shop(options) as shop:
            named = reidentified(shop, pseudonyms, who=who_of(options), purpose=Purpose(options.purpose))
        table = pa.Table.from_pandas(named, preserve_index=False)
        with writing(draft / options.out.name, table.schema) as writer:
            writer.write(table)
    options.voice.release()
    left_out = len(pseudonyms) - len(named)
    told = f"; {counted(left_out, 'id')} unknown or without consent left out" if left_out else ""
    options.voice.say(f"Named: {counted(len(named), 'customer')}, noted in the ledger{told}")


def pseudonyms_of(file: Path) -> list[str]:
    """Return the customers of a table, each once; raises InputError where it has no customer_id."""
    with open_table(file, "customers") as table:
        column = table.column_for("customer_id")
        parts = [rows[column] for rows, _ in table.batches([column], N_ROWS)]
    ids = pd.concat(parts).dropna().astype("str").str.strip()
    return [one for one in dict.fromkeys(ids) if one]
