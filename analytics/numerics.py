"""The numbers that many rooms share: ends of a 90 % band, the logistic function, named random streams.

NumPy serves here rather than `scipy.special`: its import alone takes longer than a slider's whole answer,
and on float32 its `expit` is half as fast.
"""

from statistics import NormalDist
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Floats = TypeVar("Floats", bound=NDArray[np.floating[Any]])

Z_90 = NormalDist().inv_cdf(0.95)  # standard errors from the middle to either end of a 90 % band
_NOTHING = 1e-9
_BOOTSTRAPS = 1_000


def half_band(draws: NDArray[Any]) -> NDArray[Any]:
    """Return half the width of a 90 % band by the spread of draws over the first axis; 0 for one draw."""
    return Z_90 * draws.std(0, ddof=1) if len(draws) > 1 else np.zeros(())


def band_of_ratio(half: NDArray[Any], level: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return how far a 90 % band reaches below and above a level that is wrong by a ratio, not by a sum.

    From level ÷ e^r to level × e^r, r being half ÷ level; beyond r = 1 the band keeps that shape. A level
    that is not positive has the symmetric band.

    Parameters
    ----------
    half : half the width of the symmetric band
    """
    r = np.where(level > 0, np.clip(half / np.maximum(level, _NOTHING), _NOTHING, 1), _NOTHING)
    return half * -np.expm1(-r) / r, half * np.expm1(r) / r


def mean_with_band(
    values: NDArray[Any], rng: np.random.Generator, group: NDArray[Any] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean of each column, and the ends of its 90 % band by bootstrap, (n_columns,) each.

    Parameters
    ----------
    values : (n, n_columns); what is not a number is left out, and where nothing is left the mean is 0
    group : (n,) rows that are drawn together, as those of one customer; each on its own where None

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    known = np.isfinite(values)
    sums, counts = np.where(known, values, 0.0), known.astype(float)
    if group is not None:
        at = np.unique(group, return_inverse=True)[1]
        sums, counts = (_summed(of, at) for of in (sums, counts))
    if not (n := len(sums)):
        return (np.zeros(values.shape[1]),) * 3
    draws = rng.multinomial(n, np.full(n, 1 / n), _BOOTSTRAPS)
    low, high = np.quantile(_ratio(draws @ sums, draws @ counts), (0.05, 0.95), 0)
    return _ratio(sums.sum(0), counts.sum(0)), low, high


def _summed(values: NDArray[Any], at: NDArray[Any]) -> NDArray[np.float64]:
    """Return sums of rows by group, (n_groups, n_columns)."""
    return np.stack([np.bincount(at, column) for column in values.T], axis=1)


def _ratio(sums: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.float64]:
    return np.asarray(np.divide(sums, counts, out=np.zeros(sums.shape), where=counts > 0))


def expit(logit: Floats) -> Floats:
    """Return the share of each logit, 0–1, in the precision given; any size of logit is safe."""
    with np.errstate(over="ignore"):
        return cast(Floats, 1 / (1 + np.exp(-logit)))


def logit(share: Floats) -> Floats:
    """Return the logit of each share, which lies strictly between 0 and 1, in the precision given."""
    return cast(Floats, np.log(share) - np.log1p(-share))


def random_stream(seed: int, *purpose: int | str) -> np.random.Generator:
    """Return the random numbers of one purpose: the same seed and purpose always draw the same.

    Parameters
    ----------
    seed : the run's seed, >= 0
    purpose : what is drawn, as numbers or words; streams of different purposes are independent

    References
    ----------
    NumPy's `SeedSequence`: a seed and further words give streams that do not overlap.
    """
    words = [w for part in purpose for w in (part.encode() if isinstance(part, str) else [part])]
    return np.random.default_rng([seed, *words])
