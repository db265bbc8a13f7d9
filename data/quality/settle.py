"""What is stored follows from the rows that came in and the choices, in whatever order they were made."""

import json

import numpy as np
import pandas as pd

from data.quality.choices import chosen_treatments, searched_kinds, write_choices
from data.quality.find import search
from data.quality.lines import row_numbers, rows_on_lines
from data.schema.doubts import DOUBT_KINDS, STORED, Treatment
from data.sql import Connection, execute, quoted, registered
from data.store import Shop
from data.store.replaced import add_missing_columns


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
    with registered(connection, treated=_treated_rows(connection, choices)):
        execute(connection, "quality/write_doubts", {"stored": list(STORED)})
        for kind in STORED:
            execute(connection, "quality/stored_treatment", {"kind": kind, "treatment": choices[kind]})
        _set_aside(connection, choices)
        execute(connection, "quality/cap_prices")
        execute(connection, "quality/cap_quantities")
    recount(connection)


def put_back(connection: Connection) -> None:
    """Put rows that were set aside back among the events, and capped values back in their rows."""
    _restore_capped(connection)
    connection.execute("INSERT INTO events BY NAME (SELECT * FROM set_aside)")
    execute(connection, "quality/forget_treatment_rejects")
    connection.execute("DELETE FROM set_aside")
    execute(connection, "quality/forget_searched", {"stored": list(STORED)})


def _set_aside(connection: Connection, choices: dict[str, Treatment]) -> None:
    """Move the rows of `treated` that some kind drops to `set_aside`, and name them in the rejects."""
    dropped = [name for name in DOUBT_KINDS if choices.get(name) == "drop"]
    with registered(connection, drops=pd.DataFrame({"kind": dropped, "rank": range(len(dropped))})):
        execute(connection, "quality/dropped")
        add_missing_columns(connection, "set_aside", "events")
        for statement in ("fill_set_aside", "reject_dropped", "remove_dropped"):
            execute(connection, f"quality/{statement}")


def recount(connection: Connection) -> None:
    """Write how many rows of each events file are kept and rejected by now; what was read stays."""
    rows = execute(connection, "quality/counts").df()
    for row in rows.to_dict("records"):
        rejected = {"rejected": json.dumps(json.loads(row["rejected"]), ensure_ascii=False)}
        execute(connection, "quality/recount", {str(name): value for name, value in row.items()} | rejected)


def _treated_rows(connection: Connection, choices: dict[str, Treatment]) -> pd.DataFrame:
    """Return import_no, row, rid, kind, column_name, value, cap, treatment of the rows not just kept."""
    wanted = searched_kinds(choices)
    columns = ["kind", "rid", "column_name", "value", "cap", "import_no", "row"]
    found = pd.DataFrame(columns=columns)
    if wanted:
        search(connection, wanted)
        execute(connection, "quality/keep_wanted", {"kinds": sorted(wanted)})
        found = connection.execute("SELECT * FROM found").df()
        found = found.merge(row_numbers(connection, "found"), on="rid")
    kinds = [name for name in STORED if choices[name] != "keep"]  # those were found at import
    doubts = execute(connection, "quality/stored_doubts", {"kinds": kinds}).df()
    stored = rows_on_lines(connection, doubts).assign(cap=np.nan)
    rows = pd.concat([part for part in (found, stored) if len(part)] or [found], ignore_index=True)
    rows["treatment"] = rows["kind"].map(choices)
    rows["cap"] = pd.to_numeric(rows["cap"])
    texts = dict.fromkeys(("kind", "column_name", "value", "treatment"), "str")
    numbers = dict.fromkeys(("rid", "import_no", "row"), "int64")
    return rows.astype(numbers | texts)  # typed even where none is found


def _restore_capped(connection: Connection) -> None:
    """Put capped values back as they came in."""
    capped = execute(connection, "quality/capped").df()
    if capped.empty:
        return
    with registered(connection, capped=rows_on_lines(connection, capped)):
        for column in ("net_price", "quantity"):
            execute(connection, "quality/uncap", {"name": column}, column=quoted(column))
