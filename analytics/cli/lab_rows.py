"""Which rows a command of the lab learns from: a shop's purchases, or the table of a file."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from analytics.cli.arguments import add_option, name, path, whole
from analytics.cli.import_files import add_files, filled_shop
from analytics.cli.scope import add_scope, looked_at
from analytics.jobs.shop_work import ASKED, FACTS, ShopWork
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows, write_examples
from analytics.lab.work import LAB, LabConfig, lab_of, shop_rows
from analytics.runs.lab_tables import rows_of_file
from data.engine.directories import passing_directory
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Shop

_MOST_ROWS = (100, 5_000_000)


@dataclass(frozen=True)
class LabRows:
    """Rows to learn from, and the shop that they are of, or that keeps what is learned from them.

    Attributes
    ----------
    shop : None where a table stands alone
    is_kept : whether the shop keeps runs
    """

    subject: SubjectConfig
    rows: KeptRows
    shop: Shop | None
    is_kept: bool

    @contextmanager
    def directory(self, config: LabConfig, work: ShopWork[LabConfig] = LAB) -> Iterator[Path]:
        """Give a directory that asks for work on the rows; the shop keeps it where it keeps runs."""
        with ExitStack() as stack:
            if self.shop is None:
                directory = stack.enter_context(passing_directory())
                write_examples(directory, self.rows)
                FACTS.write(directory, {"fingerprint": self.subject.fingerprint, "scope": {}})
                ASKED.write(directory, asdict(config))
            else:
                directory = stack.enter_context(work.directory(self.shop, self.is_kept))
                lab_of(self.rows, work).write_snapshot(self.shop, config, directory)
            yield directory


def add_lab_rows(command: argparse.ArgumentParser) -> None:
    """Let a command take the rows that the lab learns from."""
    subjects = [subject.value for subject in Subject]
    what = "what yes or no is about (default: purchase; table where --table is given)"
    command.add_argument("--subject", choices=subjects, help=what)
    table = command.add_argument_group("a table of yes and no")
    add_option(table, "--table", path, metavar="FILE", help="a CSV, a workbook or Parquet")
    add_option(table, "--outcome", name, metavar="COLUMN", help="of yes and no")
    add_option(table, "--customer", name, metavar="COLUMN", help="whom a row is of")
    add_option(table, "--time", name, metavar="COLUMN", help="when a row was")
    most = partial(whole, low=_MOST_ROWS[0], high=_MOST_ROWS[1])
    rows = "to learn from and judge by, at most; drawn by lot (default: 60000)"
    add_option(command, "--rows", most, metavar="N", default=SubjectConfig().most_rows, help=rows)
    add_files(command)
    add_scope(command)
    add_option(command, "--shop", name, metavar="NAME", help="of --workspace, in place of --events")
    command.add_argument("--demo", action="store_true", help="the demo shop in place of --events")


@contextmanager
def lab_rows(options: argparse.Namespace, seed: int = 0) -> Iterator[LabRows]:
    """Give the rows that the options name; raises InputError where they name none."""
    kind = Subject(options.subject or (Subject.TABLE if options.table else Subject.PURCHASE))
    subject = SubjectConfig(kind, most_rows=options.rows, seed=seed)
    if kind is Subject.TABLE:
        yield from _of_table(options, subject)
        return
    if options.table:
        raise InputError("--table is no shop's purchases", "Leave it out, or say --subject table")
    with _shop_of(options) as shop:
        yield LabRows(subject, shop_rows(shop, subject), shop, options.workspace is not None)


def _of_table(options: argparse.Namespace, subject: SubjectConfig) -> Iterator[LabRows]:
    if not options.table or not options.outcome:
        raise InputError("which table counts is not said", "Give --table FILE and --outcome COLUMN")
    customer, time = options.customer or "", options.time or ""
    asked = replace(subject, file=options.table.name, outcome=options.outcome, customer=customer, time=time)
    found, table = rows_of_file(options.table, asked)
    if table.left_out:
        options.voice.say(f"Left out, as they tell nothing: {', '.join(table.left_out)}")
    if options.shop is None:
        yield LabRows(found, table.kept, None, is_kept=False)
        return
    with _shop_of(options) as shop:
        yield LabRows(found, table.kept, shop, is_kept=True)


@contextmanager
def _shop_of(options: argparse.Namespace) -> Iterator[Shop]:
    """Open the shop that is named, or one with the files given."""
    if options.shop is None:
        with filled_shop(options) as shop:
            yield shop
        return
    if options.workspace is None:
        raise InputError("--shop is of a workspace", "Give --workspace DIR as well")
    workspace = open_workspace(options.workspace, getattr(options, "reader", None))
    if options.shop not in (names := workspace.shop_names()):
        known = ", ".join(names) or "none yet"
        raise InputError(f"there is no shop called {options.shop}", f"Name one of: {known}")
    shop = workspace.open(options.shop)
    try:
        yield looked_at(shop, options)
    finally:
        shop.close()
