"""The shop's choices: which kind of doubt is kept, capped or dropped; saved, then carried out at once."""

import json
from typing import TYPE_CHECKING

import duckdb

from data.quality.kinds import KINDS, STORED, Treatment
from data.schema import InputError

if TYPE_CHECKING:
    from data.store import Shop

SETTING = "data:treatments"  # settings called "data:…" are part of the fingerprint


def chosen_treatments(connection: duckdb.DuckDBPyConnection) -> dict[str, Treatment]:
    """Return the treatment of every kind that has a choice: the shop's, else the default."""
    rows = connection.execute("SELECT value FROM settings WHERE key = $key", {"key": SETTING}).fetchall()
    chosen = json.loads(rows[0][0]) if rows else {}
    return {
        name: chosen[name] if chosen.get(name) in kind.choices else kind.default
        for name, kind in KINDS.items()
        if kind.default
    }


def searched_kinds(choices: dict[str, Treatment]) -> set[str]:
    """Return the kinds that are looked for in the whole shop because rows of theirs are capped or dropped."""
    return {name for name, choice in choices.items() if choice != "keep" and name not in STORED}


def save_treatments(shop: "Shop", choices: dict[str, Treatment]) -> None:
    """Save what is done with each kind and carry it out on all that is stored, in one transaction.

    Raises
    ------
    InputError
        A kind that does not exist, or a treatment that it does not have.
    """
    from data.quality.settle import settle

    for name, choice in choices.items():
        if name not in KINDS or choice not in KINDS[name].choices:
            raise InputError(f"there is no treatment {choice} of {name}", "Choose one that the page offers")
    changed = {name: choice for name, choice in choices.items() if choice != KINDS[name].default}
    text = json.dumps(changed, sort_keys=True)
    with shop.changing() as connection:
        connection.execute("DELETE FROM settings WHERE key = $key", {"key": SETTING})
        if changed:
            connection.execute("INSERT INTO settings VALUES ($key, $value)", {"key": SETTING, "value": text})
        settle(connection)
