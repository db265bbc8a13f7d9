"""Forget a customer: out of every table, every run, and every byte of the shop's directory."""

import hashlib
import secrets
from dataclasses import dataclass

import duckdb

from data.engine.connections import alone, open_file
from data.engine.rewrite import MARK
from data.engine.room import needing_room
from data.persons.settle import joined_with, settle_persons
from data.privacy.audit.note import note
from data.privacy.forget_in_artifacts import forget_in_artifacts
from data.privacy.forget_rows import forget_rows
from data.privacy.ledger.codes import Act
from data.privacy.pseudonyms.choice import kept_id
from data.privacy.pseudonyms.identities import forget_identities, settle_identities
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.store.shop import Shop

ALIASES = "SELECT DISTINCT alias_id FROM aliases WHERE list_contains($ids, customer_id)"
SALT = "SELECT coalesce(any_value(salt), $new) FROM forgotten_customers"
REMEMBER = "INSERT INTO forgotten_customers VALUES ($salt, $hash, now() AT TIME ZONE 'UTC')"
WORK = "forget the customer"


@dataclass(frozen=True)
class Forgotten:
    """What forgetting removed.

    Attributes
    ----------
    n_rows : of the shop's tables and rejects
    n_runs : whose model saw the customer: they are marked stale
    """

    n_rows: int
    n_runs: int


def forget_customer(shop: Shop, customer_id: str) -> Forgotten:
    """Remove a customer from every table, run and byte of a shop, and refuse them in later files.

    Whatever ids the shop has joined with this one are the same person, and are forgotten with it.
    Runs that saw them are marked stale. Raises InputError where nobody is called so.
    """
    shop.require(Right.ERASE)
    with shop.writing():
        names = _names_of(shop, kept_id(shop, customer_id))
        with needing_room(shop.directory, WORK):  # first: repeating it after a fault costs nothing
            n_runs = forget_in_artifacts(shop.directory, names)
            forget_identities(shop, names)
        n_rows = _forget_in_file(shop, names, is_known=n_runs > 0)
        settle_identities(shop)
        with alone(shop.file) as is_alone:
            pass
        if is_alone:  # else it is written anew when it is next opened
            _write_anew(shop)
    note(shop, Act.ERASED, "customer")
    return Forgotten(n_rows, n_runs)


def _names_of(shop: Shop, customer_id: str) -> list[str]:
    """Return all ids of the person; the cursor ends with this frame, as nobody may read the file later."""
    with shop.cursor() as cursor:
        return joined_with(cursor, customer_id)


def _write_anew(shop: Shop) -> None:
    """Open the marked file, which writes it anew."""
    try:
        open_file(shop.file, shop.protection)
    except InputError as error:
        raise InputError(
            "the customer is forgotten, but old bytes are left: the shop's file cannot be written anew",
            "Free disk space and open the shop again: it is finished then",
        ) from error


def _forget_in_file(shop: Shop, names: list[str], is_known: bool) -> int:
    with shop.changing(WORK) as connection:
        others = [row[0] for row in connection.execute(ALIASES, {"ids": names}).fetchall()]
        n_rows = sum(forget_rows(connection, name) for name in names)
        if not n_rows and not is_known:
            raise InputError("no customer of this shop has this id", "Check it digit by digit")
        for name in (*names, *others):
            _remember(connection, name)
        settle_persons(connection)
        connection.execute(MARK)
    return n_rows


def _remember(connection: duckdb.DuckDBPyConnection, customer_id: str) -> None:
    """Keep a salted hash of the id, so that a later file does not bring the customer back unnoticed."""
    salt = connection.execute(SALT, {"new": secrets.token_hex(16)}).fetchall()[0][0]
    digest = hashlib.sha256((salt + customer_id).encode()).hexdigest()
    connection.execute(REMEMBER, {"salt": salt, "hash": digest})
