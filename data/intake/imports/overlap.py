"""Exports that overlap: rows that another file has brought already are not kept twice."""

from datetime import datetime

from data.schema import RejectReason
from data.sql import Connection, sql

KNOWN = {
    RejectReason.ALREADY_KNOWN,
    RejectReason.FORGOTTEN,
    RejectReason.REPLACED,
}  # of a file that is sound all the same
OWN_SPAN = (
    "SELECT min(event_time), max(event_time) FROM events WHERE import_no = $import_no AND problem IS NULL"
)
SHARED = (
    "SELECT min(greatest(event_time_min, $first)), max(least(event_time_max, $last)) FROM imports "
    "WHERE kind = 'events' AND event_time_min <= $last AND event_time_max >= $first"
)
MARK = (
    "UPDATE events SET problem = problem('already_known', 'event_time', CAST(event_time AS VARCHAR)) "
    "WHERE rowid IN (SELECT place FROM overlap)"
)


def mark_known_rows(connection: Connection, import_no: int) -> None:
    """Mark the staged events of an import that the shop has from other files: they become rejects."""
    first, last = _row(connection, OWN_SPAN, {"import_no": import_no})
    if first is None:
        return
    first, last = _row(connection, SHARED, {"first": first, "last": last})
    if first is None:
        return
    connection.execute(sql("staging/overlap"), {"import_no": import_no, "first": first, "last": last})
    connection.execute(MARK)
    connection.execute("DROP TABLE overlap")


def _row(
    connection: Connection, statement: str, values: dict[str, object]
) -> tuple[datetime | None, datetime | None]:
    first, last = connection.execute(statement, values).fetchall()[0]
    return first, last
