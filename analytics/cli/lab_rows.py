"""Which rows a command of the Lab learns from: those of a table, or a shop's chances to buy."""

import argparse
import hashlib
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import add_option, name, path, place
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.subjects.table import table_rows
from analytics.lab.work import shop_rows
from data.intake.whole_table import read_whole
from data.schema import InputError
from data.services.workspaces import open_workspace


def add_rows(command: argparse.ArgumentParser) -> None:
    """Let a command take a table, or a shop of a workspace."""
    add_option(command, "--table", place, metavar="FILE", help="a file with a column of yes and no")
    add_option(command, "--outcome", name, metavar="COLUMN", help="of --table: yes or no")
    add_option(command, "--customer", name, metavar="COLUMN", help="of --table: whose row it is")
    add_option(command, "--time", name, metavar="COLUMN", help="of --table: when it was")
    add_option(command, "--workspace", path, metavar="DIR", help="with --shop: its chances to buy")
    add_option(command, "--shop", name, metavar="NAME")


def rows_of(options: argparse.Namespace) -> tuple[SubjectConfig, KeptRows]:
    """Return what the options name, and its rows; raises InputError where they name nothing."""
    if options.table and options.outcome and not (options.workspace or options.shop):
        return _of_table(options)
    if options.workspace and options.shop and not (options.table or options.outcome):
        return _of_shop(options)
    raise InputError(
        "which rows to learn from is not said",
        "Give --table FILE and --outcome COLUMN, or --workspace DIR and --shop NAME",
    )


def _of_table(options: argparse.Namespace) -> tuple[SubjectConfig, KeptRows]:
    file = Path(options.table)
    table = read_whole(file, file.name)
    hashes = pd.util.hash_pandas_object(table, index=False).to_numpy()
    subject = SubjectConfig(
        Subject.TABLE,
        file=file.name,
        outcome=options.outcome,
        customer=options.customer or "",
        time=options.time or "",
        fingerprint=hashlib.sha256(hashes.tobytes()).hexdigest()[:16],
        seed=options.seed,
    )
    return subject, table_rows(table, subject).kept


def _of_shop(options: argparse.Namespace) -> tuple[SubjectConfig, KeptRows]:
    shop = open_workspace(options.workspace).open(options.shop)
    try:
        with shop.reading():
            subject = SubjectConfig(Subject.PURCHASE, fingerprint=shop.fingerprint, seed=options.seed)
            return subject, shop_rows(shop, subject)
    finally:
        shop.close()
