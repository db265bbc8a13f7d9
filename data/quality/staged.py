"""The quick looks at one file's rows: codes, exact duplicates, clocks."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.quality.lines import first_record
from data.sql import Connection, execute, quoted, registered

ROWS_AT_ONCE = 16_000_000  # whose hashes lie in memory together: 128 MB
FEWEST_FOR_CLOCK = 50
MOST_JUMPED_SHARE = 0.005
SHORTEST_JUMP_DAYS = 365
BULK = (0.05, 0.95)


def non_products(connection: Connection, import_no: int) -> pd.DataFrame:
    """Return the staged rows that are kept out as no products alone."""
    return execute(connection, "quality/not_products", {"import_no": import_no}).df()


def duplicates(connection: Connection, import_no: int) -> pd.DataFrame:
    """Return the second and later copies of equal rows of one import.

    Two columns are hashed first, and sorted here: mostly that already shows that nothing repeats.
    """
    columns = [quoted(name) for (name,) in execute(connection, "quality/compared_columns").fetchall()]
    repeated = pd.DataFrame({"h": _repeated_hashes(connection, import_no)})
    if repeated.empty:
        return nothing_found()
    with registered(connection, repeated_hashes=repeated):
        of_import, names = {"import_no": import_no}, ", ".join(columns)
        return execute(connection, "quality/duplicates", of_import, columns=names).df()


def clock_jumps(connection: Connection, import_no: int) -> pd.DataFrame:
    """Return the few rows of one import that lie far from the bulk of its days."""
    days = execute(connection, "quality/days_of_import", {"import_no": import_no}).fetchall()
    limits = usual_days([day for day, _ in days], np.array([n for _, n in days], np.int64))
    if limits is None:
        return nothing_found()
    values = {"import_no": import_no, "first": limits[0], "after": limits[1] + timedelta(days=1)}
    return execute(connection, "quality/outside", values).df()


def usual_days(days: list[date], n_rows: np.ndarray) -> tuple[date, date] | None:
    """Return the first and last usual day where a few rows lie far outside them, else None.

    Parameters
    ----------
    days : in order; n_rows : (n_days,) rows on each
    """
    total = int(n_rows.sum())
    if total < FEWEST_FOR_CLOCK:
        return None
    places = np.searchsorted(np.cumsum(n_rows), [share * total for share in BULK])
    first, last = days[places[0]], days[min(places[1], len(days) - 1)]
    reach = timedelta(days=max(SHORTEST_JUMP_DAYS, 3 * (last - first).days))
    low, high = _shifted(first, -reach), _shifted(last, reach)
    n_outside = sum(int(n) for day, n in zip(days, n_rows, strict=True) if not low <= day <= high)
    return (low, high) if 0 < n_outside <= max(2, MOST_JUMPED_SHARE * total) else None


def _repeated_hashes(connection: Connection, import_no: int) -> np.ndarray:
    n_parts = 1 + first_record(connection, "events", import_no)[1] // ROWS_AT_ONCE
    repeated = []
    for part in range(n_parts):
        values = {"import_no": import_no, "n_parts": n_parts, "part": part}
        hashes = np.asarray(execute(connection, "quality/rough_hashes", values).fetchnumpy()["h"])
        hashes.sort()
        repeated.append(np.unique(hashes[1:][hashes[1:] == hashes[:-1]]))
    return np.concatenate(repeated)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max - timedelta(days=1) if by > timedelta(0) else date.min


def nothing_found() -> pd.DataFrame:
    """Return no rows of no kind."""
    return pd.DataFrame({"kind": [], "rid": np.array([], np.int64), "column_name": [], "value": []})
