"""Customers drawn again and again: what every band of the evidence is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.numerics import random_stream

N_SAMPLES = 200  # the ends of a 90 % band from ten of them each
_COVERAGE = 0.9  # of bands [share]


@dataclass(frozen=True)
class Resamples:
    """The same draws of customers for every figure, so that figures of two models can be compared.

    Whole customers are drawn: the cells of one customer are no independent witnesses.

    Attributes
    ----------
    customer : (n_cells,) 0 to n_customers − 1
    times : (n_customers, n_samples) how often each customer was drawn
    """

    customer: Ints
    times: Floats

    @classmethod
    def of(cls, customers: npt.ArrayLike, n_samples: int = N_SAMPLES, seed: int = 0) -> "Resamples":
        """Draw customers, given that of each cell, (n_cells,)."""
        codes, known = pd.factorize(np.asarray(customers), use_na_sentinel=False)
        n, rng = len(known), random_stream(seed)
        times = np.empty((n, n_samples), np.float32)
        for sample in range(n_samples):
            times[:, sample] = np.bincount(rng.integers(0, n, n), minlength=n)
        return cls(np.asarray(codes, np.int64), times)

    @property
    def n_samples(self) -> int:
        """Return how often customers were drawn."""
        return int(self.times.shape[1])

    def sums(self, values: Sequence[npt.ArrayLike]) -> Doubles:
        """Return the sum of each column of values in each sample, (n_values, n_samples).

        Parameters
        ----------
        values : columns of (n_cells,) each
        """
        from scipy import sparse

        n = len(self.times)
        each = [np.bincount(self.customer, np.asarray(column, float), n) for column in values]
        # Sparse: for few rows BLAS waits for its threads on a busy machine. Seven digits do for bands.
        return np.asarray(sparse.csr_array(np.stack(each).astype(np.float32)) @ self.times, np.float64)

    def sums_by(self, step: Ints, n_steps: int, values: npt.ArrayLike | None = None) -> Doubles:
        """Return the sum of values in each step and sample, (n_steps, n_samples); of cells where None.

        Parameters
        ----------
        step, values : (n_cells,); a step is 0 to n_steps − 1
        """
        from scipy import sparse

        order, starts = self._by_customer
        steps = step.astype(np.int32)[order]
        weight = np.ones(len(step), np.float32) if values is None else np.asarray(values, np.float32)[order]
        some = np.flatnonzero(weight)
        if len(some) < len(weight):
            steps, weight, starts = steps[some], weight[some], np.searchsorted(some, starts)
        shape = (n_steps, len(self.times))
        by_customer = sparse.csc_array((weight, steps, starts), shape=shape)  # read from end to end: quick
        return np.asarray(by_customer @ self.times, np.float64)

    @cached_property
    def _by_customer(self) -> tuple[Ints, Ints]:
        """Return the cells customer by customer, and where each customer's begin, with the end."""
        n_cells = np.bincount(self.customer, minlength=len(self.times))
        starts = np.append(0, np.cumsum(n_cells)).astype(np.int32)
        return np.argsort(self.customer, kind="stable"), starts


def band_limits(samples: Doubles) -> tuple[Doubles, Doubles]:
    """Return the limits of the 90 % band over the last axis, without samples in which a figure is unknown."""
    if not samples.shape[-1]:
        return (np.full(samples.shape[:-1], np.nan),) * 2
    ends = ((1 - _COVERAGE) / 2, (1 + _COVERAGE) / 2)
    if not np.isnan(samples).any():
        low, high = np.quantile(samples, ends, axis=-1)
        return low, high
    rows = samples.reshape(-1, samples.shape[-1])
    known = [row[~np.isnan(row)] for row in rows]
    limits = [np.quantile(row, ends) if len(row) else (np.nan, np.nan) for row in known]
    low, high = np.array(limits).T
    return low.reshape(samples.shape[:-1]), high.reshape(samples.shape[:-1])
