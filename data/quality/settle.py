"""What is stored follows from the rows that came in and the choices, in whatever order they were made."""

import json

import numpy as np
import pandas as pd

from data.quality.choices import chosen_treatments, searched_kinds, write_choices
from data.quality.find import search
from data.quality.lines import row_numbers, rows_on_lines
from data.schema.doubts import DOUBT_KINDS, STORED, Treatment
from data.sql import Connection, filled, quoted, sql
from data.store import Shop


def save_treatments(shop: Shop, choices: dict[str, Treatment]) -> None:
    """Save what is done with each kind and carry it out on all that is stored, in one transaction.

    Raises
    ------
    InputError
        A kind that does not exist, or a treatment that it does not have.
    """
    with shop.changing() as connection:
        write_choices(connection, choices)
        settle(connection)


def settle_import(connection: Connection) -> None:
    """Carry out the choices that concern the whole shop after its imports have changed."""
    if searched_kinds(chosen_treatments(connection)):
        settle(connection)


def settle(connection: Connection) -> None:
    """Put every treated row back as it came in, find what is doubtful, and treat it as chosen.

    Runs inside the caller's transaction.
    """
    choices = chosen_treatments(connection)
    put_back(connection)
    connection.register("treated", _treated_rows(connection, choices))
    connection.execute(sql("quality/write_doubts"), {"stored": list(STORED)})
    for kind in STORED:
        connection.execute(sql("quality/stored_treatment"), {"kind": kind, "treatment": choices[kind]})
    _set_aside(connection, choices)
    connection.execute(sql("quality/cap_prices"))
    connection.execute(sql("quality/cap_quantities"))
    connection.unregister("treated")
    recount(connection)


def put_back(connection: Connection) -> None:
    """Put rows that were set aside back among the events, and capped values back in their rows."""
    _restore_capped(connection)
    connection.execute("INSERT INTO events BY NAME (SELECT * FROM set_aside)")
    connection.execute(sql("quality/forget_treatment_rejects"))
    connection.execute("DELETE FROM set_aside")
    connection.execute(sql("quality/forget_searched"), {"stored": list(STORED)})


def _set_aside(connection: Connection, choices: dict[str, Treatment]) -> None:
    """Move the rows of `treated` that some kind drops to `set_aside`, and name them in the rejects."""
    dropped = [name for name in DOUBT_KINDS if choices.get(name) == "drop"]
    connection.register("drops", pd.DataFrame({"kind": dropped, "rank": range(len(dropped))}))
    connection.execute(sql("quality/dropped"))
    add_missing_columns(connection)
    for statement in ("fill_set_aside", "reject_dropped", "remove_dropped"):
        connection.execute(sql(f"quality/{statement}"))
    connection.unregister("drops")


def add_missing_columns(connection: Connection) -> None:
    """Give `set_aside` the columns that `events` has got meanwhile."""
    for name, type_ in connection.execute(sql("quality/missing_columns")).fetchall():
        connection.execute(f"ALTER TABLE set_aside ADD COLUMN {quoted(name)} {type_}")


def recount(connection: Connection) -> None:
    """Write how many rows of each events file are kept and rejected by now; what was read stays."""
    rows = connection.execute(sql("quality/counts")).df()
    for row in rows.to_dict("records"):
        rejected = json.dumps(json.loads(row["rejected"]), ensure_ascii=False)
        connection.execute(sql("quality/recount"), {**row, "rejected": rejected})


def _treated_rows(connection: Connection, choices: dict[str, Treatment]) -> pd.DataFrame:
    """Return import_no, row, rid, kind, column_name, value, cap, treatment of the rows not just kept."""
    wanted = searched_kinds(choices)
    columns = ["kind", "rid", "column_name", "value", "cap", "import_no", "row"]
    found = pd.DataFrame(columns=columns)
    if wanted:
        search(connection, wanted)
        connection.execute(sql("quality/keep_wanted"), {"kinds": sorted(wanted)})
        found = connection.execute("SELECT * FROM found").df()
        found = found.merge(row_numbers(connection, "found"), on="rid")
    stored = _stored_rows(connection, [name for name in STORED if choices[name] != "keep"])
    rows = pd.concat([part for part in (found, stored) if len(part)] or [found], ignore_index=True)
    rows["treatment"] = rows["kind"].map(choices)
    rows["cap"] = pd.to_numeric(rows["cap"])
    texts = dict.fromkeys(
        ("kind", "column_name", "value", "treatment"), "str"
    )  # typed even where none is found
    return rows.astype({"rid": "int64", "import_no": "int64", "row": "int64", **texts})


def _stored_rows(connection: Connection, kinds: list[str]) -> pd.DataFrame:
    """Return where the rows of kinds that were found at import stand now."""
    doubts = connection.execute(sql("quality/stored_doubts"), {"kinds": kinds}).df()
    return rows_on_lines(connection, doubts).assign(cap=np.nan)


def _restore_capped(connection: Connection) -> None:
    """Put capped values back as they came in."""
    capped = connection.execute(sql("quality/capped")).df()
    if capped.empty:
        return
    connection.register("capped", rows_on_lines(connection, capped))
    for column in ("net_price", "quantity"):
        connection.execute(filled(sql("quality/uncap"), column=quoted(column)), {"name": column})
    connection.unregister("capped")
