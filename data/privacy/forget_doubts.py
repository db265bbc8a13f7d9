"""When a customer is forgotten, the lines of the others stay what they were."""

import duckdb

from data.quality.lines import row_numbers
from data.sql import sql


def note_forgotten(connection: duckdb.DuckDBPyConnection, customer_id: str) -> int:
    """Note the lines of a customer's rows; remove its doubts and dropped rows; return how many.

    Call it in the transaction that forgets, before the customer's events are deleted. Rejects of rows that a
    treatment dropped are removed here; the caller removes those that name the customer and lowers counts.
    """
    values = {"customer_id": customer_id}
    connection.execute(sql("quality/rows_of_customer"), values)
    rows = row_numbers(connection, "rows_of_customer")
    connection.register("forgotten", rows[["import_no", "row"]])
    connection.execute('INSERT INTO forgotten_lines SELECT import_no, "row" FROM forgotten')
    connection.unregister("forgotten")
    for statement in ("aside", "replaced", "words", "rejects", "replaced_rejects"):
        connection.execute(sql(f"quality/forget_{statement}"), values)
    n_dropped = int(connection.execute(sql("quality/forget_rows_aside"), values).fetchall()[0][0])
    connection.execute(sql("quality/forget_doubts"))
    for statement in ("values", "entities"):
        connection.execute(sql(f"quality/forget_{statement}"), values)
    connection.execute("DROP TABLE rows_of_customer")
    return n_dropped
