"""Forget a customer: out of every table, every run, and every byte of the shop's directory."""

import hashlib
import secrets
from dataclasses import dataclass

import duckdb

from data.engine.connections import alone, open_file
from data.engine.rewrite import MARK
from data.engine.room import needing_room
from data.privacy.forget_in_artifacts import forget_in_artifacts
from data.privacy.forget_rows import forget_rows
from data.schema import InputError
from data.store.shop import Shop

ALIASES = "SELECT DISTINCT alias_id FROM aliases WHERE customer_id = $id"
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

    Runs that saw them are marked stale. Raises InputError where nobody is called so.
    """
    with shop.writing():
        with needing_room(shop.directory, WORK):  # first: repeating it after a fault costs nothing
            n_runs = forget_in_artifacts(shop.directory, customer_id)
        n_rows = _forget_in_file(shop, customer_id, is_known=n_runs > 0)
        with alone(shop.file) as is_alone:
            pass
        if is_alone:  # else it is written anew when it is next opened
            _write_anew(shop)
        return Forgotten(n_rows, n_runs)


def _write_anew(shop: Shop) -> None:
    """Open the marked file, which writes it anew."""
    try:
        open_file(shop.file, shop.protection)
    except InputError as error:
        raise InputError(
            "the customer is forgotten, but old bytes are left: the shop's file cannot be written anew",
            "Free disk space and open the shop again: it is finished then",
        ) from error


def _forget_in_file(shop: Shop, customer_id: str, is_known: bool) -> int:
    with shop.changing(WORK) as connection:
        others = [row[0] for row in connection.execute(ALIASES, {"id": customer_id}).fetchall()]
        n_rows = forget_rows(connection, customer_id)
        if not n_rows and not is_known:
            raise InputError("no customer of this shop has this id", "Check it digit by digit")
        for name in (customer_id, *others):
            _remember(connection, name)
        connection.execute(MARK)
    return n_rows


def _remember(connection: duckdb.DuckDBPyConnection, customer_id: str) -> None:
    """Keep a salted hash of the id, so that a later file does not bring the customer back unnoticed."""
    salt = connection.execute(SALT, {"new": secrets.token_hex(16)}).fetchall()[0][0]
    digest = hashlib.sha256((salt + customer_id).encode()).hexdigest()
    connection.execute(REMEMBER, {"salt": salt, "hash": digest})
