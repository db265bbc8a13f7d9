"""One file into one table: typed by the staging SQL, rows with a problem moved to the rejects."""

from typing import Any

import duckdb
import pandas as pd

from data.ingest.formats import Formats
from data.ingest.lines import reject_lines, row_lines
from data.ingest.source import Reader
from data.ingest.tables import count_rows, remove_problems
from data.queries import filled, parameter_names, quoted, sql

READERS = {
    "text": "read_{format}_id({column})",
    "event_type": "read_event_type({column})",
    "time": "read_{format}_time({column})",
    "money": "TRY_CAST({format}_number({column}) AS DECIMAL(18, 4))",
    "number": "TRY_CAST({format}_number({column}) AS DECIMAL(18, 4))",
    "instrument": "TRY_CAST({format}_number({column}) AS DOUBLE)",
}
EMPTY = {"event_type": "'purchase'", "time": "CAST(NULL AS TIMESTAMP)", "text": "CAST(NULL AS VARCHAR)"}
NO_NUMBER = "CAST(NULL AS DECIMAL(18, 4))"
KEYS = {"products": "product_id", "customers": "customer_id", "offers": "offer_id"}


def stage(connection: duckdb.DuckDBPyConnection, reader: Reader, formats: Formats, import_no: int) -> str:
    """Read the file into `events`, or a temporary table for the smaller kinds; return the table."""
    kind = reader.mapping.kind
    body = filled(sql(f"staging/{kind}"), **_parts(reader))
    source = reader.relation(_columns(reader, formats), "store_rejects")
    query = "WITH source AS NOT MATERIALIZED (" + source + ")\n" + body
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    parameters = reader.parameters | _choices(reader, formats, import_no)
    used = {name: value for name, value in parameters.items() if name in parameter_names(query)}
    if kind == "events":
        for name in reader.instruments:
            connection.execute(f"ALTER TABLE events ADD COLUMN IF NOT EXISTS {quoted(name)} DOUBLE")
        connection.execute("INSERT INTO events BY NAME (" + query + ")", used)
        return "events"
    connection.execute("CREATE OR REPLACE TEMP TABLE staged AS " + query, used)
    key = KEYS[kind]
    connection.execute(filled(sql("staging/repeated"), key=quoted(key)), {"key": key})
    return "staged"


def move_rejects(
    connection: duckdb.DuckDBPyConnection, reader: Reader, table: str, import_no: int
) -> dict[str, int]:
    """Move rows with a problem, and records DuckDB could not split, to `rejects`; return rows by reason."""
    of_import = {"import_no": import_no}
    problems = connection.execute(filled(sql("staging/problems"), table=table), of_import).df()
    remove_problems(connection, table, import_no)
    broken = reject_lines(connection, reader.text)
    n_records = count_rows(connection, table, import_no) + len(problems)
    problems["row_number"] = row_lines(
        problems["record"].to_numpy(), n_records, broken, reader.text, reader.delimiter
    )
    problems["column_name"] = problems["column_name"].map(lambda name: reader.mapping.columns.get(name, name))
    rejects = pd.concat([problems.drop(columns="record"), broken.drop(columns="n_lines")], ignore_index=True)
    if len(rejects):
        connection.register("new_rejects", rejects)
        connection.execute(
            "INSERT INTO rejects SELECT $import_no, row_number, column_name, value, reason "
            "FROM new_rejects ORDER BY ALL",
            of_import,
        )
        connection.unregister("new_rejects")
    return {str(reason): int(n) for reason, n in rejects["reason"].value_counts().sort_index().items()}


def _columns(reader: Reader, formats: Formats) -> list[str]:
    """Return the select list over the file: each canonical column typed, and its text beside it."""
    selected: list[str] = []
    for column in reader.typed_columns:
        name, file_column = column.name, reader.mapping.columns.get(column.name)
        if file_column is None:
            selected += [
                f"{EMPTY.get(column.type, NO_NUMBER)} AS {name}",
                f"CAST(NULL AS VARCHAR) AS text_{name}",
            ]
            continue
        format_ = "share" if name == "discount_share" else formats.get(name, "plain")
        read = READERS[column.type].format(format=format_, column=quoted(file_column))
        selected += [f"{read} AS {name}", f"{quoted(file_column)} AS text_{name}"]
    for name, file_column in reader.instruments.items():
        read = READERS["instrument"].format(format=formats.get(name, "plain"), column=quoted(file_column))
        selected += [f"{read} AS {quoted(name)}", f"{quoted(file_column)} AS {quoted('text_' + name)}"]
    for name, file_column in reader.attributes.items():
        selected.append(f"read_plain_id({quoted(file_column)}) AS {quoted(name)}")
    return selected


def _parts(reader: Reader) -> dict[str, str]:
    """Return what the staging SQL leaves open: names of instruments and attributes, quoted."""
    instruments = "".join(f"{quoted(name)}, " for name in reader.instruments)
    problems = "".join(
        f"WHEN NOT coalesce(isfinite({quoted(name)}), {quoted('text_' + name)} IS NULL) THEN "
        f"problem('instrument not a number', $instrument_{place}, {quoted('text_' + name)})\n"
        for place, name in enumerate(reader.instruments)
    )
    attributes = "".join(f"{quoted(name)}, " for name in reader.attributes)
    return {"instruments": instruments, "instrument_problems": problems, "attributes": attributes}


def _choices(reader: Reader, formats: Formats, import_no: int) -> dict[str, Any]:
    columns = reader.mapping.columns
    return {
        "import_no": import_no,
        "has_codes": formats.get("codes") == "coded",
        "has_quantity": "quantity" in columns,
        "has_price": "net_price" in columns or "net_total" in columns,
        **{f"instrument_{place}": name for place, name in enumerate(reader.instruments)},
    }
