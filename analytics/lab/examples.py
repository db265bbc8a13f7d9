"""Rows to learn yes or no from: what is known of each, whom it is of, when it was, and how it came out."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Ints
from data.schema import NotEnoughDataError


@dataclass(frozen=True)
class Examples:
    """Rows of any subject: chances to buy of a shop, or the lines of a table.

    Attributes
    ----------
    inputs : (n, columns)
        Numbers (NaN where unknown) and categories (of dtype "category", missing where unknown), as known
        before the outcome.
    outcome : (n,) 0.0 or 1.0
    customer : (n,) codes from 0; rows of one customer stay on one side of a split by customer
    time : (n,) datetime64[us], or None where rows have no time
    past : (n_pasts, length)
        What happened before, as tokens from 1 on, the latest last, 0 before the first; (0, 0) where nothing
        is known. Rows share pasts, so that a network sees each once.
    past_row : (n,) the past of each row, as position in `past`; empty where there is none
    n_tokens : how many tokens there are, without the 0
    """

    inputs: pd.DataFrame
    outcome: Doubles
    customer: Ints
    time: NDArray[np.datetime64] | None
    past: Ints
    past_row: Ints
    n_tokens: int

    def __len__(self) -> int:
        return len(self.outcome)

    @property
    def has_past(self) -> bool:
        """Say whether anything is known of what happened before."""
        return self.n_tokens > 0

    def rows(self, chosen: Bools | Ints) -> "Examples":
        """Return some of the rows; pasts stay as they are."""
        at = (np.flatnonzero(chosen) if chosen.dtype == bool else chosen).astype(np.intp)
        return replace(
            self,
            inputs=self.inputs.iloc[at].reset_index(drop=True),
            outcome=self.outcome[at],
            customer=self.customer[at],
            time=None if self.time is None else self.time[at],
            past_row=self.past_row[at] if self.has_past else self.past_row,
        )


def table_examples(
    inputs: pd.DataFrame,
    outcome: Doubles,
    customer: Ints | None = None,
    time: NDArray[np.datetime64] | None = None,
) -> Examples:
    """Return rows without a past; where customers are not known, every row is of another one."""
    whom = np.arange(len(outcome), dtype=np.int64) if customer is None else customer
    nothing = np.zeros((0, 0), np.int32), np.zeros(0, np.int64)
    return Examples(inputs.reset_index(drop=True), outcome, whom, time, *nothing, n_tokens=0)


def require_both_outcomes(examples: Examples) -> None:
    """Raise NotEnoughDataError where rows came out one way only."""
    if len(examples) == 0 or examples.outcome.min() == examples.outcome.max():
        raise NotEnoughDataError(
            "The rows to learn from came out one way only", "Give rows of which some came out yes, some no"
        )
