"""A shop: one DuckDB file, read through marts, written through imports."""

import hashlib
import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

from data.engine.connections import close_all, cursor_of, open_file, refusing_damage
from data.engine.scratch import scratch_directory
from data.privacy.key import is_encrypting
from data.privacy.sealed import write_batches
from data.schema import InputError
from data.schema.mapping import Mapping
from data.sql import mart_sql, parameter_names, sql
from data.store.attributes import attributes_of
from data.store.changes import one_change
from data.store.frames import plain_frame
from data.store.marts import OWN, keep_marts, own_parameters
from data.store.notes import Notes
from data.store.snapshots import let_go, looking, one_state
from data.store.state import fingerprint_of, history_of
from data.store.undo import undo_last

if TYPE_CHECKING:
    from data.privacy.forget import Forgotten

FILE = "shop.duckdb"
BATCH_ROWS = 500_000
_writers: dict[Path, threading.RLock] = {}


class Shop(Notes):
    """One shop's tables, settings and scenarios; safe to share between threads.

    Parameters
    ----------
    directory : the shop's directory; its name is the shop's name
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.name = directory.name
        try:
            for folder in ("models", "runs", "tmp"):
                (directory / folder).mkdir(exist_ok=True)
        except OSError:
            raise InputError(
                f"shop {self.name}: its folder cannot be used", "Check that the workspace is writable"
            ) from None
        open_file(self._file)
        self._writer = _writers.setdefault(self._file, threading.RLock())

    @property
    def _file(self) -> Path:
        return self.directory / FILE

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection of its own for this thread; raises DamagedShopError where it finds damage."""
        with refusing_damage(self._file), cursor_of(self._file) as cursor:
            yield cursor

    def looking(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Give a cursor to read with, within the state that this thread holds by `reading`."""
        return looking(self._file)

    def reading(self) -> AbstractContextManager[None]:
        """Read one state of the shop in this thread during the block; its own writes end that state."""
        return one_state(self._file)

    def close(self) -> None:
        """Close the file for this process; the shop opens again when it is next used."""
        let_go(self._file)
        close_all(self._file)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the shop for one writer at a time."""
        with self._writer:
            let_go(self._file)
            try:
                yield
            finally:
                let_go(self._file)

    @contextmanager
    def changing(self, work: str = "import it") -> Iterator[duckdb.DuckDBPyConnection]:
        """Change the shop in one transaction: all of the block or nothing, whatever ends it.

        `work` says what room is needed for, where there is none.
        """
        with self.writing(), one_change(self._file, work) as connection:
            yield connection

    @contextmanager
    def deriving(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """Write in one transaction what follows from the data; gives None at once where someone is writing.

        A state that this thread reads stays as it is: none of its data change.
        """
        if not self._writer.acquire(blocking=False):
            yield None
            return
        try:
            with one_change(self._file) as connection:
                yield connection
        finally:
            self._writer.release()

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that name the data state: the same files and mappings give the same anywhere.

        It covers the imports in their order (kind, content, mapping), the settings called "data:…" (choices
        that change rows, as treatments) and who was forgotten; not names of files, times, or the order of
        rows in a table.
        """
        with self.looking() as cursor:
            return fingerprint_of(cursor)

    def history(self) -> pd.DataFrame:
        """Return one row per import, in order: when, file, kind, rows, and the fingerprint up to it."""
        with self.looking() as cursor:
            return history_of(cursor)

    def undo_last_import(self) -> bool:
        """Take the last import back with all it brought, replaced and rejected; False where there is none."""
        from data.quality.settle import settle_new_rows  # it stands on the store

        with self.changing() as connection:
            is_undone = undo_last(connection)
            settle_new_rows(connection)
        return is_undone

    def forget_customer(self, customer_id: str) -> "Forgotten":
        """Remove a customer from every table, run and byte of the shop, and refuse them in later files.

        Runs that saw them are marked stale. Raises InputError where nobody is called so.
        """
        from data.privacy.forget import forget_customer

        return forget_customer(self, customer_id)

    @property
    def is_empty(self) -> bool:
        """Whether the shop has no event yet."""
        with self.looking() as cursor:
            return not cursor.execute("SELECT 1 FROM events LIMIT 1").fetchall()

    def read(self, mart: str, **parameters: Any) -> pd.DataFrame:
        """Return a mart as a frame with plain types; parameters left out are NULL (`as_of`: everything)."""
        with self._reading_mart(mart, parameters) as (cursor, text, values):
            return plain_frame(cursor.execute(text, values))

    def export(self, mart: str, path: Path, **parameters: Any) -> None:
        """Write a mart to a Parquet file, encrypted where BUNDLEWISE_KEY is set."""
        with self._reading_mart(mart, parameters) as (cursor, text, values):
            if is_encrypting():
                write_batches(path, cursor.execute(text, values).to_arrow_reader(BATCH_ROWS))
                return
            with scratch_directory(self) as scratch:  # a shop's connection writes within its folder only
                draft = scratch / "mart.parquet"
                cursor.execute(f"COPY ({text}\n) TO $path (FORMAT parquet)", values | {"path": str(draft)})
                shutil.move(draft, path)

    @contextmanager
    def _reading_mart(
        self, mart: str, parameters: dict[str, Any]
    ) -> Iterator[tuple[duckdb.DuckDBPyConnection, str, dict[str, Any]]]:
        """Give a cursor within one state, a mart's statement, and its parameters in that state."""
        text = mart_sql(mart)
        names = parameter_names(text)
        if unknown := set(parameters) - (names - OWN):
            raise TypeError(f"the mart {mart} has no parameter {', '.join(sorted(unknown))}")
        values = {name: parameters.get(name) for name in names}
        if (products := values.get("products")) is not None:
            values["products"] = [str(product) for product in products]
        if "are_starts_kept" in names:
            keep_marts(self)
        with self.reading(), self.looking() as cursor:
            yield cursor, text, values | own_parameters(cursor, names, values.get("as_of"))

    def attributes(self) -> pd.DataFrame:
        """Return one row per column kept as it is: column, kind, n_known, n_distinct, is_number."""
        with self.looking() as cursor:
            return attributes_of(cursor)

    def imports(self) -> pd.DataFrame:
        """Return one row per import, in order, with rows read, kept and rejected (JSON by reason)."""
        with self.looking() as cursor:
            return plain_frame(
                cursor.execute("SELECT * EXCLUDE (content_hash, import_no) FROM imports ORDER BY import_no")
            )

    def rejects(self, import_id: str | None = None) -> pd.DataFrame:
        """Return the rows not kept (import_id, file, row, column, value, reason), of one import or all."""
        with self.looking() as cursor:
            return plain_frame(cursor.execute(sql("rejects"), {"import_id": import_id}))

    def saved_mapping(self, columns: Sequence[str]) -> Mapping | None:
        """Return the mapping last saved for a file with these columns."""
        text = self._note("mappings", "shape", _shape(columns))
        return Mapping.from_json(text) if text else None

    def save_mapping(self, columns: Sequence[str], mapping: Mapping) -> None:
        """Save the mapping for the next file with these columns."""
        self._save_note("mappings", "shape", _shape(columns), mapping.to_json())


def _shape(columns: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(columns)).encode()).hexdigest()[:16]
