"""Visits → what the recurrent network is shown of them, batch by batch."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from analytics.demand.customer_state.windows import Positions, Windows
from analytics.demand.training import Arrays
from analytics.demand.visits import Bools, Floats, Ints, Visits

N_FOLDS = 2
_OWN_COLUMNS = 2  # beside what a visit's predecessor was: how long ago, and whether there was one


@dataclass(frozen=True)
class Examples:
    """Visits with what the network may know of each.

    Attributes
    ----------
    event : (n_visits, n_columns) what a visit looks like to the next: bought, only looked at, price paid
    gap : (n_visits,) log of days since the visit before
    is_first : (n_visits,) whether it is the first of its customer
    past : (n_visits, n_products, n_past) the customer's purchase rates before
    price : (n_visits, n_products) price ÷ price today − 1
    bought, counts : (n_visits, n_products)
    fold : (n_visits,) which half of the customers the visit's belongs to
    """

    event: Floats
    gap: Floats
    is_first: Bools
    past: Floats
    price: Floats
    bought: Bools
    counts: Bools
    fold: Ints

    @classmethod
    def of(cls, visits: Visits, past: Floats, price: Floats) -> "Examples":
        """Return the examples of visits, sorted by customer and time."""
        is_first = np.diff(visits.customer, prepend=-1) != 0
        seconds = np.diff(visits.visited_at, prepend=visits.visited_at[:1]) / np.timedelta64(1, "s")
        days = np.where(is_first, 0, np.maximum(seconds / 86_400, 0))
        looked_at = visits.considered & ~visits.bought
        n_bought = np.maximum(visits.bought.sum(1), 1)
        paid = 5 * np.where(visits.bought, price, 0).sum(1) / n_bought  # a fifth off is about one
        fold = np.array([fold_of(customer) for customer in visits.customer_ids], np.int32)
        return cls(
            event=np.column_stack([visits.bought, looked_at, paid]).astype(np.float32),
            gap=(np.log1p(days) / 3).astype(np.float32),
            is_first=is_first,
            past=past,
            price=price,
            bought=visits.bought,
            counts=visits.counts,
            fold=fold[visits.customer],
        )

    @property
    def n_columns(self) -> int:
        """How many columns describe a visit's predecessor and its distance."""
        return int(self.event.shape[1]) + _OWN_COLUMNS

    def inputs(self, windows: Windows, chosen: Positions) -> Arrays:
        """Return the network's inputs for some windows, each (n_chosen, length, ...)."""
        at = np.maximum(windows.visit[chosen], 0)
        is_first = self.is_first[at] | (windows.visit[chosen] < 0)
        before = np.where(is_first[..., None], 0, self.event[np.maximum(at - 1, 0)])
        own = np.stack([self.gap[at], is_first], -1)
        events = np.concatenate([before, own], -1).astype(np.float32)
        return {"events": events, "past": self.past[at], "price": self.price[at]}

    def outcomes(self, windows: Windows, chosen: Positions) -> Floats:
        """Return bought and counts, (n_chosen, length, n_products, 2); where windows overlap, one counts."""
        at = np.maximum(windows.visit[chosen], 0)
        counts = self.counts[at] & windows.is_own[chosen][..., None]
        return np.stack([self.bought[at], counts], -1).astype(np.float32)

    def folds(self, windows: Windows, chosen: Positions) -> Ints:
        """Return which half of the customers each window is about, (n_chosen,)."""
        return np.asarray(self.fold[windows.visit[chosen][:, 0]])


def fold_of(customer_id: object) -> int:
    """Return the half that a customer belongs to, the same on every machine and in every run."""
    return crc32(str(customer_id).encode()) % N_FOLDS
