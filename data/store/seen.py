"""The shop as it is looked at: joined customers as persons, no refuser, within some stores and channels."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass

import duckdb

from data.sql import Connection, execute, filled, quoted
from data.store.consent import ANY_REFUSER, consent_column

VIEWS = ("events", "customers", "prices")  # each stands before the table of its name
ANY_LINK = "SELECT 1 FROM person_links LIMIT 1"
THIS_SHOP = "SELECT current_database()"
DROP = "DROP VIEW IF EXISTS temp.main./* view */"
SET = "SET VARIABLE /* name */ = $values"


@dataclass(frozen=True)
class Scope:
    """The part of a shop that is looked at.

    Parameters
    ----------
    stores, channels : whose events count; all where empty, those without a store or channel too
    """

    stores: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether everything counts."""
        return not any(astuple(self))


EVERYWHERE = Scope()


@contextmanager
def seen(cursor: Connection, scope: Scope = EVERYWHERE, *, hides_refusers: bool = False) -> Iterator[None]:
    """Let the statements of the block read persons for customers, and what is in scope for all there is.

    Nothing is done in a shop whose customers are not joined and agree, looked at as a whole: it reads its
    tables.

    Parameters
    ----------
    hides_refusers : leave out whoever has not agreed to personal prices, and whether the others have
    """
    column = consent_column(cursor) if hides_refusers else None
    hides = hides_refusers and (column is not None or bool(cursor.execute(ANY_REFUSER).fetchall()))
    if scope.is_all and not hides and not cursor.execute(ANY_LINK).fetchall():
        yield
        return
    _make_views(cursor, scope, hides, column)
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # a failed statement has ended the transaction that they were made in
            for view in VIEWS:
                cursor.execute(filled(DROP, view=quoted(view)))


def _make_views(cursor: Connection, scope: Scope, hides: bool, column: str | None) -> None:
    shop = quoted(cursor.execute(THIS_SHOP).fetchall()[0][0])
    for name, values in (("only_stores", scope.stores), ("only_channels", scope.channels)):
        cursor.execute(filled(SET, name=name), {"values": list(values) or None})
    cursor.execute(filled(SET, name="hides_refusers"), {"values": hides})
    less = "" if column is None else f"EXCLUDE ({quoted(column)})"
    for view in VIEWS:
        execute(cursor, f"persons/{view}", shop=shop, less=less)
