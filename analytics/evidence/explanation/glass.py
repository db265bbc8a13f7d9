"""A model that can be read whole: the log odds as a sum of one curve per input."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.baselines.plain import CODES, FEATURES
from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.held_out import MODEL, HeldOut
from analytics.evidence.performance import differences_table
from analytics.numerics import expit
from analytics.threads import one_core

N_STUMPS, _RATE = 600, 0.1  # more would move the fourth digit of its AUC
_MOST_POINTS = 40  # of a curve
_GLASS = "glass"
_PLACES = [FEATURES.index(name) for name in CODES]
_SETTINGS = {
    "objective": "binary",
    "max_depth": 1,  # a tree asks one question of one input: the sum of all trees is a sum of curves
    "num_leaves": 2,
    "learning_rate": _RATE,
    "min_data_in_leaf": 20,
    "cat_smooth": 5.0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass
class GlassBox:
    """Boosted stumps over cells with the columns `FEATURES`; demand never rises in price.

    Attributes
    ----------
    booster_ : of LightGBM
    known_ : the cells that it learned from

    References
    ----------
    Lou, Caruana & Gehrke (2012), Intelligible models for classification and regression, KDD.
    """

    seed: int = 0

    def fit(self, cells: pd.DataFrame, is_bought: Bools) -> "GlassBox":
        """Learn one curve per input."""
        import lightgbm

        settings = _SETTINGS | {
            "seed": self.seed,
            "monotone_constraints": [-1 if name == "relative_price" else 0 for name in FEATURES],
        }
        table = self._table(cells)
        data = lightgbm.Dataset(table, np.asarray(is_bought, float), categorical_feature=_PLACES)
        with one_core():
            self.booster_ = lightgbm.train(settings, data, N_STUMPS)
        self.known_ = cells[FEATURES].reset_index(drop=True)
        return self

    def chances(self, cells: pd.DataFrame) -> Doubles:
        """Return P(buy) of each cell, (n_cells,)."""
        return np.asarray(expit(self._logit(self._table(cells))))

    def curves(self) -> pd.DataFrame:
        """Return each input's curve: input, value, log_odds around their mean over the cells, n there."""
        return pd.concat([self._curve(name) for name in FEATURES], ignore_index=True)

    def _curve(self, name: str) -> pd.DataFrame:
        own = self.known_[name].to_numpy(float)
        points = _points(own, is_code=name in CODES)
        table = np.repeat(self._table(self.known_.head(1)), len(points), axis=0)
        table[:, FEATURES.index(name)] = points
        log_odds = self._logit(table)
        nearest = np.searchsorted((points[1:] + points[:-1]) / 2, own)
        n = np.bincount(nearest, minlength=len(points))
        mean = float(n @ log_odds / max(n.sum(), 1))
        return pd.DataFrame({"input": name, "value": points, "log_odds": log_odds - mean, "n": n})

    def _table(self, cells: pd.DataFrame) -> Doubles:
        return cells[FEATURES].fillna({"past_share": 0.0, "past_visits": 0.0}).to_numpy(np.float64)

    def _logit(self, table: Doubles) -> Doubles:
        return np.asarray(self.booster_.predict(table, raw_score=True, num_threads=1), np.float64)


def gap_to(
    model: Doubles, glass: Doubles, bought: Doubles, customer: Ints, seed: int = 0
) -> dict[str, float | None]:
    """Return the AUC of both on the same cells, and the model's lead with its 90 % band by customers.

    Parameters
    ----------
    model, glass : (n_cells,) scores
    bought : (n_cells,) 0 or 1
    customer : (n_cells,) codes of those who are drawn whole

    Returns
    -------
    model_auc, glass_auc, gap, gap_low, gap_high; all None where the cells have one outcome
    """
    names = ("model_auc", "glass_auc", "gap", "gap_low", "gap_high")
    if len(bought) == 0 or bought.min() == bought.max():
        return dict.fromkeys(names)
    scores = {MODEL: model, _GLASS: glass}
    held = HeldOut(bought, customer, scores, np.zeros(len(bought)), seed=seed)
    areas = [float(area_under_roc(*held.rankings[way].counts)) for way in scores]
    lead = differences_table(held).iloc[0]
    return dict(zip(names, [*areas, *(float(lead[of]) for of in ("difference", "low", "high"))], strict=True))


def _points(own: Doubles, is_code: bool) -> Doubles:
    """Return where a curve is told: every code, or where the values lie."""
    known = np.unique(own[np.isfinite(own)])
    if is_code or len(known) <= _MOST_POINTS:
        return known
    return np.unique(np.quantile(own, np.linspace(0, 1, _MOST_POINTS)))
