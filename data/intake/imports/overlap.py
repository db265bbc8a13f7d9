"""Exports that overlap: rows that another file has brought already are not kept twice."""

from data.schema import RejectReason
from data.sql import Connection, execute

# of a file that is sound all the same
KNOWN = {RejectReason.ALREADY_KNOWN, RejectReason.FORGOTTEN, RejectReason.REPLACED}
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
    of_import = {"import_no": import_no}
    first, last = connection.execute(OWN_SPAN, of_import).fetchall()[0]
    if first is not None:
        first, last = connection.execute(SHARED, {"first": first, "last": last}).fetchall()[0]
    if first is not None:
        execute(connection, "staging/overlap", of_import | {"first": first, "last": last})
        connection.execute(MARK)
        connection.execute("DROP TABLE overlap")
