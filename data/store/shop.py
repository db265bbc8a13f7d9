"""A shop: one DuckDB file, read through marts, written through imports."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.engine.file import DatabaseFile
from data.engine.frames import plain_frame
from data.engine.marts import DuckDBEngine, Engine
from data.engine.protection import Protection
from data.schema import InputError
from data.sql import execute, filled, mart_sql, quoted
from data.store.consent import without_refusers
from data.store.kept_visits import are_starts_kept, keep_visits
from data.store.seen import EVERYWHERE, Scope, seen
from data.store.state import fingerprint_of, history_of

FILE = "shop.duckdb"
ACCOUNTS = ("overview", "weeks", "price_days", "places")  # marts that tell of no customer: all sales count
KEPT = "are_starts_kept"  # the variable of marts that may use what is kept of visits
IMPORTS = "SELECT * EXCLUDE (content_hash, import_no) FROM imports ORDER BY import_no"
# notes: settings, scenarios and mappings as JSON
READ = "SELECT value FROM /* table */ WHERE /* key */ = $key"
REMOVE = "DELETE FROM /* table */ WHERE /* key */ = $key"
UPDATE = "UPDATE /* table */ SET value = $value WHERE /* key */ = $key"
WRITE = "INSERT INTO /* table */ (/* key */, value) VALUES ($key, $value)"
ALL_SCENARIOS = "SELECT value FROM scenarios ORDER BY rowid"


class Shop(DatabaseFile):
    """One shop's tables, settings and scenarios; safe to share between threads.

    Parameters
    ----------
    directory : the shop's directory; its name is the shop's name
    protection : what encrypts the shop where a key is set
    """

    def __init__(self, directory: Path, protection: Protection) -> None:
        self._directory, self.name = directory, directory.name
        try:
            for folder in ("models", "runs", "tmp"):
                (directory / folder).mkdir(exist_ok=True)
        except OSError:
            problem = f"shop {self.name}: its folder cannot be used"
            raise InputError(problem, "Check that the workspace is writable") from None
        super().__init__(directory / FILE, protection)
        self.scope = EVERYWHERE
        self.engine: Engine = DuckDBEngine(self.seen, protection, directory)

    @property
    def directory(self) -> Path:
        """The shop's directory, whose files are those of its rows."""
        return self._directory

    def directory_for(self, right: StrEnum) -> Path:
        """Return the shop's directory for what a right is about; raises InputError for whoever has it not."""
        self.require(right)
        return self._directory

    @property
    def who(self) -> str:
        """Who has opened the shop; empty where nobody has logged in: whoever sits at this machine."""
        return ""

    @property
    def sight(self) -> str:
        """What names, in a cache, how much of the shop is seen."""
        return "rows"

    def require(self, right: StrEnum) -> None:
        """Raise InputError where whoever has opened the shop has not this right; its owner has all."""

    def within(self, scope: Scope) -> "Shop":
        """Return this shop with what its marts tell limited to some stores and channels."""
        part = Shop(self.directory, self.protection)
        part.scope = scope
        return part

    @contextmanager
    def seen(self, mart: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor to read with, on which joined customers are persons and what is in scope is all.

        For a mart, unless it is of the shop's accounts, nobody is there who refuses personal prices: this is
        the one place that keeps them out of models, prices and exports, also out of marts still to come.
        """
        hides = mart is not None and mart not in ACCOUNTS
        with self.reading(), self.looking() as cursor, seen(cursor, self.scope, hides_refusers=hides):
            yield cursor

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that name the data state: the same files and mappings give the same anywhere.

        It covers the imports in their order (kind, content, mapping), the settings called "data:…" (choices
        that change rows, as treatments), who was forgotten and what part is looked at; not names of files,
        times, or the order of rows in a table.
        """
        with self.looking() as cursor:
            return fingerprint_of(cursor, self.scope)

    @property
    def is_empty(self) -> bool:
        """Whether the shop, or the part of it that is looked at, has no event yet."""
        with self.seen() as cursor:
            return not cursor.execute("SELECT 1 FROM events LIMIT 1").fetchall()

    def read(self, mart: str, **variables: Any) -> pd.DataFrame:
        """Return a mart as a frame with plain types; variables left out are NULL (`as_of`: everything)."""
        with self._asking(mart, variables) as asked:
            return self.engine.run(mart, asked)

    def export(self, mart: str, path: Path, **variables: Any) -> None:
        """Write a mart to a Parquet file, encrypted where the shop is."""
        with self._asking(mart, variables) as asked:
            self.engine.export(mart, asked, path)

    @contextmanager
    def _asking(self, mart: str, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Read one state of the shop; give the variables of a mart in it."""
        if (products := given.get("products")) is not None:
            given = given | {"products": [str(product) for product in products]}
        uses_kept = KEPT in mart_sql(mart)
        if uses_kept and self.scope.is_all:
            keep_visits(self)
        with self.reading(), self.looking() as cursor:
            is_kept = uses_kept and self.scope.is_all and are_starts_kept(cursor)
            yield given | ({KEPT: is_kept} if uses_kept else {})

    def history(self) -> pd.DataFrame:
        """Return one row per import, in order: when, file, kind, rows, and the fingerprint up to it."""
        with self.looking() as cursor:
            return history_of(cursor)

    def imports(self) -> pd.DataFrame:
        """Return one row per import, in order, with rows read, kept and rejected (JSON by reason)."""
        with self.looking() as cursor:
            return plain_frame(cursor.execute(IMPORTS))

    def rejects(self, import_id: str | None = None) -> pd.DataFrame:
        """Return the rows not kept (import_id, file, row, column, value, reason), of one import or all.

        Rows of customers who refuse are counted with the imports and not listed.
        """
        with self.looking() as cursor:
            listed = plain_frame(execute(cursor, "rejects", {"import_id": import_id}))
            return without_refusers(cursor, listed).drop(columns="import_no")

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a setting, or the default where it was never saved."""
        text = self.note("settings", "key", key)
        return default if text is None else json.loads(text)

    def save_setting(self, key: str, value: Any) -> None:
        """Save a setting that JSON can hold."""
        self.save_note("settings", "key", key, json.dumps(value, ensure_ascii=False))

    def scenarios(self) -> list[dict[str, Any]]:
        """Return all scenarios in the order in which they were first saved."""
        with self.looking() as cursor:
            return [json.loads(row[0]) for row in cursor.execute(ALL_SCENARIOS).fetchall()]

    def save_scenario(self, scenario: dict[str, Any]) -> None:
        """Save a scenario under its "id", in place of an earlier one of that id."""
        self.save_note("scenarios", "id", str(scenario["id"]), json.dumps(scenario, ensure_ascii=False))

    def delete_scenario(self, scenario_id: str) -> None:
        """Delete a scenario; one that is not there is no error."""
        with self.writing(), self.cursor() as cursor:
            cursor.execute(filled(REMOVE, table="scenarios", key="id"), {"key": str(scenario_id)})

    def note(self, table: str, key_column: str, key: str) -> str | None:
        """Return the text that a table of notes has under a key, None where there is none."""
        statement = filled(READ, table=quoted(table), key=quoted(key_column))
        with self.looking() as cursor:
            rows = cursor.execute(statement, {"key": key}).fetchall()
        return rows[0][0] if rows else None

    def save_note(self, table: str, key_column: str, key: str, value: str) -> None:
        """Save a text in a table of notes, in place of an earlier one under that key."""
        parts = {"table": quoted(table), "key": quoted(key_column)}
        with self.writing(), self.cursor() as cursor:
            if not cursor.execute(filled(UPDATE, **parts), {"key": key, "value": value}).fetchall()[0][0]:
                cursor.execute(filled(WRITE, **parts), {"key": key, "value": value})
