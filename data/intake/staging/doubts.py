"""Doubts of one file, found while its rows lie in the order of the file: quick looks at few columns."""

import numpy as np
import pandas as pd

from data.intake.mapping.currency import CURRENCY_COLUMN
from data.intake.staging.stage import Staged
from data.quality.choices import chosen_treatments
from data.quality.lines import Numbering, first_record
from data.quality.staged import clock_jumps, duplicates, non_products, nothing_found
from data.read.lines import follow_one_another, row_lines
from data.schema.doubts import STORED
from data.sql import Connection, execute, quoted, registered
from data.store.replaced import add_missing_columns

ENTITY_KEYS = {"products": "product_id", "customers": "customer_id"}


def note_doubts(
    connection: Connection, staged: Staged, formats: dict[str, str], broken: pd.DataFrame
) -> Numbering | None:
    """Find what is doubtful about staged rows, note it with line numbers, and treat it as the shop chose.

    Dropped rows get a problem and so become rejects like any other. Call it before rejects are moved.
    `broken` are the records that could not be split, as `reject_lines` returns them. Returns what numbers the
    rows of events, which is left to the caller.
    """
    reader, import_no, kind = staged.reader, staged.import_no, staged.reader.mapping.kind
    if staged.table != "events" and kind not in ENTITY_KEYS:
        return None
    first, n_stored = first_record(connection, staged.table, import_no)
    n_records = n_stored + len(staged.refused.records)
    line_of = row_lines(n_records, broken, reader.text, reader.delimiter, reader.has_header)
    if staged.table != "events":
        _note_entities(connection, kind, import_no, first, line_of(np.arange(n_records)))
        return None
    can_wait = follow_one_another(n_records, broken, reader.text, reader.has_header)
    numbering = Numbering(
        import_no, first, n_stored, lambda places: line_of(staged.refused.record_of(places)), can_wait
    )
    found = [look(connection, import_no) for look in (non_products, duplicates, clock_jumps)]
    found.append(_currencies(connection, staged, formats, first))
    noted = pd.concat(found, ignore_index=True)
    connection.execute("INSERT INTO looked_through VALUES ($import_no)", {"import_no": import_no})
    if len(noted):
        noted["row"] = numbering.line_of(noted["rid"].to_numpy(np.int64) - first)
        _treat(connection, noted, import_no)
    return numbering


def _treat(connection: Connection, noted: pd.DataFrame, import_no: int) -> None:
    """Write the doubts down and carry out their treatment."""
    noted["treatment"] = noted["kind"].map(chosen_treatments(connection))
    noted["rank"] = noted["kind"].map(STORED.index)
    with registered(connection, noted=noted):
        execute(connection, "quality/note_doubts", {"import_no": import_no})
        execute(connection, "quality/come_in")
        if (noted["treatment"] == "drop").any():
            add_missing_columns(connection, "set_aside", "events")
            execute(connection, "quality/aside_at_import")
            execute(connection, "quality/problem_at_import")


def _currencies(connection: Connection, staged: Staged, formats: dict[str, str], first: int) -> pd.DataFrame:
    """Return the rows of one import in another currency than most, by the price's sign or a code column."""
    for (name,) in execute(connection, "quality/compared_columns").fetchall():
        if CURRENCY_COLUMN.fullmatch(name.lower()):
            values = {"import_no": staged.import_no, "name": name}
            return execute(connection, "quality/currency_column", values, column=quoted(name)).df()
    columns, refused = staged.reader.mapping.columns, staged.refused
    column = columns.get("net_price") or columns.get("net_total")
    is_marked = any(formats.get(name, "plain") != "plain" for name in ("net_price", "net_total"))
    if column is None or not is_marked:
        return nothing_found()
    staged.reader.probe(connection, {"price": column}, None)
    found = execute(connection, "quality/currency_signs", column="price").df()
    found = found[~found["rid"].isin(refused.records)]
    return found.assign(rid=refused.place_of(found["rid"].to_numpy(np.int64)) + first)


def _note_entities(connection: Connection, kind: str, import_no: int, first: int, lines: np.ndarray) -> None:
    """Remember the line of each product or customer, whose table does not keep the order of the file."""
    places, key = pd.DataFrame({"record": first + np.arange(len(lines)), "row": lines}), ENTITY_KEYS[kind]
    with registered(connection, places=places):
        execute(connection, "quality/entity_lines", {"import_no": import_no, "kind": kind}, key=quoted(key))
