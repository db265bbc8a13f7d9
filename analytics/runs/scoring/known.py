"""Customers whom a run has seen: their past visits where the run kept them, their segments else."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.visit_log import VisitLog
from analytics.runs.artifacts import CUSTOMERS, CUSTOMERS_IN, PERSONS, PRICE_DAYS, VISIT_LINES, VISITS
from analytics.runs.config import RunConfig
from analytics.runs.snapshot import attributes_of, read_snapshot
from data.privacy.formats import Frame

_SEEN = (VISITS, VISIT_LINES, PRICE_DAYS, CUSTOMERS_IN)


@dataclass(frozen=True)
class KnownCustomers:
    """What a run knows of its customers.

    Attributes
    ----------
    described : segment and attributes, as far as they are there, indexed by customer_id
    log : all their visits, None where the run did not keep them
    person_of : customer_id → person_id of those that are joined
    """

    described: pd.DataFrame
    log: VisitLog | None = None
    person_of: dict[str, str] = field(default_factory=dict)

    def persons(self, customer_ids: "pd.Series[str]") -> NDArray[np.object_]:
        """Return the ids that customers are known by: their person's where they are joined."""
        return np.array([self.person_of.get(name, name) for name in customer_ids], object)


def known_customers(directory: Path, config: RunConfig) -> KnownCustomers:
    """Return the customers of a stored model.

    A run in a shop of the app has kept their visits. A model beside a price book has not, and names nobody:
    the `customers.parquet` beside it tells whose segment is which, where it is still there.

    Parameters
    ----------
    directory : as `find_model` and `latest_run` return it
    """
    places = (directory, directory.parent)
    if all(artifact.is_in(directory) for artifact in _SEEN):
        snapshot = read_snapshot(directory, config)
        described = attributes_of(CUSTOMERS_IN.read(directory), config.segments, config.barred)
        return KnownCustomers(_by_text(described), snapshot.log, _person_of(places))
    for place in places:
        if (place / CUSTOMERS.name).exists():
            frame = Frame(CUSTOMERS.name).read(place)  # the one beside a price book may have been changed
            if {"customer_id", "segment"} <= set(frame.columns):
                described = _by_text(frame.set_index("customer_id")[["segment"]])
                return KnownCustomers(described, person_of=_person_of(places))
    return KnownCustomers(pd.DataFrame({"segment": pd.Series(dtype="str")}))


def _person_of(places: tuple[Path, Path]) -> dict[str, str]:
    """Return who is whom, as the run wrote it into its directory, or the command line beside the model."""
    for place in places:
        if PERSONS.is_in(place):
            joined = PERSONS.read(place).astype(str)
            return dict(zip(joined["customer_id"], joined["person_id"], strict=True))
    return {}


def _by_text(described: pd.DataFrame) -> pd.DataFrame:
    described.index = described.index.astype(str)
    return described[~described.index.duplicated()]
