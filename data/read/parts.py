"""The tables of one file: several CSVs in a zip, several sheets of a workbook."""

from dataclasses import dataclass
from pathlib import Path

from data.read.archives import file_format, is_zip, zipped_tables


@dataclass(frozen=True)
class Parts:
    """The names of a file's tables, none where it is a single one, and those that are usually read."""

    names: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()


def parts_of(path: Path, name: str) -> Parts:
    """Return the tables of a file: of a zip all are usual, of a workbook the first sheet that holds one."""
    format_ = file_format(path, name)
    if format_ == "workbook":
        from data.read import workbook

        sheets = tuple(workbook.table_names(path, name))
        return Parts(sheets, sheets[:1]) if len(sheets) > 1 else Parts()
    if format_ == "text" and is_zip(path, name):
        members = tuple(zipped_tables(path, name))
        return Parts(members, members) if len(members) > 1 else Parts()
    return Parts()
