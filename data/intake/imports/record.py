"""What an import leaves behind: its intake, its place among the imports, and how it is taken back."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.intake.source.reader import Reader
from data.intake.staging.stage import KEYS
from data.schema import Kind, Mapping
from data.sql import Connection, execute, filled, quoted
from data.store.replaced import keep_aside, keep_import_aside

OLDER = "/* key */ IN (SELECT /* key */ FROM staged)"
BRING_IN = "INSERT INTO /* table */ BY NAME (SELECT * FROM staged ORDER BY rowid)"
NUMBERS = "SELECT import_no FROM imports WHERE import_id = $id"
OF_CONTENT = (
    "SELECT import_id, file, kind, rows_read, rows_kept, rejected, mapping, event_time_min, event_time_max "
    "FROM imports WHERE content_hash = $content_hash AND kind = $kind ORDER BY import_no"
)


@dataclass(frozen=True)
class Intake:
    """What came in with one file; rows_read == rows_kept + sum(rejected.values()), always."""

    import_id: str
    file: str
    kind: Kind
    rows_read: int
    rows_kept: int
    rejected: dict[str, int]
    mapping: Mapping
    event_time_min: datetime | None = None
    event_time_max: datetime | None = None


def next_import_no(connection: Connection) -> int:
    """Return the number of the next import."""
    return int(connection.execute("SELECT coalesce(max(import_no), 0) + 1 FROM imports").fetchall()[0][0])


def keep_small_kind(connection: Connection, reader: Reader, import_no: int) -> None:
    """Move the staged catalog, customers or offers into their table, in place of older lines of these ids."""
    kind = reader.mapping.kind
    key = "customer_id" if kind == "persons" else KEYS[kind]  # what a later file says of an id is all of it
    parts = {"table": quoted(kind), "key": quoted(key)}
    keep_aside(connection, kind, filled(OLDER, **parts), import_no)
    connection.execute(filled(BRING_IN, **parts))
    connection.execute("DROP TABLE staged")


def record_intake(connection: Connection, intake: Intake, import_no: int, content_hash: str) -> Intake:
    """Write the import into `imports`; return its intake with when its events were."""
    first, last = execute(connection, "staging/span", {"import_no": import_no}).fetchall()[0]
    intake = replace(intake, event_time_min=first, event_time_max=last)
    own = {
        "import_no": import_no,
        "content_hash": content_hash,
        "mapping": intake.mapping.to_json(),
        "rejected": json.dumps(intake.rejected),
        "imported_at": datetime.now(UTC).replace(tzinfo=None),
    }
    execute(connection, "staging/import", vars(intake) | own)
    return intake


def same_content(connection: Connection, content_hash: str, kind: Kind) -> list[Intake]:
    """Return the imports of the same bytes as the same kind."""
    rows = connection.execute(OF_CONTENT, {"content_hash": content_hash, "kind": kind}).fetchall()
    return [
        Intake(id_, file, kind, n_read, n_kept, json.loads(rejected), Mapping.from_json(mapping), *times)
        for id_, file, kind, n_read, n_kept, rejected, mapping, *times in rows
    ]


def replace_import(connection: Connection, intake: Intake, by: int) -> None:
    """Take an import out of the shop in favor of another, and keep it until that one is undone."""
    for (import_no,) in connection.execute(NUMBERS, {"id": intake.import_id}).fetchall():
        keep_import_aside(connection, import_no, by)


def as_settled(connection: Connection, intake: Intake) -> Intake:
    """Return an intake with what is kept of it by now, as a later file may have changed it."""
    rows = execute(connection, "quality/intake", {"import_id": intake.import_id}).fetchall()
    if not rows:  # another file took its place
        return intake
    n_kept, rejected, first, last = rows[0]
    return replace(
        intake, rows_kept=n_kept, rejected=json.loads(rejected), event_time_min=first, event_time_max=last
    )
