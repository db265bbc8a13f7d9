"""Events of customers in their order, as the arrays that the network of sequences reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Floats, Ints

LENGTH = 64  # events of a customer at most, the latest
MOST_CATEGORIES = 30  # told apart; all others are one
MOST_TYPES = 6
_ROWS = 512  # customers a call, always as many, so that it is traced once
_PRICE_SCALE = 5.0  # a fifth off is about one
_GAP_SCALE = 2.0  # of the logarithm of days
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class EventSequences:
    """Events of each customer, oldest first, filled up at the end.

    Attributes
    ----------
    category, event_type : (n_customers, length) codes; 0 is no event
    numbers : (n_customers, length, 2) price position, time since the event before, both about 1 in size
    n_categories, n_types : codes run up to these
    """

    category: Ints
    event_type: Ints
    numbers: Floats
    n_categories: int
    n_types: int

    def __len__(self) -> int:
        return len(self.category)

    @property
    def length(self) -> int:
        """Return how many events a customer has at most."""
        return int(self.category.shape[1])

    def inputs(self, chosen: Ints) -> dict[str, Any]:
        """Return what the network reads of some customers."""
        return {name: getattr(self, name)[chosen] for name in ("category", "event_type", "numbers")}

    def batches(self) -> Iterator[dict[str, Any]]:
        """Give the inputs of all customers, as many each time; the last customer fills up the end."""
        for start in range(0, len(self), _ROWS):
            yield self.inputs(np.minimum(np.arange(start, start + _ROWS), len(self) - 1))

    def rows(self, chosen: Ints | Bools) -> "EventSequences":
        """Return the sequences of some customers."""
        arrays = (self.category[chosen], self.event_type[chosen], self.numbers[chosen])
        return EventSequences(*arrays, self.n_categories, self.n_types)


def event_sequences(events: pd.DataFrame, customer_ids: pd.Series, length: int = LENGTH) -> EventSequences:
    """Events → sequences of these customers, in their order.

    Parameters
    ----------
    events : the mart `customer_events`
    customer_ids : whose; events of others are left out, and who has none is an empty sequence
    """
    row = pd.Series(np.arange(len(customer_ids)), customer_ids.to_numpy())
    known = events[events["event_no"] <= length]
    known = known.assign(row=row.reindex(known["customer_id"]).to_numpy()).dropna(subset=["row"])
    known = known.sort_values(["row", "event_no"], ascending=[True, False])
    at = known["row"].to_numpy(np.int64)
    place = np.arange(len(at)) - np.searchsorted(at, at)
    category, n_categories = _codes(known["category"], MOST_CATEGORIES)
    kind, n_types = _codes(known["event_type"], MOST_TYPES)
    shape = len(customer_ids), max(int(place.max(initial=0)) + 1, 2)
    coded = np.zeros((2, *shape), np.int32)
    coded[0, at, place], coded[1, at, place] = category, kind
    numbers = np.zeros((*shape, 2), np.float32)
    numbers[at, place, 0] = np.clip(known["price_position"].to_numpy() * _PRICE_SCALE, -3, 3)
    numbers[at, place, 1] = _gaps(known["event_time"].to_numpy(), place)
    return EventSequences(coded[0], coded[1], numbers, n_categories, n_types)


def _codes(values: pd.Series, most: int) -> tuple[Ints, int]:
    """Return codes from 1, the most frequent first; the rarest share the last one."""
    counts = values.value_counts().reset_index()
    counts = counts.sort_values(["count", counts.columns[0]], ascending=[False, True])
    code = pd.Series(np.minimum(np.arange(1, len(counts) + 1), most), counts.iloc[:, 0])
    return np.asarray(values.map(code), np.int32), int(min(len(counts), most)) or 1


def _gaps(times: np.ndarray, place: Ints) -> Floats:
    """Return the time since the customer's event before, on a scale of logarithms."""
    days = np.diff(times, prepend=times[:1]) / DAY
    days = np.where(place == 0, 0.0, np.maximum(days, 0.0))
    return np.asarray(np.log1p(24 * days) / _GAP_SCALE, np.float32)
