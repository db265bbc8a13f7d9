"""Reasons of rejects that older versions stored as sentences become the codes that they are now."""

import json

import duckdb

from data.sql import execute, filled, quoted, sql

COUNTED, LISTED = ("imports", "replaced_imports"), ("rejects", "replaced_rejects")
TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
COUNTS = "SELECT rowid, rejected FROM /* table */ WHERE rejected <> '{}'"
RECOUNT = "UPDATE /* table */ SET rejected = $rejected WHERE rowid = $row"
RENAME = "UPDATE /* table */ SET reason = code FROM (/* old */) WHERE reason = sentence"


def rewrite_reasons(connection: duckdb.DuckDBPyConnection) -> None:
    """Write codes for sentences; the counts of the imports tell whether there are any."""
    known = {name for (name,) in connection.execute(TABLES).fetchall()}
    codes = dict(execute(connection, "reasons_of_before").fetchall())
    is_old = [_recount(connection, table, codes) for table in COUNTED if table in known]
    if any(is_old):
        for table in filter(known.__contains__, LISTED):
            connection.execute(filled(RENAME, table=quoted(table), old=sql("reasons_of_before")))


def _recount(connection: duckdb.DuckDBPyConnection, table: str, codes: dict[str, str]) -> bool:
    """Write the counts of a table by code; say whether one of them had a sentence."""
    counts = connection.execute(filled(COUNTS, table=quoted(table))).fetchall()
    rejected = {row: json.loads(text) for row, text in counts}
    old = {row: counted for row, counted in rejected.items() if codes.keys() & counted}
    for row, counted in old.items():
        text = json.dumps({codes.get(reason, reason): n for reason, n in counted.items()})
        connection.execute(filled(RECOUNT, table=quoted(table)), {"row": row, "rejected": text})
    return bool(old)
