"""A file with its mapping as a relation that DuckDB can read: names quoted, everything else a parameter."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data.intake.mapping.names import day_columns
from data.intake.source.attributes import free_columns, stored_instruments
from data.read.preview import Preview
from data.read.text import TextFile
from data.schema import COLUMNS, MISSING, Column, InputError, Mapping, Replacement
from data.sql import Connection, filled, quoted, sql

CLOCKS = {"hhmm": "hhmm_clock", "hhmmss": "hhmmss_clock"}
# DuckDB's own ignore_errors gives up on a file at its first unclosed quote, where store_rejects goes on.
PASSED_OVER = ", rejects_table = 'passed_over', rejects_scan = 'passed_over_scans', rejects_limit = 1"
UNREADABLE = (duckdb.InvalidInputException, duckdb.ConversionException)  # rows cannot be told apart
LONG = {"day": "day", "price": "price"}  # columns of a wide price table made long


@dataclass(frozen=True)
class Reader:
    """One file to import: where its text lies, how it is laid out, and what its columns mean.

    `replaces_ids` says whether customers get pseudonyms.
    """

    name: str
    text: TextFile
    delimiter: str
    file_columns: list[str]
    mapping: Mapping
    has_header: bool = True
    replaces_ids: bool = False

    @classmethod
    def of_shape(cls, preview: Preview, mapping: Mapping) -> "Reader":
        """Return a reader that knows a file's columns only, before its text is made."""
        return cls(preview.name, TextFile(Path(), "", 0), preview.delimiter, preview.columns, mapping)

    @property
    def replaces_any(self) -> bool:
        """Whether anything that the file says of people is not kept as it is."""
        chosen = self.mapping.personal.values()
        return self.replaces_ids or any(how is not Replacement.KEEP for how in chosen)

    @property
    def parameters(self) -> dict[str, Any]:
        """The named parameters of `staging/source.sql`."""
        return {
            "path": str(self.text.path),
            "delimiter": self.delimiter,
            "has_header": self.has_header,
            "n_before": self.text.n_before,
            "file_columns": dict.fromkeys(self.file_columns, "VARCHAR"),
            "missing": list(MISSING),
        }

    @property
    def typed_columns(self) -> list[Column]:
        """The canonical columns of the kind, each with its type."""
        return list(COLUMNS[self.mapping.kind])

    @property
    def columns(self) -> dict[str, str]:
        """Canonical column → column of the file, or of the long table that a wide one became."""
        return self.mapping.columns | (LONG if self.is_wide else {})

    @property
    def is_wide(self) -> bool:
        """Whether this is a table of prices with a column per day."""
        return self.mapping.kind == "prices" and "day" not in self.mapping.columns

    @property
    def day_columns(self) -> list[str]:
        """The columns of a wide price table that are days or weeks."""
        return day_columns(self.file_columns) if self.is_wide else []

    @property
    def instrument_names(self) -> list[str]:
        """The names that all instruments are stored under, canonical ones too."""
        stored = {column: name for name, column in self.instruments.items()}
        return [stored.get(column, column) for column in self.mapping.instruments]

    @property
    def attributes(self) -> dict[str, str]:
        """Unmapped columns that are kept as text: the name they are stored under → file column."""
        return free_columns(self.mapping, self.file_columns).kept

    @property
    def instruments(self) -> dict[str, str]:
        """Instruments that are no canonical column: the name they are stored under → file column."""
        return stored_instruments(self.mapping)

    def refusal(
        self, problem: str, remedy: str, column: str | None = None, at: int | None = None
    ) -> InputError:
        """Return the error of a file, or of a column of it, at a record from 0 that has a line of its own."""
        row = None if at is None else at + self.text.first_row + self.has_header
        return InputError(problem, remedy, file=self.name, column=column, row=row)

    def text_of(self, name: str) -> str:
        """Return the SQL for the text of a mapped column, with what a fallback or a clock adds to it."""
        column = quoted((self.columns | self.instruments)[name])
        fallback = self.mapping.constants.get("fallback", {}).get(name)
        if fallback in self.file_columns:
            column = f"coalesce(nullif(trim({column}), ''), {quoted(fallback)})"
        if name == "event_time" and self.clock_text:
            return f"dated_clock({column}, {self.clock_text})"
        return column

    @property
    def clock_text(self) -> str:
        """The SQL for the text of the column of clocks; empty where there is none."""
        if "event_clock" not in self.columns:
            return ""
        style = CLOCKS.get(str(self.mapping.constants.get("clock")), "clock_text")
        return f"{style}({quoted(self.columns['event_clock'])})"

    def relation(self, columns: list[str], *, notes_errors: bool = True) -> str:
        """Return the SQL that reads the file; records that cannot be split are noted, or passed over."""
        if self.is_wide:
            return filled("SELECT /* columns */ FROM long", columns=", ".join(columns))
        errors = "" if notes_errors else PASSED_OVER
        return filled(sql("staging/source"), errors=errors, columns=", ".join(columns))

    def probe(self, connection: Connection, columns: Dict[str, str], limit: int | None) -> None:
        """Read some columns as text into a temporary table `probe`, the whole file where limit is None."""
        mapped = self.columns | self.instruments
        texts = {n: self.text_of(n) if mapped.get(n) == c else quoted(c) for n, c in columns.items()}
        selected = [f"{text} AS {quoted(name)}" for name, text in texts.items()]
        source = self.relation(selected, notes_errors=False)
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        parameters = {} if self.is_wide else self.parameters
        connection.execute("CREATE OR REPLACE TEMP TABLE probe AS " + source + tail, parameters)


def rows_run_together(name: str) -> InputError:
    """Return the error of a file whose rows DuckDB cannot tell apart (`UNREADABLE`)."""
    remedy = "Check its quotes and line ends, or export it again"
    return InputError("its rows cannot be told apart", remedy, file=name)
