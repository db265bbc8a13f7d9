"""Doubts of one file, found while its rows lie in the order of the file: quick looks at few columns."""

from collections.abc import Mapping

import duckdb
import numpy as np
import pandas as pd

from data.quality.choices import chosen_treatments
from data.quality.kinds import KINDS, STORED
from data.quality.lines import number_rows, row_numbers
from data.quality.settle import add_missing_columns
from data.quality.staged import StagedFile, clock_jumps, currencies, duplicates, non_products
from data.read.lines import row_lines
from data.sql import filled, quoted, sql

ENTITY_KEYS = {"products": "product_id", "customers": "customer_id"}


def note_doubts(
    connection: duckdb.DuckDBPyConnection,
    staged: StagedFile,
    formats: Mapping[str, str],
    broken: pd.DataFrame,
) -> None:
    """Find what is doubtful about staged rows, note it with line numbers, and treat it as the shop chose.

    Dropped rows get a problem and so become rejects like any other. Call it before rejects are moved.
    `broken` are the records that could not be split, as `reject_lines` returns them.
    """
    reader, import_no = staged.reader, staged.import_no
    kind = reader.mapping.kind
    if staged.table != "events" and kind not in ENTITY_KEYS:
        return
    first, n_stored = _first_record(connection, staged)
    n_records = n_stored + len(staged.refused.records)
    line_of = row_lines(n_records, broken, reader.text, reader.delimiter, reader.has_header)
    if staged.table != "events":
        _note_entities(connection, kind, import_no, first, line_of(np.arange(n_records)))
        return
    number_rows(connection, import_no, lambda rids: line_of(staged.refused.record_of(rids - first)))
    looks = [
        non_products(connection, import_no),
        duplicates(connection, import_no),
        clock_jumps(connection, import_no),
        currencies(connection, staged, formats, first),
    ]
    noted = pd.concat(looks, ignore_index=True)
    connection.execute("INSERT INTO looked_through VALUES ($import_no)", {"import_no": import_no})
    if len(noted):
        connection.register("noted", noted)
        noted = noted.merge(row_numbers(connection, "noted"), on="rid").drop(columns="import_no")
        _treat(connection, noted, import_no)


def _first_record(connection: duckdb.DuckDBPyConnection, staged: StagedFile) -> tuple[int, int]:
    """Return the rowid of the first staged record, and how many there are."""
    query = filled(sql("quality/first_record"), table=staged.table)
    first, n_stored = connection.execute(query, {"import_no": staged.import_no}).fetchall()[0]
    return int(first), int(n_stored)


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
    connection: duckdb.DuckDBPyConnection, kind: str, import_no: int, first: int, lines: np.ndarray
) -> None:
    """Remember the line of each product or customer, whose table does not keep the order of the file."""
    places = pd.DataFrame({"record": first + np.arange(len(lines)), "row": lines})
    connection.register("places", places)
    text = filled(sql("quality/entity_lines"), key=quoted(ENTITY_KEYS[kind]))
    connection.execute(text, {"import_no": import_no, "kind": kind})
    connection.unregister("places")
