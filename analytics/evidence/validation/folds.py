"""Folds of visits: later weeks, and other customers; what is judged is never learned from."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analytics.arrays import Bools
from data.schema import NotEnoughDataError


class SplitBy(StrEnum):
    """What the judged visits have that no learned one has."""

    TIME = "time"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class Fold:
    """Visits to learn from and visits to judge by, masks (n_visits,)."""

    train: Bools
    judged: Bools


def time_folds(visited_at: npt.ArrayLike, n_folds: int) -> list[Fold]:
    """Return folds of a rolling origin: all before a moment is learned, the window from it on is judged.

    Whole timestamps stay on one side; where no two visits share one, the folds are those of scikit-learn's
    TimeSeriesSplit.

    Parameters
    ----------
    visited_at : (n,) datetime64

    Raises
    ------
    NotEnoughDataError
        A window would be empty.
    """
    times = np.asarray(visited_at)
    size = len(times) // (n_folds + 1)
    ordered = np.sort(times)
    cuts = ordered[[len(times) - size * k for k in range(n_folds, 0, -1)]] if size else ordered[:0]
    if len(np.unique(cuts)) < n_folds or (times < cuts[0]).sum() == 0:
        raise NotEnoughDataError(
            f"There are too few moments of visits for {n_folds} folds by time",
            "Ask for fewer folds, or upload a longer history",
        )
    ends = [*cuts[1:], None]
    return [
        Fold(times < cut, (times >= cut) & (True if end is None else times < end))
        for cut, end in zip(cuts, ends, strict=True)
    ]


def customer_folds(customer: npt.ArrayLike, n_folds: int) -> list[Fold]:
    """Return folds of customers: each is judged once, by a model that never met them.

    Parameters
    ----------
    customer : (n,) codes

    Raises
    ------
    NotEnoughDataError
        There are fewer customers than folds.
    """
    from sklearn.model_selection import GroupKFold

    own = np.asarray(customer)
    if len(np.unique(own)) < n_folds:
        raise NotEnoughDataError(
            f"There are too few customers for {n_folds} folds", "Ask for fewer folds, or give more customers"
        )
    folds = []
    for _, judged in GroupKFold(n_folds).split(own, groups=own):
        is_judged = np.zeros(len(own), bool)
        is_judged[judged] = True
        folds.append(Fold(~is_judged, is_judged))
    return folds
