"""The shop's choices: which kind of doubt is kept, capped or dropped; saved, then carried out at once."""

import json

import duckdb

from data.quality.kinds import KINDS, STORED, Treatment

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
