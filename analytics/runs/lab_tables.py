"""A file of one table → rows that the lab learns from, and what names these rows."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analytics.lab.subjects.config import SubjectConfig
from analytics.lab.subjects.table import TableRows, table_rows
from data.intake.whole_table import read_whole


def rows_of_file(path: Path, subject: SubjectConfig, part: str = "") -> tuple[SubjectConfig, TableRows]:
    """Return the rows of a file, and the subject with their fingerprint.

    Parameters
    ----------
    subject : names the file, and the columns of it

    Raises
    ------
    InputError
        There is no table in the file, or a column of it is not what it should be.
    """
    table = read_whole(path, subject.file, part)
    return replace(subject, fingerprint=fingerprint_of(table)), table_rows(table, subject)


def fingerprint_of(table: pd.DataFrame) -> str:
    """Return what names the rows of a table: other rows have another one."""
    digest = hashlib.sha256("\n".join(map(str, table)).encode())
    digest.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    return digest.hexdigest()[:16]
