"""A second opinion on what moves a score: a weighted line through scores of rows changed at random."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles
from analytics.evidence.curves.resamples import Resamples, band_limits
from analytics.evidence.shapley import Predict
from analytics.numerics import random_stream

N_CHANGED = 400  # rows made of each: its weights then hardly move with the draw
_WIDTH = 0.75  # of the kernel, by the square root of the number of groups, as LIME has it
_PENALTY = 1.0  # of the ridge regression, as LIME has it
LEAST_SHARE = 1e-3  # of the score, in which signs are compared: below, a sign tells nothing


def lime_weights(
    predict: Predict,
    background: pd.DataFrame,
    rows: pd.DataFrame,
    groups: Mapping[str, Sequence[str]],
    seed: int = 0,
    report: Callable[[float], None] = lambda share: None,
) -> pd.DataFrame:
    """Rows and a model → the weight of each group in a line through the scores near each row.

    Each row is changed many times: groups drawn by lot take their columns from a background row drawn by lot.
    The line is fitted to the scores by ridge regression, rows with fewer groups changed weighing more.

    Parameters
    ----------
    predict, background, rows, groups : as of `explain_scores`
    report : called with the share of the rows that are done, 0–1; may raise to stop

    Returns
    -------
    (n_rows, n_groups) what a group's own columns, in place of others', add to the score [share].

    References
    ----------
    Ribeiro, Singh & Guestrin (2016), "Why should I trust you?", KDD.
    """
    rng, n = random_stream(seed, "lime"), len(groups)
    group_of = {column: i for i, of in enumerate(groups.values()) for column in of}
    background = background[list(group_of)]
    weights = np.zeros((len(rows), n))
    for i in range(len(rows)):
        own = rng.random((N_CHANGED, n)) < 0.5
        own[0] = True  # the row itself
        from_ = rng.integers(0, len(background), N_CHANGED)
        sources = pd.concat([background, rows.iloc[i : i + 1][background.columns]], ignore_index=True)
        at = {name: np.where(own[:, i], len(background), from_) for name, i in group_of.items()}
        changed = pd.DataFrame({name: sources[name].take(place).array for name, place in at.items()})
        weights[i] = _line(own, np.asarray(predict(changed), np.float64))
        report((i + 1) / len(rows))
    return pd.DataFrame(weights, columns=list(groups))


def agreement(shares: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Return how far both opinions agree on each row.

    Parameters
    ----------
    shares, weights : (n_rows, n_groups) of the same groups

    Returns
    -------
    rank_correlation : Spearman's, of what moves the score most; none where either moves by nothing
    sign_agreement : share of the groups that matter to which both give the same sign
    """
    one, other = shares.to_numpy(), weights[shares.columns].to_numpy()
    ranks = [pd.DataFrame(values).rank(axis=1).to_numpy() for values in (one, other)]
    away = [rank - rank.mean(1, keepdims=True) for rank in ranks]
    size = np.sqrt((away[0] ** 2).sum(1) * (away[1] ** 2).sum(1))
    correlation = np.divide((away[0] * away[1]).sum(1), size, out=np.full(len(size), np.nan), where=size > 0)
    matters = np.abs(one) >= LEAST_SHARE
    n = matters.sum(1)
    same = (matters & (np.sign(one) == np.sign(other))).sum(1)
    signs = np.divide(same, n, out=np.full(len(n), np.nan), where=n > 0)
    return pd.DataFrame({"rank_correlation": correlation, "sign_agreement": signs})


def agreement_with_band(each: pd.DataFrame, customer: Sequence[object], seed: int = 0) -> pd.DataFrame:
    """Return the mean of each figure over rows with its 90 % band by customers: figure, value, low, high."""
    samples = Resamples.of(np.asarray(customer, object), seed=seed)
    found = []
    for name in each:
        known = each[name].notna().to_numpy()
        sums = samples.sums([each[name].fillna(0.0), known])
        values = np.divide(sums[0], sums[1], out=np.full(sums.shape[1], np.nan), where=sums[1] > 0)
        low, high = band_limits(values)
        found.append({"figure": name, "value": each[name].mean(), "low": float(low), "high": float(high)})
    return pd.DataFrame(found)


def _line(own: Bools, scores: Doubles) -> Doubles:
    """Return the slopes of the line by group."""
    from sklearn.linear_model import Ridge

    distance = 1 - own.mean(1) ** 0.5  # cosine to the row itself, as of ones
    width = _WIDTH * np.sqrt(own.shape[1])
    near = np.sqrt(np.exp(-(distance**2) / width**2))
    line = Ridge(alpha=_PENALTY).fit(own.astype(float), scores, sample_weight=near)
    return np.asarray(line.coef_, np.float64)
