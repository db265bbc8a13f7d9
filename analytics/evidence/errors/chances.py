"""Chances held out: one product in front of one visit, what was predicted of it and what happened."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints, Sparse
from analytics.evidence.curves.ranking import check_cells

N_LEVELS = 10  # of predictions, over which shares are compared
_LEAST = 1e-9  # no prediction is surer than that: a certain one that errs would lose infinitely much


@dataclass(frozen=True)
class Chances:
    """Held-out chances of one model.

    Attributes
    ----------
    bought : (n,) 0.0 or 1.0
    predicted : (n,) share that buys, strictly between 0 and 1
    price : (n,) price faced [currency]
    customer : (n,) code of the customer; the chances of one are no independent witnesses
    """

    bought: Doubles
    predicted: Doubles
    price: Doubles
    customer: Ints

    @classmethod
    def of(cls, frame: pd.DataFrame, score: str) -> "Chances":
        """Return the chances of rows with bought, price, customer_row and a column of scores."""
        bought, scores = check_cells(frame["bought"], frame[score])
        customer = np.asarray(pd.factorize(frame["customer_row"])[0], np.int64)
        price = np.nan_to_num(frame["price"].to_numpy(float))
        return cls(bought, np.clip(scores, _LEAST, 1 - _LEAST), price, customer)

    def __len__(self) -> int:
        return len(self.bought)

    def rows(self, kept: Ints) -> "Chances":
        """Return some of the chances, by their positions."""
        return Chances(self.bought[kept], self.predicted[kept], self.price[kept], self.customer[kept])

    @property
    def n_customers(self) -> int:
        """How many customers there are, by their highest code."""
        return int(self.customer.max(initial=-1)) + 1

    @cached_property
    def missed(self) -> Doubles:
        """Return purchases less those predicted, (n,); below zero where too many were predicted."""
        return self.bought - self.predicted

    @cached_property
    def variance(self) -> Doubles:
        """Return how much chance alone scatters each outcome if the prediction is right, (n,)."""
        return self.predicted * (1 - self.predicted)

    @cached_property
    def log_loss(self) -> Doubles:
        """Return the surprise at each outcome, (n,)."""
        return -np.log(np.where(self.bought > 0, self.predicted, 1 - self.predicted))

    @cached_property
    def log_loss_expected(self) -> Doubles:
        """Return the surprise that each prediction itself expects on average, (n,)."""
        p = self.predicted
        return -p * np.log(p) - (1 - p) * np.log1p(-p)

    @cached_property
    def level(self) -> Ints:
        """Return the tenth of the predictions that each is among, from 0; equal ones share one, (n,)."""
        edges = np.unique(np.quantile(self.predicted, np.linspace(0, 1, N_LEVELS + 1)[1:-1]))
        return np.searchsorted(edges, self.predicted, side="left")

    def by_customer(self, values: Doubles, group: Ints, n_groups: int) -> Sparse:
        """Return sums of values by group and customer, sparse (n_groups, n_customers)."""
        from scipy import sparse

        at = (group, self.customer)
        return sparse.coo_matrix((values, at), shape=(n_groups, self.n_customers)).tocsr()
