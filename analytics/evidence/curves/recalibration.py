"""Scores made to mean what they say: learned from one half of the customers, judged by the other."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.curves.calibration import calibration
from analytics.evidence.curves.resamples import N_SAMPLES, Resamples
from analytics.evidence.curves.summary import LEAST_SCORE, log_losses, with_band
from analytics.numerics import expit, logit, random_stream

_WEAK_PENALTY = 1e6  # inverse strength: scores that tell all purchases apart have no finite slope


class Recalibration(StrEnum):
    """A way to make scores mean what they say."""

    NONE = "none"
    PLATT = "platt"  # a logit line through the score's logit
    ISOTONIC = "isotonic"  # the rising steps that fit best


@dataclass(frozen=True)
class Recalibrated:
    """What recalibration does to a model's scores.

    Attributes
    ----------
    curves : recalibration and the columns of `calibration`, all on the half that judges
    judged : one row per recalibration: log_loss and brier of this half, what each change comes to
        (`_change`) with its 90 % band (`_low`, `_high`), and whether it helps (`is_better`: both surely fall)
    """

    curves: pd.DataFrame
    judged: pd.DataFrame


def recalibrated(bought: Doubles, score: Doubles, customer: Ints, seed: int = 0) -> Recalibrated:
    """Return what Platt's and the isotonic recalibration do, learned and judged by half the customers each.

    Parameters
    ----------
    bought, score : (n,)
    customer : (n,) 0 to n_customers − 1

    References
    ----------
    Platt (1999), Probabilistic outputs for support vector machines, Advances in Large Margin Classifiers.
    Zadrozny & Elkan (2002), Transforming classifier scores into accurate probability estimates, KDD.
    """
    learns = _half(customer, seed)
    judges = ~learns
    outcomes, drawn = bought[judges], Resamples.of(customer[judges], N_SAMPLES, seed)
    scores = {Recalibration.NONE: score[judges]}
    if bought[learns].min(initial=1.0) < bought[learns].max(initial=0.0):
        for way, fit in _FITS.items():
            scores[way] = fit(bought[learns], score[learns])(score[judges])
    if not len(outcomes):
        return Recalibrated(pd.DataFrame(), pd.DataFrame())
    curves = [calibration(outcomes, s, drawn=drawn).assign(recalibration=w.value) for w, s in scores.items()]
    before = _losses(outcomes, scores[Recalibration.NONE])
    rows = [_judged(way, _losses(outcomes, s), before, drawn) for way, s in scores.items()]
    return Recalibrated(pd.concat(curves, ignore_index=True), pd.DataFrame(rows))


def _half(customer: Ints, seed: int) -> Bools:
    """Return the cells of one half of the customers, drawn by chance."""
    n = int(customer.max()) + 1
    is_chosen = random_stream(seed, "recalibration").permutation(n) < n // 2
    return np.asarray(is_chosen[customer])


def platt_line(bought: Doubles, score: Doubles) -> tuple[float, float]:
    """Return intercept and slope of the logit line through the logits of scores, (n,) each."""
    from sklearn.linear_model import LogisticRegression

    line = LogisticRegression(C=_WEAK_PENALTY, solver="newton-cholesky", tol=1e-8)
    line.fit(_logits(score), bought)
    return float(line.intercept_[0]), float(line.coef_[0, 0])


def on_line(score: Doubles, intercept: float, slope: float) -> Doubles:
    """Return the shares that a logit line makes of scores, (n,)."""
    return np.asarray(expit(intercept + slope * _logits(score)[:, 0]))


def isotonic_steps(bought: Doubles, score: Doubles) -> tuple[Doubles, Doubles]:
    """Return scores and the rising shares at them, (n_steps,) each; between them lie straight lines."""
    from sklearn.isotonic import IsotonicRegression

    least = 0.5 / len(bought)  # no half of the customers shows that something never happens
    steps = IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip").fit(score, bought)
    return np.asarray(steps.X_thresholds_, float), np.asarray(steps.y_thresholds_, float)


def _platt(bought: Doubles, score: Doubles) -> Callable[[Doubles], Doubles]:
    intercept, slope = platt_line(bought, score)
    return lambda scores: on_line(scores, intercept, slope)


def _isotonic(bought: Doubles, score: Doubles) -> Callable[[Doubles], Doubles]:
    at, share = isotonic_steps(bought, score)
    return lambda scores: np.interp(scores, at, share)


_FITS = {Recalibration.PLATT: _platt, Recalibration.ISOTONIC: _isotonic}


def _logits(score: Doubles) -> Doubles:
    return logit(np.clip(score, LEAST_SCORE, 1 - LEAST_SCORE))[:, None]


def _losses(bought: Doubles, score: Doubles) -> dict[str, Doubles]:
    return {"log_loss": log_losses(bought, score), "brier": (score - bought) ** 2}


def _judged(
    way: Recalibration, after: dict[str, Doubles], before: dict[str, Doubles], drawn: Resamples
) -> dict[str, object]:
    row: dict[str, object] = {"recalibration": way.value}
    is_better = way is not Recalibration.NONE
    n = drawn.sums([np.ones(len(drawn.customer))])[0]
    for name, losses in after.items():
        change = losses - before[name]
        value, low, high = with_band(float(change.mean()), drawn.sums([change])[0] / n)
        row |= {name: float(losses.mean()), f"{name}_change": value, f"{name}_low": low, f"{name}_high": high}
        is_better &= high < 0
    return row | {"is_better": bool(is_better)}
