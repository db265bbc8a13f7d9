"""Whether other columns stand in for one that is barred: how well they tell it, and which of them do."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.numerics import Z_90
from analytics.pricing.price_book.groups import groups_of
from analytics.threads import one_core

_FOLDS, _MOST_ROWS, _STEPS = 5, 20_000, 40
_FEWEST = 2 * _FOLDS  # customers of a group, so that each fold has some to learn from and to be judged by


@dataclass(frozen=True)
class StandIns:
    """How well the columns that prices rest on tell a column that they must not.

    Attributes
    ----------
    balanced_accuracy, low, high : mean over the groups of the share told right, cross-validated, 90 % band
    majority : the same of whoever names the largest group always: one over the number of groups
    auc : mean over the groups, each against the others; 0.5 tells nothing
    columns : column, drop: how much balanced accuracy is lost without its order, the largest first
    """

    balanced_accuracy: float
    low: float
    high: float
    majority: float
    auc: float
    columns: pd.DataFrame

    @property
    def is_told(self) -> bool:
        """Return whether the whole band lies above what the largest group alone gives."""
        return self.low > self.majority


def stand_ins(
    customers: pd.DataFrame, attribute: str, used: tuple[str, ...], seed: int = 0
) -> StandIns | None:
    """Return how well the columns used tell an attribute; None where there are no two groups to tell apart.

    By boosted trees on five folds of customers, drawn so that each fold has its share of each group.

    Parameters
    ----------
    customers : the attribute and the columns used, one row each
    """
    groups = groups_of(customers[attribute])
    known = customers[groups.notna()]
    names, code = np.unique(groups.dropna().astype(str), return_inverse=True)
    if len(names) < 2 or np.bincount(code).min() < _FEWEST or not used:
        return None
    rng = np.random.default_rng(seed)
    if len(known) > _MOST_ROWS:
        rows = np.sort(rng.choice(len(known), _MOST_ROWS, replace=False))
        known, code = known.iloc[rows], code[rows]
    matrix = np.column_stack([_numbers(known[name]) for name in used])
    scores, areas, drops = _judged(matrix, code, rng)
    mean, half = float(scores.mean()), float(Z_90 * scores.std(ddof=1) / np.sqrt(len(scores)))
    columns = pd.DataFrame({"column": list(used), "drop": drops})
    columns = columns.sort_values(["drop", "column"], ascending=[False, True], ignore_index=True)
    return StandIns(mean, mean - half, mean + half, 1 / len(names), float(np.mean(areas)), columns)


def _numbers(column: pd.Series) -> Doubles:
    """Return a column as numbers: words by their order in the alphabet."""
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(float)
    return np.asarray(pd.factorize(column.astype("string").fillna(""), sort=True)[0], float)


def _judged(matrix: Doubles, code: Ints, rng: np.random.Generator) -> tuple[Doubles, list[float], Doubles]:
    """Return balanced accuracy and area under the curve by fold, and what each column's order adds."""
    from sklearn.model_selection import StratifiedKFold

    scores, areas, drops = [], [], np.zeros(matrix.shape[1])
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=int(rng.integers(2**31)))
    with one_core():  # small trees: more cores wait for one another
        for train, test in folds.split(matrix, code):
            score, area, lost = _judged_fold(matrix, code, train, test, rng)
            scores.append(score)
            areas.append(area)
            drops += lost / _FOLDS
    return np.array(scores), areas, drops


def _judged_fold(
    matrix: Doubles, code: Ints, train: Ints, test: Ints, rng: np.random.Generator
) -> tuple[float, float, Doubles]:
    """Return balanced accuracy, area under the curve, and what each column's order adds, of one fold."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import balanced_accuracy_score, roc_auc_score

    model = HistGradientBoostingClassifier(max_iter=_STEPS, class_weight="balanced", random_state=0)
    model.fit(matrix[train], code[train])
    score = float(balanced_accuracy_score(code[test], model.predict(matrix[test])))
    chance = model.predict_proba(matrix[test])
    each = [roc_auc_score(code[test] == group, chance[:, group]) for group in range(chance.shape[1])]
    drops = np.zeros(matrix.shape[1])
    for at in range(matrix.shape[1]):
        moved = matrix[test].copy()
        moved[:, at] = rng.permutation(moved[:, at])
        drops[at] = score - balanced_accuracy_score(code[test], model.predict(moved))
    return score, float(np.mean(each)), drops
