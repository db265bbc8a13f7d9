"""Arithmetic evidence about lines: those that add up the others of their order are totals."""

from collections.abc import Iterator

import duckdb

from data.sql import sql

SAMPLE_ROWS = 50_000  # of a file, which show whether it has lines that are totals
MOST_ROUNDS = 3  # a subtotal, a total of that and the shipping, a grand total
ALL_ROWS = 2**62


def lines_that_add_up(connection: duckdb.DuckDBPyConnection, import_no: int) -> Iterator[list[int]]:
    """Yield places in `names_of_lines` of what adds up its orders, a kind of total at a time.

    The caller marks each before it asks for the next: a total of everything has no subtotal in it.
    """
    for _ in range(MOST_ROUNDS):
        if not _sums(connection, import_no, SAMPLE_ROWS):
            return
        found = _sums(connection, import_no, ALL_ROWS)
        if not found:
            return
        yield found


def _sums(connection: duckdb.DuckDBPyConnection, import_no: int, n_rows: int) -> list[int]:
    values = {"import_no": import_no, "n_rows": n_rows}
    return [int(row[0]) for row in connection.execute(sql("staging/sums_of_orders"), values).fetchall()]
