"""Whether predicted shares are still those bought: figures of then and of now, and both by week."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.curves.calibration import bins_of, calibration
from analytics.evidence.curves.ranking import check_both_outcomes, rank_cells
from analytics.evidence.curves.resamples import Resamples, band_limits
from analytics.evidence.curves.summary import moved
from analytics.evidence.drift.codes import Sign, advice_of, sure_part

Sampled = tuple[float, Doubles]  # a figure, and the same in samples of customers


@dataclass(frozen=True)
class Chances:
    """Chances to buy that a model predicted, (n_cells,) each.

    Attributes
    ----------
    bought, score : 0 or 1, and the predicted share
    customer : whose chance
    visited_on : day of the visit
    """

    bought: Doubles
    score: Doubles
    customer: Ints
    visited_on: np.ndarray


def calibration_signs(then: Chances, now: Chances, seed: int = 0) -> list[dict[str, object]]:
    """Return level, ECE and AUC of then and now, their change with its band, and what each advises.

    Raises
    ------
    NotEnoughDataError
        All or nothing was bought, then or now.
    """
    usual = float(then.bought.mean())
    of = {name: _figures(chances, seed + at) for at, (name, chances) in enumerate(_named(then, now).items())}
    told = []
    for sign in (Sign.LEVEL, Sign.ECE, Sign.AUC):
        (before, before_drawn), (after, after_drawn) = of["then"][sign], of["now"][sign]
        scale = usual if sign is Sign.ECE else 1.0
        change, (low, high) = (after - before) / scale, band_limits((after_drawn - before_drawn) / scale)
        ends = min(float(low), change), max(float(high), change)
        sure = {Sign.LEVEL: sure_part(*ends), Sign.ECE: max(ends[0], 0.0), Sign.AUC: max(-ends[1], 0.0)}[sign]
        row = {"sign": sign.value, "then": before, "now": after, "change": change}
        told.append(row | {"low": ends[0], "high": ends[1], "advice": advice_of(sign, sure).value})
    return told


def by_week(then: Chances, now: Chances, seed: int = 0) -> pd.DataFrame:
    """Return one row per week: period, week, predicted, observed, low, high [share], n."""
    return pd.concat([_weeks(one, seed).assign(period=name) for name, one in _named(then, now).items()])[
        ["period", "week", "predicted", "observed", "low", "high", "n"]
    ].reset_index(drop=True)


def by_score(then: Chances, now: Chances, seed: int = 0) -> pd.DataFrame:
    """Return one row per bin of scores: period, predicted, observed, low, high [share], n."""
    found = [
        calibration(one.bought, one.score, drawn=Resamples.of(one.customer, seed=seed)).assign(period=name)
        for name, one in _named(then, now).items()
    ]
    return pd.concat(found, ignore_index=True)


def _named(then: Chances, now: Chances) -> dict[str, Chances]:
    return {"then": then, "now": now}


def _figures(chances: Chances, seed: int) -> dict[Sign, Sampled]:
    check_both_outcomes(chances.bought)
    bought, score = chances.bought, chances.score
    drawn = Resamples.of(chances.customer, seed=seed)
    n, n_bought, predicted = drawn.sums([np.ones(len(bought)), bought, score])
    bins = bins_of(score)
    off = drawn.sums_by(bins, int(bins.max()) + 1, score - bought)
    own = float(np.abs(np.bincount(bins, score - bought)).sum()) / len(bought)
    distance = np.abs(off).sum(0) / n
    ranking = rank_cells(bought, score)
    auc = moved(area_under_roc, ranking, ranking.resampled_counts(drawn))
    bias = float(distance.mean()) - own  # a distance is made larger by chance, in samples twice
    return {
        Sign.LEVEL: (float(_log_ratio(bought.sum(), score.sum())), _log_ratio(n_bought, predicted)),
        Sign.ECE: (max(own - bias, 0.0), np.maximum(distance - 2 * bias, 0.0)),
        Sign.AUC: (float(area_under_roc(*ranking.counts)), auc),
    }


def _log_ratio(bought: npt.ArrayLike, predicted: npt.ArrayLike) -> Doubles:
    return np.asarray(np.log(np.maximum(bought, 0.5) / np.maximum(predicted, 1e-9)))


def _weeks(chances: Chances, seed: int) -> pd.DataFrame:
    days = pd.to_datetime(pd.Series(chances.visited_on))
    code, weeks = pd.factorize(days.dt.to_period("W-SUN").dt.start_time, sort=True)
    drawn, k = Resamples.of(chances.customer, seed=seed), len(weeks)
    n, bought = drawn.sums_by(code, k), drawn.sums_by(code, k, chances.bought)
    samples = np.divide(bought, n, out=np.full_like(n, np.nan), where=n > 0)
    low, high = band_limits(samples)
    counts = np.bincount(code, minlength=k)
    predicted, observed = (np.bincount(code, of, k) / counts for of in (chances.score, chances.bought))
    ends = {"low": np.fmin(low, observed), "high": np.fmax(high, observed)}
    return pd.DataFrame({"week": weeks, "predicted": predicted, "observed": observed, **ends, "n": counts})
