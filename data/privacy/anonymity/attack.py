"""Somebody looks for people in a table: how many of them are one of a kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.privacy.anonymity.measures import classified, coded_columns
from data.sql import execute, quoted

MOST_KNOWN = 4


@dataclass(frozen=True)
class Attack:
    """What somebody finds who knows things of a person.

    Attributes
    ----------
    unique_share : of all people, those whom all quasi-identifiers together single out [0-1]
    singled_out : of all people, by number of quasi-identifiers that somebody knows, drawn by chance: the
        share whom these single out [0-1]
    """

    unique_share: float
    singled_out: dict[int, float]


def attack(
    table: pd.DataFrame,
    quasi: Sequence[str],
    is_released: NDArray[np.bool_],
    report: Callable[[float], None] = lambda share: None,
) -> Attack:
    """Return whom the released rows of a table give away, worked out over all choices of what is known.

    Parameters
    ----------
    report : called with the share done, 0–1; may raise to stop
    """
    numbers = range(1, min(len(quasi), MOST_KNOWN) + 1)
    choices = list(chain.from_iterable(combinations(quasi, n) for n in numbers))
    found: dict[tuple[str, ...], float] = {}
    coded = coded_columns(table, quasi).assign(is_released=is_released)
    with classified(coded) as connection:

        def share(known: Sequence[str]) -> float:
            (found,) = execute(
                connection, "anonymity/singled_out", known=", ".join(map(quoted, known))
            ).fetchall()
            return int(found[0]) / len(table)

        for i, known in enumerate(choices):
            report(i / len(choices))
            found[known] = share(known)
        by_number = {n: float(np.mean([found[k] for k in choices if len(k) == n])) for n in numbers}
        return Attack(share(quasi), by_number)
