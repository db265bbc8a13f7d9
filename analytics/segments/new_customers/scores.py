"""How well later segments are told: accuracy, recall, precision, F1 and AUC, with bands."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints
from analytics.numerics import random_stream

N_RESAMPLES = 200  # of customers
ALL = "all"  # customers: accuracy, and means over segments of the rest
SHARES = ("accuracy", "recall", "precision", "f1", "auc")


def score_table(actual: Ints, chances: Doubles, names: list[str], seed: int = 0) -> pd.DataFrame:
    """Return scores per segment and over all, each with its 90 % band over customers drawn again.

    Parameters
    ----------
    actual : (n_customers,) position of what each became
    chances : (n_customers, n_segments)
    names : of the segments

    Returns
    -------
    DataFrame
        segment (`ALL` last), n_customers, and accuracy, recall, precision, f1, auc with `_low` and `_high`.
        A segment's accuracy is the share of customers rightly told to be in it or not; nan where undefined.
    """
    rng = random_stream(seed, "scores")
    rows = [rng.integers(0, len(actual), len(actual)) for _ in range(N_RESAMPLES)]
    told = chances.argmax(1)
    point = _scores(actual, told, chances)
    again = np.array([_scores(actual[at], told[at], chances[at]) for at in rows])
    low, high = _ends(again)
    table = pd.DataFrame({"segment": [*names, ALL]})
    counts = np.bincount(actual, minlength=len(names))
    table["n_customers"] = [*counts, len(actual)]
    for place, share in enumerate(SHARES):
        table[share] = point[:, place]
        table[f"{share}_low"], table[f"{share}_high"] = low[:, place], high[:, place]
    return table


def confusion_table(actual: Ints, told: Ints, names: list[str]) -> pd.DataFrame:
    """Return how many customers of each segment were told to be in each: actual, told, n_customers."""
    counts = _confusion(actual, told, len(names)).astype(int)
    pairs = [(a, t, counts[i, j]) for i, a in enumerate(names) for j, t in enumerate(names)]
    return pd.DataFrame(pairs, columns=["actual", "told", "n_customers"])


def roc_table(actual: Ints, chances: Doubles, names: list[str]) -> pd.DataFrame:
    """Return the ROC curve of each segment against the rest: segment, false_share, true_share."""
    from sklearn.metrics import roc_curve

    curves = []
    for place, name in enumerate(names):
        is_in = actual == place
        if 0 < is_in.sum() < len(is_in):
            false_share, true_share, _ = roc_curve(is_in, chances[:, place])
            curves.append(
                pd.DataFrame({"segment": name, "false_share": false_share, "true_share": true_share})
            )
    return (
        pd.concat(curves, ignore_index=True)
        if curves
        else pd.DataFrame(columns=["segment", "false_share", "true_share"])
    )


def _scores(actual: Ints, told: Ints, chances: Doubles) -> Doubles:
    """Return the scores of every segment, and of all in the last row, (n_segments + 1, 5)."""
    n_segments = chances.shape[1]
    counts = _confusion(actual, told, n_segments)
    n, right, are, said = counts.sum(), np.diag(counts), counts.sum(1), counts.sum(0)
    recall, precision = _share(right, are), np.where(are > 0, _share(right, np.maximum(said, 1)), np.nan)
    f1 = np.where(are > 0, 2 * right / np.maximum(are + said, 1), np.nan)
    accuracy = 1 - (are + said - 2 * right) / n
    auc = np.array([_auc(actual == place, chances[:, place]) for place in range(n_segments)])
    each = np.column_stack([accuracy, recall, precision, f1, auc])
    mean = np.array([np.nanmean(column) if np.isfinite(column).any() else np.nan for column in each.T])
    mean[0] = right.sum() / n
    return np.vstack([each, mean])


def _confusion(actual: Ints, told: Ints, n_segments: int) -> Doubles:
    pairs = np.bincount(actual * n_segments + told, minlength=n_segments**2)
    return np.asarray(pairs.reshape(n_segments, n_segments), np.float64)


def _auc(is_in: NDArray[np.bool_], chance: Doubles) -> float:
    """Return how often whoever is in has the higher chance than whoever is not; ties are half."""
    n_in, n_out = int(is_in.sum()), int((~is_in).sum())
    if not n_in or not n_out:
        return np.nan
    ranks = pd.Series(chance).rank().to_numpy()
    return float((ranks[is_in].sum() - n_in * (n_in + 1) / 2) / (n_in * n_out))


def _share(part: Doubles, whole: Doubles) -> Doubles:
    return np.asarray(np.where(whole > 0, part / np.maximum(whole, 1), np.nan))


def _ends(again: Doubles) -> tuple[Doubles, Doubles]:
    is_known = np.isfinite(again).any(0)
    filled = np.where(is_known, again, 0.0)
    low, high = np.nanquantile(filled, [0.05, 0.95], axis=0)
    return np.where(is_known, low, np.nan), np.where(is_known, high, np.nan)
