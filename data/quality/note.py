"""Doubts of one file, found while its rows lie in the order of the file: quick looks at few columns."""

from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd

from data.quality.choices import chosen_treatments
from data.quality.kinds import KINDS, STORED
from data.quality.lines import UNDER_A_HEADER, jumps_of
from data.quality.settle import add_missing_columns
from data.quality.staged import clock_jumps, currencies, duplicates, non_products
from data.sql import filled, quoted, sql

if TYPE_CHECKING:
    from data.intake.formats import Formats
    from data.intake.stage import Staged

ENTITY_KEYS = {"products": "product_id", "customers": "customer_id"}


def note_doubts(
    connection: duckdb.DuckDBPyConnection, staged: "Staged", formats: "Formats", broken: pd.DataFrame
) -> None:
    """Find what is doubtful about staged rows, note it with line numbers, and treat it as the shop chose.

    Dropped rows get a problem and so become rejects like any other. Call it before rejects are moved.
    `broken` are the records that could not be split, as `reject_lines` returns them.
    """
    reader, import_no = staged.reader, staged.import_no
    lines = _StagedLines(connection, staged, broken)
    if staged.table != "events":
        _note_entities(connection, lines, reader.mapping.kind, import_no)
        return
    lines.note_jumps()
    noted = pd.concat(
        [
            non_products(connection, import_no),
            duplicates(connection, import_no),
            clock_jumps(connection, import_no),
            currencies(connection, staged, formats, lines.first),
        ],
        ignore_index=True,
    )
    connection.execute("INSERT INTO looked_through VALUES ($import_no)", {"import_no": import_no})
    if len(noted):
        places = noted["rid"].to_numpy(np.int64) - lines.first
        noted["row"] = lines.of(staged.refused.record_of(places))
        _treat(connection, noted, import_no)


def _treat(connection: duckdb.DuckDBPyConnection, noted: pd.DataFrame, import_no: int) -> None:
    """Write the doubts down and carry out their treatment."""
    choices = chosen_treatments(connection)
    noted["treatment"] = noted["kind"].map(choices)
    noted["reason"] = noted["kind"].map({name: KINDS[name].reason for name in STORED})
    noted["rank"] = noted["kind"].map({name: rank for rank, name in enumerate(STORED)})
    connection.register("noted", noted)
    connection.execute(sql("quality/note_doubts"), {"import_no": import_no})
    connection.execute(sql("quality/come_in"))
    if (noted["treatment"] == "drop").any():
        add_missing_columns(connection)
        connection.execute(sql("quality/aside_at_import"))
        connection.execute(sql("quality/problem_at_import"))
    connection.unregister("noted")


def _note_entities(
    connection: duckdb.DuckDBPyConnection, lines: "_StagedLines", kind: str, import_no: int
) -> None:
    """Remember the line of each product or customer, whose table does not keep the order of the file."""
    if kind not in ENTITY_KEYS:
        return
    records = np.arange(lines.n_records)
    connection.register("places", pd.DataFrame({"record": records + lines.first, "row": lines.of(records)}))
    text = filled(sql("quality/entity_lines"), key=quoted(ENTITY_KEYS[kind]))
    connection.execute(text, {"import_no": import_no, "kind": kind})
    connection.unregister("places")


class _StagedLines:
    """The lines that the staged records of a file begin at."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, staged: "Staged", broken: pd.DataFrame) -> None:
        self.connection, self.reader, self.import_no = connection, staged.reader, staged.import_no
        self.broken = broken
        query = filled(sql("quality/first_record"), table=staged.table)
        self.first, n_stored = connection.execute(query, {"import_no": staged.import_no}).fetchall()[0]
        self.n_records = n_stored + len(staged.refused.records)

    def of(self, records: np.ndarray) -> np.ndarray:
        """Return the line of each record, in any order."""
        from data.intake.lines import row_lines

        wanted = np.unique(records)
        reader = self.reader
        lines = row_lines(
            wanted, self.n_records, self.broken, reader.text, reader.delimiter, reader.has_header
        )
        return np.asarray(lines)[np.searchsorted(wanted, records)]

    def note_jumps(self) -> None:
        """Note where records do not begin on consecutive lines, so that stored rows find theirs."""
        n_lines = self.reader.has_header + self.n_records + int(self.broken["n_lines"].sum())
        is_plain = self.reader.text.has_a_line_each(n_lines) and (self.broken["n_lines"] == 1).all()
        jumps = [(0, self.reader.text.first_row + int(self.reader.has_header))]
        if not is_plain:
            records = self.of(np.arange(self.n_records))
            jumps = jumps_of(np.sort(np.concatenate([records, self.broken["row_number"].to_numpy(np.int64)])))
        if tuple(jumps) != UNDER_A_HEADER:
            frame = pd.DataFrame(jumps, columns=["place", "line"])
            self.connection.register("jumps", frame)  # thousands where cells hold line breaks
            insert = "INSERT INTO line_jumps SELECT $import_no, place, line FROM jumps"
            self.connection.execute(insert, {"import_no": self.import_no})
            self.connection.unregister("jumps")
