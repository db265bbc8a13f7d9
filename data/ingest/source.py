"""A file with its mapping as a relation that DuckDB can read: names quoted, everything else a parameter."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Any

import duckdb

from data.ingest.text import TextFile
from data.mapping import MISSING, Mapping
from data.queries import filled, quoted, sql
from data.schema import COLUMNS, Column, InputError

RESERVED = {
    "customers": {
        "import_no",
        "problem",
        "first_order_at",
        "last_order_at",
        "recency_days",
        "n_orders",
        "monetary",
    }
    | {"n_visits", "segment", "cluster", "persona"},
    "products": {"import_no", "problem"},
}


@dataclass(frozen=True)
class Reader:
    """One file to import: where its text lies, how it is laid out, and what its columns mean."""

    name: str
    text: TextFile
    delimiter: str
    file_columns: list[str]
    mapping: Mapping

    @property
    def parameters(self) -> dict[str, Any]:
        """The named parameters of `staging/source.sql`."""
        return {
            "path": str(self.text.path),
            "delimiter": self.delimiter,
            "file_columns": dict.fromkeys(self.file_columns, "VARCHAR"),
            "missing": list(MISSING),
        }

    @property
    def typed_columns(self) -> list[Column]:
        """The canonical columns of the kind, each with its type."""
        return list(COLUMNS[self.mapping.kind])

    @property
    def attributes(self) -> dict[str, str]:
        """Unmapped columns of a catalog or customers file: the name they are stored under → file column."""
        if self.mapping.kind not in RESERVED:
            return {}
        taken = {column.name for column in self.typed_columns} | RESERVED[self.mapping.kind]
        free = [column for column in self.file_columns if column not in self.mapping.columns.values()]
        return {(f"{name} (attribute)" if name.lower() in taken else name): name for name in free}

    @property
    def instruments(self) -> dict[str, str]:
        """Instruments stored under their own name: all but those that are a canonical column of that name."""
        canonical = {column.name for column in self.typed_columns}
        return {name: name for name in self.mapping.instruments if name.lower() not in canonical}

    def relation(self, columns: list[str], errors: str) -> str:
        """Return the SQL that reads the file; `errors` is a fixed word: store_rejects or ignore_errors."""
        text = filled(sql("staging/source"), columns=", ".join(columns))
        return text.replace("store_rejects", errors)

    def probe(
        self, connection: duckdb.DuckDBPyConnection, columns: Dict[str, str], limit: int | None
    ) -> None:
        """Read some columns as text into a temporary table `probe`, the whole file where limit is None."""
        selected = [f"{quoted(file_column)} AS {quoted(name)}" for name, file_column in columns.items()]
        source = self.relation(selected, "ignore_errors")
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        connection.execute("CREATE OR REPLACE TEMP TABLE probe AS " + source + tail, self.parameters)


def check_mapping(reader: Reader) -> None:
    """Raise InputError where the mapping misses a required column or names one the file does not have."""
    mapping = reader.mapping
    for name, column in [*mapping.columns.items(), *((name, name) for name in mapping.instruments)]:
        if column not in reader.file_columns:
            raise InputError(
                f"the file has no column of this name for {name}",
                "Choose one of its columns: " + ", ".join(reader.file_columns[:20]),
                file=reader.name,
                column=column,
            )
    known = {column.name for column in reader.typed_columns}
    if unknown := sorted(set(mapping.columns) - known):
        raise InputError(
            f"there is no {mapping.kind} column {unknown[0]}", "Remove it from the mapping", file=reader.name
        )
    for required in reader.typed_columns:
        if required.is_required and required.name not in mapping.columns:
            raise InputError(
                f"no column is mapped to {required.name} ({required.meaning})",
                "Choose one of its columns: " + ", ".join(reader.file_columns[:20]),
                file=reader.name,
            )
    for name in mapping.instruments:
        if name.lower() in known and mapping.columns.get(name.lower()) != name:
            raise InputError(
                f"the instrument's name already means something else: {name.lower()}",
                "Rename the column in the file",
                file=reader.name,
                column=name,
            )
