"""Rows in which one outcome is rare → weights, or rows in which both are as frequent."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints
from analytics.lab.columns import Columns
from analytics.lab.config import Imbalance
from analytics.lab.examples import Examples
from analytics.numerics import random_stream
from data.schema import NotEnoughDataError

MOVES_SHARES = frozenset(Imbalance) - {Imbalance.NONE}  # what is learned so says too much of what is rare
_MOST_NEIGHBORS = 5
_FEWEST = 2  # rows of the rare outcome, between which others are made


def balanced(train: Examples, way: Imbalance, seed: int = 0) -> tuple[Examples, Doubles | None]:
    """Return rows to learn from, and how much each counts, so that both outcomes count alike.

    EasyEnsemble's is one of its samples: `imbalance_ensemble.EasyEnsemble` draws the others by other seeds.

    Parameters
    ----------
    train : rows to learn from; no others are ever resampled

    Returns
    -------
    rows, and (n_rows,) weights of mean 1 or None; the rows given come first where rows are added

    Raises
    ------
    NotEnoughDataError
        The rare outcome has too few rows for others to be made between them.
    """
    match way:
        case Imbalance.NONE:
            return train, None
        case Imbalance.CLASS_WEIGHTS:
            return train, class_weights(train.outcome)
        case Imbalance.OVERSAMPLING:
            rng = random_stream(seed, "oversampling")
            rare, frequent = _by_frequency(train.outcome)
            again = rng.choice(rare, len(frequent) - len(rare))
            return train.rows(np.concatenate([np.arange(len(train)), again])), None
        case Imbalance.UNDERSAMPLING | Imbalance.EASY_ENSEMBLE:
            rng = random_stream(seed, "undersampling")
            rare, frequent = _by_frequency(train.outcome)
            left = rng.choice(frequent, len(rare), replace=False)
            return train.rows(np.sort(np.concatenate([rare, left]))), None
        case Imbalance.SMOTE | Imbalance.ADASYN:
            return _with_synthetic(train, way, seed), None


def class_weights(outcome: Doubles) -> Doubles:
    """Return how much each row counts, (n,) of mean 1, so that both outcomes count alike."""
    share = np.where(outcome == 1, outcome.mean(), 1 - outcome.mean())
    return np.asarray(0.5 / share)


def _by_frequency(outcome: Doubles) -> tuple[Ints, Ints]:
    """Return the rows of the rarer outcome, and those of the other."""
    yes, no = np.flatnonzero(outcome == 1), np.flatnonzero(outcome == 0)
    return (yes, no) if len(yes) <= len(no) else (no, yes)


def _with_synthetic(train: Examples, way: Imbalance, seed: int) -> Examples:
    """Return the rows and synthetic ones; whom, when and the past are those of the nearest real row."""
    rare, frequent = _by_frequency(train.outcome)
    if len(rare) < _FEWEST:
        raise NotEnoughDataError(
            f"The rare outcome has {len(rare)} rows to learn from, and {way} needs {_FEWEST}",
            "Give more rows, or choose another way",
        )
    if len(rare) == len(frequent):
        return train
    columns = Columns.of(train.inputs)
    matrix, codes = columns.matrix(train.inputs), _codes(train.inputs, list(columns.categories))
    n_numbers = len(columns.numbers)
    if way is Imbalance.SMOTE:
        numbers, categories = _smote(matrix[:, :n_numbers], codes, train.outcome, len(rare), seed)
        near = np.column_stack([matrix[:, :n_numbers], codes]) if n_numbers == 0 else matrix[:, :n_numbers]
        made = np.column_stack([numbers, categories]) if n_numbers == 0 else numbers
        parent = rare[_nearest(made, near[rare])]
    else:
        rows = _adasyn(matrix, train.outcome, len(rare), seed)
        if not len(rows):
            return train
        parent = rare[_nearest(rows, matrix[rare])]
        numbers, categories = rows[:, :n_numbers], codes[parent]
    made_rows = _as_inputs(train.inputs, columns, parent, numbers, categories)
    synthetic = replace(train.rows(parent), inputs=made_rows)
    return joined(train, synthetic)


def _codes(inputs: pd.DataFrame, names: list[str]) -> NDArray[np.int64]:
    """Return categories as codes, (n, n_categories); −1 where unknown."""
    codes = [inputs[name].cat.codes.to_numpy(np.int64) for name in names]
    return np.column_stack(codes) if codes else np.zeros((len(inputs), 0), np.int64)


def _smote(
    numbers: Doubles, codes: NDArray[np.int64], outcome: Doubles, n_rare: int, seed: int
) -> tuple[Doubles, NDArray[np.int64]]:
    """Return synthetic rows by SMOTE, SMOTENC or SMOTEN, as there are numbers, both, or categories alone."""
    from imblearn.over_sampling import SMOTE, SMOTEN, SMOTENC

    n_numbers, n_codes = numbers.shape[1], codes.shape[1]
    asked = {"k_neighbors": min(_MOST_NEIGHBORS, n_rare - 1), "random_state": _state(seed, "smote")}
    table = np.column_stack([numbers, codes])
    if not n_codes:
        sampler = SMOTE(**asked)
    elif not n_numbers:
        sampler = SMOTEN(**asked)
    else:
        sampler = SMOTENC(categorical_features=list(range(n_numbers, n_numbers + n_codes)), **asked)
    made = np.asarray(sampler.fit_resample(table, outcome)[0], float)[len(outcome) :]
    return made[:, :n_numbers], made[:, n_numbers:].astype(np.int64)


def _adasyn(matrix: Doubles, outcome: Doubles, n_rare: int, seed: int) -> Doubles:
    """Return synthetic rows by ADASYN, more of them where the outcomes lie close together."""
    from imblearn.over_sampling import ADASYN

    sampler = ADASYN(n_neighbors=min(_MOST_NEIGHBORS, n_rare - 1), random_state=_state(seed, "adasyn"))
    try:
        made = sampler.fit_resample(matrix, outcome)[0]
    except ValueError:  # the outcomes are so nearly as frequent that no row's share of what lacks is one
        return matrix[:0]
    except RuntimeError as error:
        raise NotEnoughDataError(
            "ADASYN finds no rows of the rare outcome beside the other one", "Choose SMOTE, or class weights"
        ) from error
    return np.asarray(made, float)[len(outcome) :]


def _state(seed: int, name: str) -> int:
    return int(random_stream(seed, name).integers(2**31))


def _nearest(rows: Doubles, among: Doubles) -> Ints:
    from sklearn.neighbors import NearestNeighbors

    found = NearestNeighbors(n_neighbors=1).fit(among).kneighbors(rows, return_distance=False)
    return np.asarray(found[:, 0], np.int64)


def _as_inputs(
    inputs: pd.DataFrame, columns: Columns, parent: Ints, numbers: Doubles, codes: NDArray[np.int64]
) -> pd.DataFrame:
    """Return synthetic rows as inputs; what the nearest real row does not know is unknown."""
    made = inputs.iloc[parent].reset_index(drop=True)
    for i, (name, (mean, spread, _)) in enumerate(columns.numbers.items()):
        made[name] = np.where(made[name].notna(), mean + spread * numbers[:, i], np.nan)
    for i, name in enumerate(columns.categories):
        made[name] = pd.Categorical.from_codes(codes[:, i], categories=inputs[name].cat.categories)
    return made


def joined(one: Examples, other: Examples) -> Examples:
    """Return the rows of both, which share their pasts."""
    times = None if one.time is None or other.time is None else np.concatenate([one.time, other.time])
    return replace(
        one,
        inputs=pd.concat([one.inputs, other.inputs], ignore_index=True),
        outcome=np.concatenate([one.outcome, other.outcome]),
        customer=np.concatenate([one.customer, other.customer]),
        time=times,
        past_row=np.concatenate([one.past_row, other.past_row]),
    )
