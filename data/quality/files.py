"""Doubts about catalogs, customers files and rows that could not come in: known by their line."""

import re

import duckdb
import pandas as pd

from data.quality.kinds import KINDS, REJECTED
from data.sql import filled, quoted, sql

_AGE = re.compile(r"age|alter|年龄")


def search_files(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the temporary tables `found_in_files`, `rejected_kinds` and `counted_doubts`; after `search`."""
    connection.execute(sql("quality/found_in_files"))
    for name in ("catalog", "people_listed"):
        connection.execute("INSERT INTO found_in_files " + sql(f"quality/{name}"))
    for table, name, _ in connection.execute(sql("quality/columns")).fetchall():
        if table == "customers" and _AGE.fullmatch(name.lower()):
            text = filled(sql("quality/impossible_ages"), column=quoted(name))
            connection.execute("INSERT INTO found_in_files " + text, {"name": name})
    starts = pd.DataFrame({"start": list(REJECTED), "kind": list(REJECTED.values())})
    connection.register("starts", starts)
    connection.execute("CREATE OR REPLACE TEMP TABLE rejected_kinds AS " + sql("quality/rejected_kinds"))
    connection.unregister("starts")
    reasons = [(kind.reason, name) for name, kind in KINDS.items() if kind.reason]
    connection.register("reasons", pd.DataFrame(reasons, columns=["reason", "kind"]))
    connection.execute(sql("quality/counted_doubts"))
    connection.unregister("reasons")
