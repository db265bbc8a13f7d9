"""Doubts of one file, found while its rows lie in the order of the file: quick looks at few columns."""

import duckdb
import numpy as np
import pandas as pd

from data.intake.mapping.currency import NAMES as CURRENCY_NAMES
from data.intake.source.lines import row_lines
from data.intake.staging.stage import Staged
from data.quality.choices import chosen_treatments
from data.quality.lines import UNDER_A_HEADER, jumps_of
from data.quality.settle import add_missing_columns
from data.quality.staged import clock_jumps, duplicates, non_products, nothing_found
from data.schema.doubts import STORED
from data.sql import filled, quoted, sql

ENTITY_KEYS = {"products": "product_id", "customers": "customer_id"}


def note_doubts(
    connection: duckdb.DuckDBPyConnection, staged: Staged, formats: dict[str, str], broken: pd.DataFrame
) -> None:
    """Find what is doubtful about staged rows, note it with line numbers, and treat it as the shop chose.

    Dropped rows get a problem and so become rejects like any other. Call it before rejects are moved.
    `broken` are the records that could not be split, as `reject_lines` returns them.
    """
    import_no = staged.import_no
    lines = _StagedLines(connection, staged, broken)
    if staged.table != "events":
        _note_entities(connection, lines, staged.reader.mapping.kind, import_no)
        return
    lines.note_jumps()
    found = [look(connection, import_no) for look in (non_products, duplicates, clock_jumps)]
    found.append(_currencies(connection, staged, formats, lines.first))
    noted = pd.concat(found, ignore_index=True)
    connection.execute("INSERT INTO looked_through VALUES ($import_no)", {"import_no": import_no})
    if len(noted):
        places = noted["rid"].to_numpy(np.int64) - lines.first
        noted["row"] = lines.of(staged.refused.record_of(places))
        _treat(connection, noted, import_no)


def _treat(connection: duckdb.DuckDBPyConnection, noted: pd.DataFrame, import_no: int) -> None:
    """Write the doubts down and carry out their treatment."""
    noted["treatment"] = noted["kind"].map(chosen_treatments(connection))
    noted["rank"] = noted["kind"].map(STORED.index)
    connection.register("noted", noted)
    connection.execute(sql("quality/note_doubts"), {"import_no": import_no})
    connection.execute(sql("quality/come_in"))
    if (noted["treatment"] == "drop").any():
        add_missing_columns(connection)
        connection.execute(sql("quality/aside_at_import"))
        connection.execute(sql("quality/problem_at_import"))
    connection.unregister("noted")


def _currencies(
    connection: duckdb.DuckDBPyConnection, staged: Staged, formats: dict[str, str], first: int
) -> pd.DataFrame:
    """Return the rows of one import in another currency than most, by the price's sign or a code column."""
    for (name,) in connection.execute(sql("quality/compared_columns")).fetchall():
        if CURRENCY_NAMES.fullmatch(name.lower()):
            text = filled(sql("quality/currency_column"), column=quoted(name))
            return connection.execute(text, {"import_no": staged.import_no, "name": name}).df()
    columns, refused = staged.reader.mapping.columns, staged.refused
    column = columns.get("net_price") or columns.get("net_total")
    is_marked = any(formats.get(name, "plain") != "plain" for name in ("net_price", "net_total"))
    if column is None or not is_marked:
        return nothing_found()
    staged.reader.probe(connection, {"price": column}, None)
    found = connection.execute(filled(sql("quality/currency_signs"), column="price")).df()
    found = found[~found["rid"].isin(refused.records)]
    return found.assign(rid=refused.place_of(found["rid"].to_numpy(np.int64)) + first)


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

    def __init__(self, connection: duckdb.DuckDBPyConnection, staged: Staged, broken: pd.DataFrame) -> None:
        self.connection, self.reader, self.import_no = connection, staged.reader, staged.import_no
        self.broken = broken
        query = filled(sql("quality/first_record"), table=staged.table)
        self.first, n_stored = connection.execute(query, {"import_no": staged.import_no}).fetchall()[0]
        self.n_records = n_stored + len(staged.refused.records)

    def of(self, records: np.ndarray) -> np.ndarray:
        """Return the line of each record, in any order."""
        wanted, places = np.unique(records, return_inverse=True)
        return row_lines(wanted, self.n_records, self.broken, self.reader)[places]

    def note_jumps(self) -> None:
        """Note where records do not begin on consecutive lines, so that stored rows find theirs."""
        text, has_header = self.reader.text, self.reader.has_header
        n_lines = has_header + self.n_records + int(self.broken["n_lines"].sum())
        jumps = [(0, text.first_row + int(has_header))]
        if not (text.has_a_line_each(n_lines) and (self.broken["n_lines"] == 1).all()):
            records = self.of(np.arange(self.n_records))
            jumps = jumps_of(np.sort(np.concatenate([records, self.broken["row_number"].to_numpy(np.int64)])))
        if tuple(jumps) != UNDER_A_HEADER:
            frame = pd.DataFrame(jumps, columns=["place", "line"])
            self.connection.register("jumps", frame)  # thousands where cells hold line breaks
            insert = "INSERT INTO line_jumps SELECT $import_no, place, line FROM jumps"
            self.connection.execute(insert, {"import_no": self.import_no})
            self.connection.unregister("jumps")
