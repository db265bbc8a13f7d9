"""Which rows are learned from."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What yes or no is about."""

    PURCHASE = "purchase"  # a visit of a shop and a product that could have been bought
    TABLE = "table"  # a row of a file, by a column of yes and no


@dataclass(frozen=True)
class SubjectConfig:
    """Which rows are learned from, and of a table what its columns are.

    Parameters
    ----------
    file : name of the table's file
    outcome, customer, time : columns of the table; the latter two may be empty
    fingerprint : of the table's rows; a shop has its own
    most_rows : rows are drawn by lot where there are more
    seed : of that lot
    """

    kind: Subject = Subject.PURCHASE
    file: str = ""
    outcome: str = ""
    customer: str = ""
    time: str = ""
    fingerprint: str = ""
    most_rows: int = 60_000
    seed: int = 0
