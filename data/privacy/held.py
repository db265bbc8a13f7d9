"""All that a shop's directory holds about one person: what they may ask to see."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.engine.frames import plain_frame
from data.persons.settle import joined_with
from data.privacy.artifacts import job_directories
from data.privacy.encrypted_files import read_bytes, read_frame
from data.privacy.forget_rows import NOTES, naming_conditions, without
from data.privacy.formats import FORMATS
from data.privacy.pseudonyms.choice import kept_id
from data.privacy.pseudonyms.identities import identities_of
from data.schema import InputError
from data.sql import filled, quoted
from data.store.replaced import ASIDE, columns_of
from data.store.shop import Shop

THEIRS = "SELECT * FROM /* table */ WHERE /* which */"
NOTE = "SELECT value FROM /* table */ ORDER BY rowid"
OF_THE_HOUSE = ("problem", "import_no", "file_row", "replaced_by", "person_key")  # how rows are kept
IDENTITIES = "identities"  # what is told of who stands behind pseudonyms
COMPUTED = ("customers", "customer_habits", "customer_months")  # marts


@dataclass(frozen=True)
class Held:
    """What is held about a person.

    Attributes
    ----------
    tables : of the shop, by name: the rows that are the person's or name them
    computed : marts by name: what follows from those rows
    files : of trainings and other models, by path: their rows; of a file without rows, what it says of them
    """

    tables: dict[str, pd.DataFrame]
    computed: dict[str, pd.DataFrame]
    files: dict[str, pd.DataFrame]

    @property
    def n_rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(len(rows) for part in (self.tables, self.computed, self.files) for rows in part.values())


def held_about(shop: Shop, customer_id: str) -> Held:
    """Return all that a shop holds about a person, under whatever ids it has joined with this one.

    Raises InputError where nobody is called so.
    """
    with shop.reading(), shop.looking() as cursor:
        names = joined_with(cursor, kept_id(shop, customer_id))
        tables = _tables(cursor, names) | _behind(shop, cursor, names)
        files = {path: rows for path, rows in _files(shop.directory, names) if len(rows)}
        if not tables and not files:
            raise InputError("no customer of this shop has this id", "Check it digit by digit")
        computed = {mart: _of_person(shop.read(mart), names) for mart in COMPUTED}
    return Held(tables, {mart: rows for mart, rows in computed.items() if len(rows)}, files)


def _tables(cursor: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, pd.DataFrame]:
    """Return the rows that name the person, table by table; those of a file come as they were read."""
    tables = {}
    for table, which in naming_conditions(columns_of(cursor)).items():
        statement = filled(THEIRS, table=quoted(table), which=which)
        found = [plain_frame(cursor.execute(statement, {"id": name})) for name in names]
        tables[table] = pd.concat(found, ignore_index=True).drop(columns=list(OF_THE_HOUSE), errors="ignore")
    for table in NOTES:
        notes = [json.loads(text) for (text,) in cursor.execute(filled(NOTE, table=table)).fetchall()]
        tables[table] = _mentions(notes, names)
    return {_as_told(table): rows for table, rows in tables.items() if len(rows)}


def _behind(shop: Shop, cursor: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, pd.DataFrame]:
    """Return what stands behind the pseudonyms of the person's rows."""
    known = identities_of(shop)
    theirs = {*names}
    for table, which in naming_conditions(columns_of(cursor)).items():
        statement = filled(THEIRS, table=quoted(table), which=which)
        for name in names if len(known) else ():
            rows = plain_frame(cursor.execute(statement, {"id": name}))
            for column in set(rows) & set(known["column"]):
                theirs |= set(rows[column].dropna().astype("str"))
    found = known[known["pseudonym"].isin(theirs)].reset_index(drop=True)
    return {IDENTITIES: found} if len(found) else {}


def _as_told(table: str) -> str:
    return f"{table.removeprefix(ASIDE)}_before" if table.startswith(ASIDE) else table


def _mentions(notes: list[Any], names: list[str]) -> pd.DataFrame:
    """Return under which ids notes name the person, and how many do; a note may name others, so not whole."""
    counts = {name: sum(without(note, name) != note for note in notes) for name in names}
    rows = [(name, n) for name, n in counts.items() if n]
    return pd.DataFrame(rows, columns=["customer_id", "n_mentions"])


def _of_person(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    ids = rows.columns.intersection(["customer_id", "person_id"])
    return rows[rows[ids].astype("str").isin(names).any(axis=1)].reset_index(drop=True)


def _files(shop_directory: Path, names: list[str]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give what each file of a run or a model says of the person; of a damaged one nothing can be said."""
    for directory in job_directories(shop_directory):
        for file in sorted(directory.rglob("*")):
            if file.suffix in _READERS and file.is_file() and not file.name.startswith("."):
                yield file.relative_to(shop_directory).as_posix(), _said(file, names)


def _said(file: Path, names: list[str]) -> pd.DataFrame:
    try:
        if any(FORMATS[file.suffix].forgetting(file, name) for name in names):
            return _READERS[file.suffix](file, names)
    except (InputError, ValueError, OSError):
        pass
    return pd.DataFrame()


def _lines(file: Path, names: list[str]) -> pd.DataFrame:
    lines = read_bytes(file).decode(errors="replace").splitlines()
    return pd.DataFrame({"line": [line for line in lines if any(name in line for name in names)]})


def _mention(file: Path, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": names})


def _rows(file: Path, names: list[str]) -> pd.DataFrame:
    return _of_person(read_frame(file), names)


_READERS: dict[str, Callable[[Path, list[str]], pd.DataFrame]] = {
    ".parquet": _rows,
    ".json": _mention,
    ".npz": _mention,
    ".txt": _lines,
}
