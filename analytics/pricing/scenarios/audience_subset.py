"""Who is shown the bundle: all visits of a run, or some of them."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analytics.demand.audience import AnyAudience

People = TypeVar("People", bound=AnyAudience)
FEWEST_FOR_A_BAND = 30  # sampled visits


@dataclass(frozen=True)
class AudienceSubset:
    """Who is shown the bundle.

    Attributes
    ----------
    visits_share : of the shop's visits
    """

    audience: AnyAudience
    visits_share: float = 1.0

    @classmethod
    def of(cls, audience: AnyAudience, rows: NDArray[np.int64]) -> "AudienceSubset":
        """Return these rows of an audience, in the segments that they have, with members where enough."""
        share = float(audience.weight[rows].sum() / audience.weight.sum())
        has_band = np.isin(audience.sample, rows).sum() >= FEWEST_FOR_A_BAND
        part = audience.sampled(rows) if has_band else audience.rows(rows)
        present, code = np.unique(part.segment, return_inverse=True)
        segments = tuple(part.segments[s] for s in present)
        return cls(part.in_segments(segments, code), share)


def thinned(audience: People, most: int) -> People:
    """Return the audience with at most so many rows, drawn evenly and always the same; without members."""
    n = len(audience.segment)
    return audience.rows(np.unique(np.linspace(0, n - 1, min(n, most)).astype(np.int64)))
