"""The population stability index: how far the mix of an input has moved, with a band that few rows widen."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.curves.resamples import Resamples, band_limits

N_BINS = 10
MOST_NAMES = 20  # of a mix; the rest is one
FEWEST_SHARING = 5  # customers, of a name that is told
_EMPTY = 0.5  # rows that an empty bin counts for


def psi(then: npt.ArrayLike, now: npt.ArrayLike) -> Doubles:
    """Return the population stability index of counts, (…): sum of (q − p) · ln(q ÷ p) over the bins.

    Parameters
    ----------
    then, now : (n_bins, …) counts; 0 where nothing was counted at all

    References
    ----------
    Siddiqi (2006), Credit Risk Scorecards, chapter 9.
    """
    p, q = (_shares(np.asarray(counts, float)) for counts in (then, now))
    return np.asarray(((q - p) * np.log(q / p)).sum(0))


def _shares(counts: Doubles) -> Doubles:
    return np.asarray(np.maximum(counts, _EMPTY) / np.maximum(counts.sum(0), 1.0))


@dataclass(frozen=True)
class Bins:
    """The bin of each row, and what the bins are.

    Attributes
    ----------
    code : (n_rows,)
    name : of each bin: its text, or empty where it is told by its ends
    low, high : of each bin: more than, up to; NaN where there is no end
    """

    code: Ints
    name: list[str]
    low: Doubles
    high: Doubles


def bins_of_names(names: npt.ArrayLike, is_then: Bools, witness: npt.ArrayLike | None = None) -> Bins:
    """Return rows by their names, the most frequent of then first; rare ones are together, without a name.

    Parameters
    ----------
    witness : (n_rows,) customers; a name that few of them share says who they are, so that it is rare
    """
    texts = pd.Series(np.asarray(names, object)).fillna("").astype(str)
    counts = texts[is_then].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if witness is not None:
        n_sharing = pd.Series(np.asarray(witness)).groupby(texts).nunique()
        counts = counts[n_sharing[counts.index] >= FEWEST_SHARING]
    kept = list(counts.index[:MOST_NAMES])
    code = pd.Index(kept).get_indexer(pd.Index(texts))
    ends = np.full(len(kept) + 1, np.nan)
    return Bins(np.where(code < 0, len(kept), code).astype(np.int64), [*kept, ""], ends, ends)


def bins_of_numbers(values: npt.ArrayLike, is_then: Bools, n_bins: int = N_BINS) -> Bins:
    """Return rows by the quantiles of then; rows without a number are the last bin."""
    numbers = np.round(np.asarray(values, float), 4)
    is_known = np.isfinite(numbers)
    own = numbers[is_known & is_then]
    edges = np.unique(np.quantile(own, np.linspace(0, 1, n_bins + 1)[1:-1])) if len(own) else np.empty(0)
    code = np.where(is_known, np.searchsorted(edges, numbers, side="left"), len(edges) + 1)
    low, high = np.append(np.nan, edges), np.append(edges, np.nan)
    names = [""] * (len(edges) + 1) + ["missing"]
    return Bins(code.astype(np.int64), names, np.append(low, np.nan), np.append(high, np.nan))


def psi_with_band(
    bins: Bins, is_now: Bools, witness: npt.ArrayLike, seed: int = 0
) -> tuple[float, float, float]:
    """Return an index, less what chance alone makes of so few rows, with its 90 % band; none below zero.

    Witnesses are drawn again, each with all its rows of then and of now. What samples are above the figure
    on average, it is above the truth itself.

    Parameters
    ----------
    is_now : (n_rows,) the other rows are of then
    witness : (n_rows,) whose row it is: a customer's, or for prices a product's

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 10: the estimate of bias.
    """
    n = len(bins.name)
    step = bins.code + n * is_now
    counts = np.bincount(step, minlength=2 * n).astype(float)
    value = float(psi(counts[:n], counts[n:]))
    drawn = Resamples.of(witness, seed=seed).sums_by(step, 2 * n)
    samples = psi(drawn[:n], drawn[n:])
    bias = float(samples.mean()) - value
    low, high = (float(end) - 2 * bias for end in band_limits(samples))
    middle = max(value - bias, 0.0)
    return middle, max(min(low, middle), 0.0), max(high, middle)


def shares_table(bins: Bins, is_now: Bools) -> pd.DataFrame:
    """Return one row per filled bin: bin, name, low, high, share_then, share_now."""
    n = len(bins.name)
    then, now = (np.bincount(bins.code[rows], minlength=n) for rows in (~is_now, is_now))
    table = pd.DataFrame(
        {
            "bin": np.arange(n),
            "name": bins.name,
            "low": bins.low,
            "high": bins.high,
            "share_then": then / max(then.sum(), 1),
            "share_now": now / max(now.sum(), 1),
        }
    )
    return table[then + now > 0].reset_index(drop=True)
