"""Purchase histories as three figures a customer, and each different one only once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints

DAYS_PER_WEEK = 7.0


@dataclass(frozen=True)
class Histories:
    """What purchases of each customer are known of.

    Attributes
    ----------
    n_repeats : (n,) days with a purchase after the first one, >= 0
    t_x : (n,) age at the last purchase [weeks], 0 where there was no repeat purchase
    age : (n,) time since the first purchase [weeks], >= t_x
    """

    n_repeats: Doubles
    t_x: Doubles
    age: Doubles

    @classmethod
    def of(cls, customers: pd.DataFrame) -> "Histories":
        """Return the histories of customers with n_repeats, t_x_days and age_days."""
        weeks = (customers[name].to_numpy(np.float64) / DAYS_PER_WEEK for name in ("t_x_days", "age_days"))
        return cls(customers["n_repeats"].to_numpy(np.float64), *weeks)

    def __post_init__(self) -> None:
        is_consistent = (self.n_repeats >= 0) & (self.t_x >= 0) & (self.t_x <= self.age)
        if not (is_consistent & ((self.n_repeats > 0) == (self.t_x > 0))).all():
            raise ValueError("a history needs 0 <= t_x <= age, and t_x > 0 exactly where there are repeats")

    def __len__(self) -> int:
        return len(self.age)

    def at(self, rows: Ints) -> "Histories":
        """Return the histories in these rows."""
        return Histories(self.n_repeats[rows], self.t_x[rows], self.age[rows])

    @cached_property
    def pairs(self) -> tuple[Ints, Ints]:
        """Return which pair of repeats and age each history has, (n,), and a row of each pair."""
        return alike(self.n_repeats, self.age)

    def distinct(self) -> tuple["Histories", Ints]:
        """Return each different history once, and which of them each customer has, (n,)."""
        which, rows = alike(self.n_repeats, self.t_x, self.age)
        return self.at(rows), which


def alike(*columns: Doubles) -> tuple[Ints, Ints]:
    """Return which of the different rows each row is, (n,), and the first row of each, (n_different,)."""
    codes = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        code, values = pd.factorize(column)
        codes = pd.factorize(codes * max(len(values), 1) + code)[0]
    rows = np.full(codes.max(initial=-1) + 1, len(codes))
    np.minimum.at(rows, codes, np.arange(len(codes)))
    return codes, rows
