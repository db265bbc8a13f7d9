"""What is asked of any table while an import is under way: its rows, its problems, their removal."""

from typing import Any

from data.sql import Connection, execute, filled, quoted

COUNT = "SELECT count(*) FROM /* table */"
OF_IMPORT = " WHERE import_no = $import_no"
REMOVE_IMPORT = "DELETE FROM /* table */ WHERE import_no = $import_no"
REMOVE_PROBLEMS = "DELETE FROM /* table */ WHERE import_no = $import_no AND problem IS NOT NULL"
PROBLEM_COLUMNS = (
    "SELECT DISTINCT str_split(problem, chr(31))[2] AS name FROM /* table */ "
    "WHERE import_no = $import_no AND problem IS NOT NULL ORDER BY name"
)


def count_rows(connection: Connection, table: str, import_no: int | None = None) -> int:
    """Return how many rows a table has, or how many of them came with one import."""
    if import_no is None:
        return int(connection.execute(filled(COUNT, table=table)).fetchall()[0][0])
    counted = connection.execute(filled(COUNT + OF_IMPORT, table=table), {"import_no": import_no})
    return int(counted.fetchall()[0][0])


def forget_errors(connection: Connection) -> None:
    """Forget which records of an earlier reading could not be split."""
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def problem_columns(connection: Connection, table: str, import_no: int) -> list[str]:
    """Return the canonical columns that the staged rows of an import have problems in."""
    rows = connection.execute(filled(PROBLEM_COLUMNS, table=table), {"import_no": import_no}).fetchall()
    return [str(row[0]) for row in rows]


def remove_import(connection: Connection, table: str, import_no: int) -> None:
    """Remove the rows of one import from a table."""
    connection.execute(filled(REMOVE_IMPORT, table=table), {"import_no": import_no})


def remove_problems(connection: Connection, table: str, import_no: int) -> int:
    """Remove the rows of one import that have a problem; return how many there were."""
    removed = connection.execute(filled(REMOVE_PROBLEMS, table=table), {"import_no": import_no})
    return int(removed.fetchall()[0][0])


def profile_of(connection: Connection, name: str, profile: str, text: str = "/* column */") -> dict[str, Any]:
    """Return what a profile says of a probed column, or of a text that is made of it."""
    column = filled(text, column=quoted(name))
    cursor = execute(connection, f"profiles/{profile}", column=column)
    names = [column[0] for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchall()[0], strict=True))
