"""Why a score is what it is: its distance from the average, shared fairly among named groups of columns."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Predict = Callable[[pd.DataFrame], npt.NDArray[np.floating]]

MAX_EXACT_GROUPS = 10  # 2^10 coalitions × 100 background rows are 100,000 scores for one row
N_PERMUTATIONS = 20  # forward and backward each: exact up to interactions of two groups


@dataclass(frozen=True)
class Explanation:
    """Scores taken apart: `base_value` plus a row's `values` is the row's score.

    Parameters
    ----------
    values : (n_rows, n_groups)
        What each group adds to the score [share].
    base_value : mean score of the background [share]
    groups : names, in the order of the columns of `values`
    data : the rows explained
    """

    values: Floats
    base_value: float
    groups: tuple[str, ...]
    data: pd.DataFrame

    @property
    def scores(self) -> Floats:
        """Return the score of each row, (n_rows,)."""
        return np.asarray(self.base_value + self.values.sum(axis=1), dtype=np.float64)

    def to_frame(self) -> pd.DataFrame:
        """Return `values` with one column per group."""
        return pd.DataFrame(self.values, columns=list(self.groups))

    def importance(self) -> pd.DataFrame:
        """Return group, mean_absolute [share]: how far each group moves a score; the strongest first."""
        strength = np.abs(self.values).mean(axis=0)
        table = pd.DataFrame({"group": list(self.groups), "mean_absolute": strength})
        return table.sort_values("mean_absolute", ascending=False, kind="stable", ignore_index=True)


def explain_scores(
    predict: Predict,
    background: pd.DataFrame,
    rows: pd.DataFrame,
    groups: dict[str, list[str]],
    seed: int = 0,
) -> Explanation:
    """Rows and a model → Shapley values of named groups of columns.

    A group absent from a coalition takes its columns, together, from each background row in turn, and the
    scores are averaged. Up to ten groups all coalitions are scored; beyond, twenty permutations there and
    back. Values sum to the score either way. The model is only called, never looked into, so that it can be
    trained again.

    Parameters
    ----------
    predict : (n, columns) → (n,)
        Called once per row and permutation with many rows at a time; columns keep their types.
    background : the rows that "on average" refers to; 50–200 do
    rows : the rows to explain
    groups : name → columns; each column of `background` in exactly one group

    References
    ----------
    Lundberg & Lee (2017), A unified approach to interpreting model predictions, NeurIPS.
    """
    _check_groups(background, groups)
    sources = pd.concat([background, rows[background.columns]], ignore_index=True)
    n_background, n_groups = len(background), len(groups)

    # shap sees one number per group: the row of `sources` that the group's columns are copied from
    def score(codes: npt.NDArray[np.floating]) -> Floats:
        positions = dict(zip(groups, codes.astype(np.int64).T, strict=True))
        return np.asarray(predict(_assembled(sources, groups, positions)), dtype=np.float64).reshape(-1)

    codes = np.repeat(np.arange(len(sources), dtype=np.float64)[:, None], n_groups, axis=1)
    values, base_values = _shapley_values(score, codes[:n_background], codes[n_background:], seed)
    base_value = float(base_values[0]) if len(rows) else float(np.mean(score(codes)))
    return Explanation(values, base_value, tuple(groups), rows[background.columns].reset_index(drop=True))


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
    if len(rows) == 0:
        raise ValueError("price dependence needs at least one row")
    factors = np.asarray(multipliers, dtype=np.float64)
    repeated = pd.concat([rows] * len(factors), ignore_index=True)
    repeated[price_column] = repeated[price_column] * np.repeat(factors, len(rows))
    scores = np.asarray(predict(repeated), dtype=np.float64).reshape(len(factors), len(rows))
    low, median, high = np.quantile(scores, (0.05, 0.5, 0.95), axis=1)
    return pd.DataFrame(
        {"multiplier": factors, "mean": scores.mean(axis=1), "low": low, "median": median, "high": high}
    )


def _shapley_values(
    score: Callable[[npt.NDArray[np.floating]], Floats], background: Floats, rows: Floats, seed: int
) -> tuple[Floats, Floats]:
    shap = _shap()
    n_groups = background.shape[1]
    if len(rows) == 0:
        return np.empty((0, n_groups)), np.empty(0)
    # shap takes codes within 1e-5 of each other for equal, which background codes below 100,000 never are
    masker = shap.maskers.Independent(background, max_samples=len(background))
    with _unchanged_global_seed():
        if n_groups <= MAX_EXACT_GROUPS:
            explainer, n_masks = shap.explainers.ExactExplainer(score, masker), 2**n_groups
        else:
            explainer = shap.explainers.PermutationExplainer(score, masker, seed=seed)
            n_masks = N_PERMUTATIONS * (2 * n_groups + 1)
        # one row a call: from a call's second row on, shap 0.51 scores main effects that nobody asked for
        found = [explainer(row[None], max_evals=n_masks, silent=True) for row in rows]
    values = np.concatenate([one.values for one in found])
    return values.astype(np.float64), np.concatenate([one.base_values for one in found]).astype(np.float64)


def _shap() -> Any:
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
    sources: pd.DataFrame, groups: dict[str, list[str]], positions: dict[str, npt.NDArray[np.int64]]
) -> pd.DataFrame:
    """Return a frame whose groups come from different rows of `sources`."""
    group_of = {column: name for name, columns in groups.items() for column in columns}
    taken = {name: sources[name].take(positions[group_of[name]]).array for name in sources.columns}
    return pd.DataFrame(taken)


def _check_groups(background: pd.DataFrame, groups: dict[str, list[str]]) -> None:
    named = [column for columns in groups.values() for column in columns]
    if len(background) == 0 or not groups:
        raise ValueError("an explanation needs background rows and at least one group")
    if sorted(named) != sorted(background.columns):
        odd = sorted(set(named) ^ set(background.columns)) or sorted(n for n in named if named.count(n) > 1)
        raise ValueError(f"each column must be in exactly one group; look at: {', '.join(odd)}")


@contextmanager
def _unchanged_global_seed() -> Iterator[None]:
    """Put NumPy's global generator back: shap seeds it for itself."""
    state = np.random.get_state()  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(state)  # noqa: NPY002
