"""What of a shop joins customer ids: the files that say so, and the keys that are matched."""

import json
from dataclasses import asdict, dataclass

from data.sql import Connection
from data.store import Shop

SETTING = "data:persons"  # settings called "data:…" are part of the fingerprint
READ = "SELECT value FROM settings WHERE key = $key"
REMOVE = "DELETE FROM settings WHERE key = $key"
WRITE = "INSERT INTO settings VALUES ($key, $value)"


@dataclass(frozen=True)
class PersonChoice:
    """What joins customer ids.

    Parameters
    ----------
    uses_map : whether files that say which ids are one person are followed
    match_on : columns of the customers file whose value one person has once: e-mail, phone, a card's number
    """

    uses_map: bool = True
    match_on: tuple[str, ...] = ()


AS_FILES_SAY = PersonChoice()
NOTHING_JOINED = PersonChoice(uses_map=False)


def chosen(connection: Connection) -> PersonChoice:
    """Return what the shop has chosen, else what its files say."""
    rows = connection.execute(READ, {"key": SETTING}).fetchall()
    return _read(json.loads(rows[0][0])) if rows else AS_FILES_SAY


def choice_of(shop: Shop) -> PersonChoice:
    """Return what a shop has chosen, else what its files say."""
    return _read(shop.setting(SETTING, {}))


def write_choice(connection: Connection, choice: PersonChoice) -> None:
    """Write a choice; the usual one leaves no trace, so that undoing brings the state before back."""
    connection.execute(REMOVE, {"key": SETTING})
    if choice != AS_FILES_SAY:
        connection.execute(WRITE, {"key": SETTING, "value": json.dumps(asdict(choice), sort_keys=True)})


def _read(saved: dict[str, object]) -> PersonChoice:
    match_on = saved.get("match_on", ())
    names = tuple(str(name) for name in match_on) if isinstance(match_on, list) else ()
    return PersonChoice(bool(saved.get("uses_map", True)), names)
