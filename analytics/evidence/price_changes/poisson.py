"""Counts explained by columns on the logarithm: quasi-likelihood with errors that neighbors may share."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Ints

_STEPS, _CLOSE = 50, 1e-8


@dataclass(frozen=True)
class PoissonFit:
    """A fit.

    Attributes
    ----------
    coefficients : (n_columns,)
    by_group, by_all : (n_columns, n_columns)
        Covariance from residuals by group, and from the dispersion of all.
    fitted : (n,) expected counts
    dispersion : variance of counts ÷ their expectation, at least that of chance
    """

    coefficients: Doubles
    by_group: Doubles
    by_all: Doubles
    fitted: Doubles
    dispersion: float

    def variance(self, slope: Doubles) -> float:
        """Return the variance of what has this slope in the coefficients, (n_columns,).

        The larger of two: residuals by group are right where neighbors share what is unforeseen, the
        dispersion of all where few rows tell of a coefficient.
        """
        return float(max(slope @ self.by_group @ slope, slope @ self.by_all @ slope))


def fit_poisson(
    count: Doubles, columns: Doubles, offset: Doubles, group: Ints, precision: Doubles
) -> PoissonFit:
    """Fit log E[count] = offset + columns · coefficients.

    Parameters
    ----------
    count, offset : (n,)
    columns : (n, n_columns)
    group : (n,) codes of rows whose errors may go together
    precision : (n_columns,) of what is known of each coefficient beforehand, around zero; > 0

    References
    ----------
    Gourieroux, Monfort & Trognon (1984), Pseudo maximum likelihood methods: applications to Poisson models.
    Liang & Zeger (1986), Longitudinal data analysis using generalized linear models.
    """
    n, k = columns.shape
    ridge = np.diag(precision)
    beta = np.zeros(k)
    mean = np.maximum(count, count.mean())
    for _ in range(_STEPS):
        working = np.log(mean) - offset + (count - mean) / mean
        weighted = columns * mean[:, None]
        step = np.linalg.solve(columns.T @ weighted + ridge, weighted.T @ working)
        is_close = np.abs(step - beta).max(initial=0) < _CLOSE
        beta = step
        mean = np.exp(np.clip(offset + columns @ beta, -30, 30))
        if is_close:
            break
    bread = np.linalg.inv(columns.T @ (columns * mean[:, None]) + ridge)
    free = max(n - k, 1)
    dispersion = float(max(((count - mean) ** 2 / mean).sum() / free, 1.0))
    score = columns * (count - mean)[:, None]
    codes, n_groups = np.unique(group, return_inverse=True)[1], len(np.unique(group))
    sums = np.zeros((n_groups, k))
    np.add.at(sums, codes, score)
    small = n_groups / max(n_groups - 1, 1) * (n - 1) / free
    by_group = small * bread @ (sums.T @ sums) @ bread
    return PoissonFit(beta, by_group, dispersion * bread, mean, dispersion)
