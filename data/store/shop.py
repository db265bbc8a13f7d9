"""A shop: one DuckDB file, read through marts, written through imports."""

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.mapping import Mapping
from data.queries import filled, parameter_names, quoted, sql
from data.store.connections import close_all, connect
from data.store.frames import plain_frame
from data.store.notes import Notes

FILE = "shop.duckdb"
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
        for folder in ("models", "runs", "tmp"):
            (directory / folder).mkdir(exist_ok=True)
        connect(self._file)
        self._writer = _writers.setdefault(self._file, threading.RLock())

    @property
    def _file(self) -> Path:
        return self.directory / FILE

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of its own for this thread; close it after use."""
        return connect(self._file).cursor()

    def close(self) -> None:
        """Close the file for this process; the shop opens again when it is next used."""
        close_all(self._file)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the shop for one writer at a time."""
        with self._writer:
            yield

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that name the data state: the same files and mappings give the same anywhere."""
        with self.cursor() as cursor:
            imports = cursor.execute(
                "SELECT kind, content_hash, mapping FROM imports ORDER BY import_no"
            ).fetchall()
        return hashlib.sha256(json.dumps(imports).encode()).hexdigest()[:12]

    @property
    def is_empty(self) -> bool:
        """Whether the shop has no event yet."""
        with self.cursor() as cursor:
            return not cursor.execute("SELECT 1 FROM events LIMIT 1").fetchall()

    def read(self, mart: str, **parameters: Any) -> pd.DataFrame:
        """Return a mart as a frame with plain types; parameters left out are NULL (`as_of`: everything)."""
        text, values = self._statement(mart, parameters)
        with self.cursor() as cursor:
            return plain_frame(cursor.execute(text, values))

    def export(self, mart: str, path: Path, **parameters: Any) -> None:
        """Write a mart to a Parquet file."""
        text, values = self._statement(mart, parameters)
        with self.cursor() as cursor:
            cursor.execute(f"COPY ({text}\n) TO $path (FORMAT parquet)", values | {"path": str(path)})

    def _statement(self, mart: str, parameters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        text = sql(f"marts/{mart}")
        names = parameter_names(text)
        if unknown := set(parameters) - names:
            raise TypeError(f"the mart {mart} has no parameter {', '.join(sorted(unknown))}")
        values = {name: parameters.get(name) for name in names}
        if (products := values.get("products")) is not None:
            values["products"] = [str(product) for product in products]
        medians = "".join(f"median({quoted(name)}) AS {quoted(name)}, " for name in self._instruments())
        return filled(text, instruments=medians), values

    def _instruments(self) -> list[str]:
        """Return the instrument columns that are not canonical ones."""
        with self.cursor() as cursor:
            return [row[0] for row in cursor.execute(sql("instruments")).fetchall()]

    def imports(self) -> pd.DataFrame:
        """Return one row per import, in order, with rows read, kept and rejected (JSON by reason)."""
        with self.cursor() as cursor:
            return plain_frame(
                cursor.execute("SELECT * EXCLUDE (content_hash, import_no) FROM imports ORDER BY import_no")
            )

    def rejects(self, import_id: str | None = None) -> pd.DataFrame:
        """Return the rows not kept (import_id, file, row, column, value, reason), of one import or all."""
        with self.cursor() as cursor:
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
