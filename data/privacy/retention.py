"""Rows older than a shop keeps them: erased from tables, trainings and every byte, now and again each day."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from data.engine.connections import alone, open_file
from data.engine.rewrite import MARK
from data.engine.room import needing_room
from data.persons.settle import settle_persons
from data.privacy.audit.note import note
from data.privacy.erase_in_artifacts import erase_in_artifacts
from data.privacy.forget_rows import COUNTED, lower_counts
from data.privacy.ledger.codes import Act
from data.privacy.pseudonyms.identities import settle_identities
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.sql import Connection, execute, filled, quoted
from data.store.replaced import ASIDE, Columns, columns_of
from data.store.shop import Shop

KEY = "retention"  # of the shop's setting
ERASED = "data:erased_before"  # of the setting that tells from when rows are left: the data state has it
LEAST_DAYS, MOST_DAYS = 30, 36_500
EVERY = timedelta(days=1)
WORK = "erase old rows"
OLD = "event_time < $before"
UNSEEN = (  # whoever has no row left, and was last told of by an old file
    "customer_id NOT IN (SELECT customer_id FROM events WHERE customer_id IS NOT NULL) "
    "AND import_no IN (SELECT import_no FROM old_imports)"
)
REPLACED_LONG_AGO = "import_no IN (SELECT import_no FROM old_imports)"
REMOVE = "DELETE FROM /* table */ WHERE /* which */ RETURNING import_no"
OF_PEOPLE = ("customers", "persons", "aliases")
FOUND_BEFORE = ("visit_starts", "last_visits", "kept_marts")  # from rows that are gone


@dataclass(frozen=True)
class Retention:
    """How long a shop keeps rows.

    Attributes
    ----------
    days : rows older than these are erased [days]; None keeps all
    erased_at : when that was last done (ISO, UTC); empty where never
    """

    days: int | None = None
    erased_at: str = ""

    def is_due(self, now: datetime) -> bool:
        """Say whether rows are to be erased by now."""
        if self.days is None:
            return False
        return not self.erased_at or now - datetime.fromisoformat(self.erased_at) >= EVERY


@dataclass(frozen=True)
class Erased:
    """What was erased.

    Attributes
    ----------
    n_rows : of the shop's tables and rejects
    n_runs : trainings and models that knew some of them: they are marked stale
    """

    n_rows: int
    n_runs: int


def retention_of(shop: Shop) -> Retention:
    """Return how long a shop keeps rows."""
    return Retention(**shop.setting(KEY, {}))


def keep_for(shop: Shop, days: int | None) -> Erased:
    """Choose how long a shop keeps rows, and erase those that are older; None keeps all from now on.

    Raises
    ------
    InputError
        The number of days is out of range, or the disk is full.
    """
    if days is not None and not LEAST_DAYS <= days <= MOST_DAYS:
        problem = f"rows cannot be kept for {days} days"
        raise InputError(problem, f"Give {LEAST_DAYS} to {MOST_DAYS} days")
    shop.require(Right.ERASE)
    with shop.writing():
        if days is None:
            shop.save_setting(KEY, {})
            return Erased(0, 0)
        shop.save_setting(KEY, {"days": days})
        return erase_old(shop)


def erase_old(shop: Shop, now: datetime | None = None) -> Erased:
    """Erase what a shop keeps no longer; nothing where it keeps all."""
    shop.require(Right.ERASE)
    moment = now or datetime.now(UTC).replace(tzinfo=None)
    with shop.writing():
        days = retention_of(shop).days
        if days is None:
            return Erased(0, 0)
        before = moment - timedelta(days=days)
        with needing_room(shop.directory, WORK):  # first: repeating it after a fault costs nothing
            n_runs = erase_in_artifacts(shop.directory, before)
        n_rows = _erase_in_file(shop, before)
        settle_identities(shop)
        if n_rows:
            shop.save_setting(ERASED, before.isoformat())
        shop.save_setting(KEY, {"days": days, "erased_at": moment.isoformat()})
        with alone(shop.file) as is_alone:
            pass
        if n_rows and is_alone:  # else it is written anew when it is next opened
            open_file(shop.file, shop.protection)
    note(shop, Act.ERASED, "old rows")
    return Erased(n_rows, n_runs)


def _erase_in_file(shop: Shop, before: datetime) -> int:
    with shop.changing(WORK) as connection:
        kept, rejected, n_rows = _erase_rows(connection, {"before": before})
        for import_no in kept | rejected:
            lower_counts(connection, import_no, kept[import_no], rejected[import_no])
        if n_rows:
            for table in FOUND_BEFORE:
                connection.execute(filled("DELETE FROM /* table */", table=quoted(table)))
            settle_persons(connection)
            connection.execute(MARK)
    return n_rows


def _erase_rows(connection: Connection, asked: dict[str, Any]) -> tuple[Counter[int], Counter[int], int]:
    """Remove the rows; return how many went of each import's kept and rejected ones, and of all."""
    columns = columns_of(connection)
    execute(connection, "retention/old_lines", asked)
    execute(connection, "retention/old_imports", asked)
    execute(connection, "retention/doubts")
    rejected = Counter(no for (no,) in execute(connection, "retention/rejects").fetchall())
    kept: Counter[int] = Counter()
    n_rows = rejected.total()
    for table, which in _conditions(columns).items():
        statement = filled(REMOVE, table=quoted(table), which=which)
        found = connection.execute(statement, asked if "$before" in which else None).fetchall()
        n_rows += len(found)
        if table in COUNTED:
            kept.update(no for (no,) in found)
    return kept, rejected, n_rows


def _conditions(columns: Columns) -> dict[str, str]:
    """Return which rows of each table go: by their own time, else by whom they are of and who told them."""
    conditions = {}
    for table, types in columns.items():
        if "import_no" not in types:
            continue
        if "event_time" in types:
            conditions[table] = OLD
        elif table in OF_PEOPLE:
            conditions[table] = UNSEEN
        elif table.startswith(ASIDE):
            conditions[table] = REPLACED_LONG_AGO
    return dict(
        sorted(conditions.items(), key=lambda one: one[1] != OLD)
    )  # events first: they say who is left
