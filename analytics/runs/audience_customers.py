"""Whose visits an audience's rows are: found again from the run's visits, as the audience names nobody."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand import audience as recent
from analytics.demand.audience import Audience
from analytics.runs.config import RunConfig
from analytics.runs.train import MOST_VISITS
from data.privacy.artifacts import frame_of, has


@dataclass(frozen=True)
class AudienceCustomers:
    """Whose visits an audience's rows are.

    Attributes
    ----------
    of_row : (n_rows,) customer id of every row
    known : ids of all customers of the run's data; a large run's audience holds only some of them
    """

    of_row: NDArray[np.object_]
    known: frozenset[str]


@dataclass(frozen=True)
class CustomerRows:
    """Which rows of an audience a list of customers stands for, and how many of the list are found."""

    rows: NDArray[np.int64]
    n_found: int
    n_left_out: int  # customers of the shop of whom the run kept no visit in its audience
    n_unknown: int  # ids that the run's data do not have


def audience_customers(directory: Path, audience: Audience, config: RunConfig) -> AudienceCustomers | None:
    """Return whose visits the rows of a run's audience are; None where its visits do not tell.

    Parameters
    ----------
    directory : of the finished run
    """
    if not has(directory, "visits.parquet"):
        return None
    frame = frame_of(directory, "visits", ["visit_id", "customer_id", "visited_at"])
    known = frozenset(str(customer) for customer in frame["customer_id"].unique())
    customer, ids = _customers_in_order(_of_the_run(frame, config.seed))
    rows = _recent_rows(customer, len(ids), config.seed)
    if not _is_that_audience(audience, customer, rows):
        return None
    return AudienceCustomers(np.asarray(ids, object)[customer[rows]], known)


def rows_of_customers(customers: AudienceCustomers, customer_ids: list[str]) -> CustomerRows:
    """Return the audience's rows of these customers, and how many of them are found."""
    wanted = set(customer_ids)
    is_wanted = np.isin(customers.of_row, np.array(sorted(wanted), object))
    n_found = len(set(customers.of_row[is_wanted]))
    n_known = len(wanted & customers.known)
    return CustomerRows(np.flatnonzero(is_wanted), n_found, n_known - n_found, len(wanted) - n_known)


def _of_the_run(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the visits that the run learned from: of a very large shop, those of some customers."""
    if len(frame) <= MOST_VISITS:
        return frame
    from analytics.runs.train import _sampled

    return _sampled(frame, seed)


def _customers_in_order(frame: pd.DataFrame) -> tuple[NDArray[np.int32], Any]:
    """Return every visit's customer in the order in which a run holds its visits, and the ids behind."""
    frame = frame.sort_values(["customer_id", "visited_at", "visit_id"], ignore_index=True)
    customer, ids = pd.factorize(frame["customer_id"], sort=True)
    return customer.astype(np.int32), ids


def _recent_rows(customer: NDArray[np.int32], n_customers: int, seed: int) -> NDArray[np.int64]:
    """Return which visits the audience holds, by its own rules."""
    visits: Any = _Visited(customer, np.arange(n_customers))
    from_the_end = recent._from_the_end(visits)
    is_recent = from_the_end < recent._recent_visits(visits)
    if is_recent.sum() > recent._MOST_ROWS:
        is_recent &= from_the_end == 0
    return recent._thinned(np.flatnonzero(is_recent), recent._MOST_ROWS, seed)


def _is_that_audience(audience: Audience, customer: NDArray[np.int32], rows: NDArray[np.int64]) -> bool:
    """Return whether these rows stand for as many visits as the audience says of its own."""
    if len(rows) != len(audience.weight):
        return False
    n_visits, n_rows = np.bincount(customer), np.bincount(customer[rows], minlength=customer.max() + 1)
    stands_for = n_visits[customer[rows]] / n_rows[customer[rows]]
    return bool(np.allclose(stands_for, audience.weight, rtol=1e-5))


class _Visited(SimpleNamespace):
    """As much of the visits as the choice of recent ones looks at."""

    def __init__(self, customer: NDArray[np.int32], customer_ids: NDArray[np.int64]) -> None:
        super().__init__(customer=customer, customer_ids=customer_ids)

    def __len__(self) -> int:
        return len(self.customer)
