"""Exports that are known by name: each a small file in `presets/` that says how it is recognized."""

import re
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from data.intake.mapping.names import is_made_up, plain_name
from data.read.preview import Preview
from data.schema import Kind

DIRECTORY = Path(__file__).parents[1] / "presets"


@dataclass(frozen=True)
class Preset:
    """One kind of file of one well-known export.

    Parameters
    ----------
    name : what the page calls it
    kind : what the file holds
    source : where exports of this shape come from, in one line
    header : names that must all be there (without case, spaces and signs; `a|b`: either)
    values : for files without a header, a pattern per column, in order
    columns : canonical column → name in the file (`a|b`: the first that is there)
    kept : names of columns known to be attributes; `*` stands for anything
    ignored : names of columns that say nothing about a sale, or too much about a person
    constants : choices that this export needs
    note : a sentence for the page, where something has to be known
    """

    name: str
    kind: Kind
    source: str
    columns: dict[str, str]
    header: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    constants: dict[str, Any] = field(default_factory=dict)
    note: str = ""

    def recognizes(self, preview: Preview) -> bool:
        """Say whether a file has this shape."""
        if self.values:
            return _match_values(self.values, preview)
        return bool(self.header) and all(_column(preview.columns, names) for names in self.header)

    def columns_of(self, preview: Preview) -> dict[str, str]:
        """Return canonical column → file column, of those that the file has."""
        found = {name: _column(preview.columns, names) for name, names in self.columns.items()}
        return {name: column for name, column in found.items() if column is not None}

    def ignored_of(self, columns: list[str]) -> list[str]:
        """Return the file's columns that are left out."""
        return [column for column in columns if _is_listed(column, self.ignored)]

    def kept_of(self, columns: list[str]) -> list[str]:
        """Return the file's columns that are known attributes."""
        return [column for column in columns if _is_listed(column, self.kept)]


@cache
def all_presets() -> tuple[Preset, ...]:
    """Return every preset, those that ask for most first."""
    presets = []
    for path in sorted(DIRECTORY.glob("*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["file"]:
            lists = {name: tuple(entry.pop(name, ())) for name in ("header", "values", "kept", "ignored")}
            presets.append(Preset(**(entry | lists)))
    return tuple(sorted(presets, key=lambda preset: -len(preset.header)))


def find_preset(preview: Preview, kind: Kind | None) -> Preset | None:
    """Return the export that a file is, of one kind where it is given."""
    fitting = (preset for preset in all_presets() if kind in (None, preset.kind))
    return next((preset for preset in fitting if preset.recognizes(preview)), None)


def _column(columns: list[str], names: str) -> str | None:
    """Return the file column that one of the names (`a|b`) means."""
    of_file = {plain_name(column): column for column in reversed(columns)}
    return next((of_file[n] for name in names.split("|") if (n := plain_name(name)) in of_file), None)


def _match_values(patterns: tuple[str, ...], preview: Preview) -> bool:
    if len(patterns) != len(preview.columns) or not all(map(is_made_up, preview.columns)):
        return False
    columns = (preview.rows[name].dropna().astype(str) for name in preview.columns)
    return all(
        len(values) > 0 and all(re.fullmatch(pattern, value.strip()) for value in values)
        for values, pattern in zip(columns, patterns, strict=True)
    )


def _is_listed(column: str, patterns: tuple[str, ...]) -> bool:
    plain = ("*".join(map(plain_name, pattern.split("*"))) for pattern in patterns)
    return any(fnmatchcase(plain_name(column), pattern) for pattern in plain)
