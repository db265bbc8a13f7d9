"""The shop's choices: which kind of doubt is kept, capped or dropped."""

import json

from data.schema import InputError
from data.schema.doubts import DOUBT_KINDS, STORED, Treatment
from data.sql import Connection

SETTING = "data:treatments"  # settings called "data:…" are part of the fingerprint


def chosen_treatments(connection: Connection) -> dict[str, Treatment]:
    """Return the treatment of every kind that has a choice: the shop's, else the default."""
    rows = connection.execute("SELECT value FROM settings WHERE key = $key", {"key": SETTING}).fetchall()
    chosen = json.loads(rows[0][0]) if rows else {}
    return {
        name: chosen[name] if chosen.get(name) in kind.choices else kind.default
        for name, kind in DOUBT_KINDS.items()
        if kind.default
    }


def searched_kinds(choices: dict[str, Treatment]) -> set[str]:
    """Return the kinds that are looked for in the whole shop because rows of theirs are capped or dropped."""
    return {name for name, choice in choices.items() if choice != "keep" and name not in STORED}


def write_choices(connection: Connection, choices: dict[str, Treatment]) -> None:
    """Write the choices that are not the usual ones; raises InputError for one that a kind does not have."""
    for name, choice in choices.items():
        if name not in DOUBT_KINDS or choice not in DOUBT_KINDS[name].choices:
            raise InputError(f"there is no treatment {choice} of {name}", "Choose one that the page offers")
    changed = {name: choice for name, choice in choices.items() if choice != DOUBT_KINDS[name].default}
    connection.execute("DELETE FROM settings WHERE key = $key", {"key": SETTING})
    if changed:
        text = json.dumps(changed, sort_keys=True)
        connection.execute("INSERT INTO settings VALUES ($key, $value)", {"key": SETTING, "value": text})
