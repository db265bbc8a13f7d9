"""SQL lives in files; this is the only place that reads them and the only one that quotes a name."""

import re
from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"


@cache
def sql(name: str) -> str:
    """Return the text of `data/sql/{name}.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def mart_names() -> list[str]:
    """Return the names of all marts, sorted."""
    return sorted(path.stem for path in (SQL / "marts").glob("*.sql"))


def mart_sql(name: str) -> str:
    """Return the statement of a mart, with what statements about visits share."""
    found = sql("visits/found")
    return filled(sql(f"marts/{name}"), found=found, visits=found + sql("visits/events"))


def parameter_names(text: str) -> set[str]:
    """Return the named parameters ($name) of a statement."""
    return set(re.findall(r"\$([a-z_0-9]+)", text))


def quoted(identifier: str) -> str:
    """Return an identifier as SQL text; whatever a file calls its column, it stays a name."""
    return '"' + identifier.replace('"', '""') + '"'


def aside(name: str) -> str:
    """Return the SQL text of a file's own column while it is staged: no statement has this name itself."""
    return quoted(f"own {name}")


def filled(text: str, **parts: str) -> str:
    """Replace `/* name */` marks in a statement by parts made of quoted names and fixed words only."""
    for name, part in parts.items():
        text = text.replace(f"/* {name} */", part)
    return text


def literal(text: str) -> str:
    """Return a text as SQL text, for the few statements that take no parameters (ATTACH)."""
    return "'" + text.replace("'", "''") + "'"
