"""Positive parameters by maximum a posteriori, and how sure they are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles
from analytics.numerics import random_stream

PRIOR_SPREAD = (
    3.0  # of logarithms: 90 % of the prior within a factor of 140 either way, so that it only keeps
)
#                     parameters finite that the data leave open
FARTHEST = 9.0  # of a logarithm from the middle of its prior
STEP = 1e-4  # of a logarithm, in the differences that the curvature is made of
_LEAST = 1e-300  # of what a logarithm is taken of

LogLikelihood = Callable[[Doubles], tuple[float, Doubles]]  # parameters → value, gradient by parameter


@dataclass(frozen=True)
class Posterior:
    """The most likely parameters, and a normal distribution of their logarithms around them.

    Attributes
    ----------
    mode : (n_parameters,) > 0
    covariance : (n_parameters, n_parameters) of logarithms (Laplace)
    log_likelihood : at the mode, without the prior
    """

    mode: Doubles
    covariance: Doubles
    log_likelihood: float

    def spread(self, quantity: Callable[[Doubles], Doubles]) -> Doubles:
        """Return the standard deviation of the logarithm of a quantity > 0, by its slopes at the mode, (n,).

        Parameters
        ----------
        quantity : parameters → (n,)
        """
        steps = np.exp(STEP * np.eye(len(self.mode)))
        slopes = np.array(
            [_log(quantity(self.mode * step)) - _log(quantity(self.mode / step)) for step in steps]
        ) / (2 * STEP)
        return np.asarray(np.sqrt(np.einsum("in,ij,jn->n", slopes, self.covariance, slopes, optimize=True)))

    def draws(self, n: int, seed: int, purpose: str) -> Doubles:
        """Return parameters as they may be, (n, n_parameters); the same seed draws the same."""
        normal = random_stream(seed, purpose).standard_normal((n, len(self.mode)))
        return np.asarray(self.mode * np.exp(normal @ np.linalg.cholesky(self.covariance).T))


def most_likely(log_likelihood: LogLikelihood, middle: Doubles) -> Posterior:
    """Return the posterior of positive parameters.

    Parameters
    ----------
    log_likelihood : summed over customers, with its gradient
    middle : (n_parameters,) the prior's median of each; logarithms are normal around its logarithm
    """
    from scipy.optimize import minimize

    center = np.log(middle)

    def objective(logs: Doubles) -> tuple[float, Doubles]:
        value, gradient = log_likelihood(np.exp(logs))
        away = (logs - center) / PRIOR_SPREAD
        return 0.5 * float(away @ away) - value, away / PRIOR_SPREAD - gradient * np.exp(logs)

    bounds = [(at - FARTHEST, at + FARTHEST) for at in center]
    options = {"maxiter": 500, "ftol": 1e-13, "gtol": 1e-6}
    found = minimize(objective, center, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    logs = np.asarray(found.x, np.float64)
    mode = np.exp(logs)
    return Posterior(mode, _inverse(_curvature(objective, logs)), log_likelihood(mode)[0])


def _log(values: Doubles) -> Doubles:
    return np.asarray(np.log(np.maximum(values, _LEAST)))


def _curvature(objective: LogLikelihood, logs: Doubles) -> Doubles:
    """Return the second derivatives at a point, by differences of the gradient."""
    steps = STEP * np.eye(len(logs))
    rows = [(objective(logs + step)[1] - objective(logs - step)[1]) / (2 * STEP) for step in steps]
    return np.asarray((np.array(rows) + np.array(rows).T) / 2)


def _inverse(curvature: Doubles) -> Doubles:
    """Return the covariance that a curvature means; where it is hardly curved, it is as wide as the prior."""
    values, vectors = np.linalg.eigh(curvature)
    spread = 1 / np.maximum(values, 1 / PRIOR_SPREAD**2)
    return np.asarray((vectors * spread) @ vectors.T)
