"""Records that cannot be kept are not stored: their problems are read for themselves, where there are any.

Removed again in the transaction that stored them, they would make DuckDB write all the others a second time.
The first reading tells which reasons occurred, so the second one reads the columns of these only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from data.intake.staging.statement import Recipe
from data.sql import Connection, filled, sql

Ints = NDArray[np.int64]
NONE_REFUSED = (  # leaves the temporary table `refused` empty
    "CREATE OR REPLACE TEMP TABLE refused (import_no INTEGER, problem VARCHAR, order_id VARCHAR, "
    "event_time TIMESTAMP, product_id VARCHAR, title VARCHAR)"
)
RECORD = "rowid - (SELECT min(rowid) FROM refused)"
RECORDS = "SELECT /* record */ AS record FROM refused WHERE problem IS NOT NULL ORDER BY record"
HEARD = "is_kept_after_all"  # what the first reading asks of each record that has a problem: never


@dataclass(frozen=True)
class Refused:
    """Which records of a file were not stored, and so which record each stored row is.

    Parameters
    ----------
    records : ascending places among the records that could be split, from 0
    """

    records: Ints = field(default_factory=lambda: np.empty(0, np.int64))

    def record_of(self, places: Ints) -> Ints:
        """Return the record of each stored row, given by its place among the rows of its import."""
        thresholds = self.records - np.arange(len(self.records))
        return np.asarray(places + np.searchsorted(thresholds, places, side="right"), np.int64)

    def place_of(self, records: Ints) -> Ints:
        """Return the place among the stored rows of each record, none of them refused."""
        return np.asarray(records - np.searchsorted(self.records, records), np.int64)


@contextmanager
def hearing_reasons(connection: Connection) -> Iterator[set[str]]:
    """Give a set that fills with the reasons for which `staging/kept.sql` keeps records out."""
    reasons: set[str] = set()

    def is_kept_after_all(problem: str) -> bool:
        reasons.add(problem.partition("\x1f")[0])
        return False

    connection.create_function(HEARD, is_kept_after_all, ["VARCHAR"], "BOOLEAN", side_effects=True)
    yield reasons
    connection.remove_function(HEARD)  # a failed transaction has taken it along


def find_refused(connection: Connection, again: Recipe) -> Refused:
    """Fill the temporary table `refused` with the problems of records that were not stored.

    Parameters
    ----------
    again : how the file is read a second time, for the reasons that were heard
    """
    again.execute(connection, filled(sql("staging/refused"), query=again.query))
    records = connection.execute(filled(RECORDS, record=RECORD)).fetchnumpy()["record"]
    return Refused(np.asarray(records, np.int64))
