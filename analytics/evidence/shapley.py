"""Why a score is what it is: its distance from the average, shared fairly among named groups of columns."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints, Numbers

Predict = Callable[[pd.DataFrame], Numbers]


def explain_scores(
    predict: Predict, background: pd.DataFrame, rows: pd.DataFrame, groups: dict[str, list[str]]
) -> tuple[pd.DataFrame, float]:
    """Rows and a model → Shapley values of named groups of columns.

    A group absent from a coalition takes its columns, together, from each background row in turn, and the
    scores are averaged. All coalitions are scored, so few groups do: of ten, 100,000 scores for one row. The
    model is only called, never looked into, so that it can be trained again.

    Parameters
    ----------
    predict : (n, columns) → (n,)
        Called once per row with many rows at a time; columns keep their types.
    background : the rows that "on average" refers to; 50–200 do
    rows : the rows to explain, one at least
    groups : name → columns; each column of `background` in exactly one group

    Returns
    -------
    What each group adds to each score, a column per group, and the mean score of the background [share]:
    together a row's score.

    References
    ----------
    Lundberg & Lee (2017), A unified approach to interpreting model predictions, NeurIPS.
    """
    sources = pd.concat([background, rows[background.columns]], ignore_index=True)
    n_background, n_groups = len(background), len(groups)

    # shap sees one number per group: the row of `sources` that the group's columns are copied from
    def score(codes: Numbers) -> Doubles:
        positions = dict(zip(groups, codes.astype(np.int64).T, strict=True))
        return np.asarray(predict(_assembled(sources, groups, positions)), dtype=np.float64).reshape(-1)

    codes = np.repeat(np.arange(len(sources), dtype=np.float64)[:, None], n_groups, axis=1)
    shap = uncompiled_shap()
    # shap takes codes within 1e-5 of each other for equal, which background codes below 100,000 never are
    masker = shap.maskers.Independent(codes[:n_background], max_samples=n_background)
    explainer = shap.explainers.ExactExplainer(score, masker)
    # one row a call: from a call's second row on, shap 0.51 scores main effects that nobody asked for
    found = [explainer(row[None], max_evals=2**n_groups, silent=True) for row in codes[n_background:]]
    values = np.concatenate([one.values for one in found]).astype(np.float64)
    return pd.DataFrame(values, columns=list(groups)), float(found[0].base_values[0])


def price_dependence(
    predict: Predict,
    rows: pd.DataFrame,
    multipliers: Sequence[float],
    price_column: str = "relative_price",
) -> pd.DataFrame:
    """Rows and a model → the predicted score when every row's price is multiplied.

    Parameters
    ----------
    multipliers : (m,) factors on the price, > 0
    price_column : the column multiplied

    Returns
    -------
    DataFrame
        multiplier, mean, low, median, high [share; low and high hold the middle 90 % of rows between them].
    """
    factors = np.asarray(multipliers, dtype=np.float64)
    repeated = pd.concat([rows] * len(factors), ignore_index=True)
    repeated[price_column] = repeated[price_column] * np.repeat(factors, len(rows))
    scores = np.asarray(predict(repeated), dtype=np.float64).reshape(len(factors), len(rows))
    low, median, high = np.quantile(scores, (0.05, 0.5, 0.95), axis=1)
    return pd.DataFrame(
        {"multiplier": factors, "mean": scores.mean(axis=1), "low": low, "median": median, "high": high}
    )


def uncompiled_shap() -> Any:
    """Return shap, its loops uncompiled: to compile them takes seconds, and over a few groups saves less."""
    import numba

    config: Any = numba.config
    compiles = config.DISABLE_JIT
    config.DISABLE_JIT = True
    try:
        import shap
    finally:
        config.DISABLE_JIT = compiles
    return shap


def _assembled(
    sources: pd.DataFrame, groups: dict[str, list[str]], positions: dict[str, Ints]
) -> pd.DataFrame:
    """Return a frame whose groups come from different rows of `sources`."""
    group_of = {column: name for name, columns in groups.items() for column in columns}
    taken = {name: sources[name].take(positions[group_of[name]]).array for name in sources.columns}
    return pd.DataFrame(taken)
