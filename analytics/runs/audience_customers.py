"""Whose visits an audience's rows are: noted beside the audience, which itself names nobody."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.audience import AnyAudience
from analytics.demand.recent import recent_rows
from analytics.demand.visit_log import VisitLog
from analytics.runs.artifacts import AUDIENCE_CUSTOMERS, VISITS
from analytics.runs.config import RunConfig
from analytics.runs.snapshot import learned_from


@dataclass(frozen=True)
class AudienceCustomers:
    """Whose visits an audience's rows are.

    Attributes
    ----------
    of_row : (n_rows,) customer id of every row, empty where the customer is forgotten
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


def write_audience_customers(directory: Path, visits: VisitLog, seed: int) -> None:
    """Note whose visits the rows of a run's audience are; the note can forget one and keep the others."""
    rows = recent_rows(visits.customer, len(visits.customer_ids), seed)
    of_row = visits.customer_ids[visits.customer[rows]]
    frame = pd.DataFrame({"row": np.arange(len(of_row)), "customer_id": of_row.astype(str)})
    AUDIENCE_CUSTOMERS.write(directory, frame)


def audience_customers(directory: Path, audience: AnyAudience, config: RunConfig) -> AudienceCustomers | None:
    """Return whose visits the rows of a run's audience are; None where the run does not tell.

    Parameters
    ----------
    directory : of the finished run
    """
    if not VISITS.is_in(directory):
        return None
    if not AUDIENCE_CUSTOMERS.is_in(directory):
        return _found_again(directory, audience, config)
    noted = AUDIENCE_CUSTOMERS.read(directory)
    of_row = np.full(len(audience.weight), "", object)
    of_row[noted["row"]] = noted["customer_id"]
    known = VISITS.read(directory, ["customer_id"])["customer_id"].unique()
    return AudienceCustomers(of_row, frozenset(map(str, known)))


def rows_of_customers(customers: AudienceCustomers, customer_ids: list[str]) -> CustomerRows:
    """Return the audience's rows of these customers, and how many of them are found."""
    wanted = set(customer_ids)
    is_wanted = np.isin(customers.of_row, np.array(sorted(wanted), object))
    n_found = len(set(customers.of_row[is_wanted]))
    n_known = len(wanted & customers.known)
    return CustomerRows(np.flatnonzero(is_wanted), n_found, n_known - n_found, len(wanted) - n_known)


def _found_again(directory: Path, audience: AnyAudience, config: RunConfig) -> AudienceCustomers | None:
    """Return the customers of a run from before they were noted, by the rules that chose its rows."""
    every = VISITS.read(directory, ["visit_id", "customer_id", "visited_at"])
    visits = learned_from(every, config.seed).sort_values(["customer_id", "visited_at", "visit_id"])
    customer, ids = pd.factorize(visits["customer_id"], sort=True)
    rows = recent_rows(customer.astype(np.int32), len(ids), config.seed)
    n_visits, n_rows = np.bincount(customer), np.bincount(customer[rows], minlength=len(ids))
    stands_for = (n_visits / np.maximum(n_rows, 1))[customer[rows]]
    is_that = len(rows) == len(audience.weight) and np.allclose(stands_for, audience.weight, rtol=1e-5)
    known = frozenset(map(str, every["customer_id"].unique()))
    return AudienceCustomers(np.asarray(ids, object)[customer[rows]], known) if is_that else None
