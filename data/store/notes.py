"""Small things a shop remembers as JSON: settings, scenarios, mappings."""

import json
from typing import Any

from data.engine.file import DatabaseFile
from data.sql import filled, quoted

READ = "SELECT value FROM /* table */ WHERE /* key */ = $key"
REMOVE = "DELETE FROM /* table */ WHERE /* key */ = $key"
UPDATE = "UPDATE /* table */ SET value = $value WHERE /* key */ = $key"
WRITE = "INSERT INTO /* table */ (/* key */, value) VALUES ($key, $value)"
ALL_SCENARIOS = "SELECT value FROM scenarios ORDER BY rowid"


class Notes(DatabaseFile):
    """A shop's file as what the shop remembers."""

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a setting, or the default where it was never saved."""
        text = self.note("settings", "key", key)
        return default if text is None else json.loads(text)

    def save_setting(self, key: str, value: Any) -> None:
        """Save a setting that JSON can hold."""
        self.save_note("settings", "key", key, json.dumps(value, ensure_ascii=False))

    def scenarios(self) -> list[dict[str, Any]]:
        """Return all scenarios in the order in which they were first saved."""
        with self.looking() as cursor:
            return [json.loads(row[0]) for row in cursor.execute(ALL_SCENARIOS).fetchall()]

    def save_scenario(self, scenario: dict[str, Any]) -> None:
        """Save a scenario under its "id", in place of an earlier one of that id."""
        self.save_note("scenarios", "id", str(scenario["id"]), json.dumps(scenario, ensure_ascii=False))

    def delete_scenario(self, scenario_id: str) -> None:
        """Delete a scenario; one that is not there is no error."""
        with self.writing(), self.cursor() as cursor:
            cursor.execute(filled(REMOVE, table="scenarios", key="id"), {"key": str(scenario_id)})

    def note(self, table: str, key_column: str, key: str) -> str | None:
        """Return the text that a table of notes has under a key, None where there is none."""
        statement = filled(READ, table=quoted(table), key=quoted(key_column))
        with self.looking() as cursor:
            rows = cursor.execute(statement, {"key": key}).fetchall()
        return rows[0][0] if rows else None

    def save_note(self, table: str, key_column: str, key: str, value: str) -> None:
        """Save a text in a table of notes, in place of an earlier one under that key."""
        parts = {"table": quoted(table), "key": quoted(key_column)}
        with self.writing(), self.cursor() as cursor:
            if not cursor.execute(filled(UPDATE, **parts), {"key": key, "value": value}).fetchall()[0][0]:
                cursor.execute(filled(WRITE, **parts), {"key": key, "value": value})
