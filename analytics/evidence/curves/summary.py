"""A model's evidence in five figures, alone and with bands."""

from collections.abc import Callable
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analytics.arrays import Doubles
from analytics.evidence.curves.areas import area_under_roc, average_precision
from analytics.evidence.curves.calibration import bins_of, expected_calibration_error, mean_distance
from analytics.evidence.curves.ranking import Ranking, check_both_outcomes, check_cells, rank_cells
from analytics.evidence.curves.resamples import Resamples, band_limits

LEAST_SCORE = 1e-15  # a certain model that errs once would otherwise lose infinitely much
AreaOf = Callable[[Doubles, Doubles], Doubles]
Band = tuple[float, float, float]  # a figure, and the ends of its 90 % band


class Figure(StrEnum):
    """A figure of predicted shares, whatever the threshold."""

    AUC = "auc"
    PR_AUC = "pr_auc"
    LOG_LOSS = "log_loss"
    BRIER = "brier"
    ECE = "ece"


def summary(bought: npt.ArrayLike, score: npt.ArrayLike) -> dict[str, float]:
    """Outcomes and predicted shares → auc, pr_auc, log_loss, brier, ece.

    Parameters
    ----------
    bought : (n,) 0 or 1, both present
    score : (n,) predicted purchase share [0–1]
    """
    outcomes, shares = check_cells(bought, score)
    check_both_outcomes(outcomes)
    counts = rank_cells(outcomes, shares).counts
    return {
        Figure.AUC.value: float(area_under_roc(*counts)),
        Figure.PR_AUC.value: float(average_precision(*counts)),
        Figure.LOG_LOSS.value: float(log_losses(outcomes, shares).mean()),
        Figure.BRIER.value: float(((shares - outcomes) ** 2).mean()),
        Figure.ECE.value: expected_calibration_error(outcomes, shares),
    }


def summary_with_bands(
    bought: Doubles, score: Doubles, ranking: Ranking, resampled: tuple[Doubles, Doubles], drawn: Resamples
) -> dict[Figure, Band]:
    """Return the five figures of `summary`, each with its band.

    Parameters
    ----------
    ranking : of these cells
    resampled : what it counts in samples, as `Ranking.resampled_counts` returns it
    """
    n, loss, distance = drawn.sums([np.ones(len(bought)), log_losses(bought, score), (score - bought) ** 2])
    bins = bins_of(score)
    observed, predicted = (drawn.sums_by(bins, int(bins.max()) + 1, of) for of in (bought, score))
    samples = {
        Figure.AUC: moved(area_under_roc, ranking, resampled),
        Figure.PR_AUC: moved(average_precision, ranking, resampled),
        Figure.LOG_LOSS: loss / n,
        Figure.BRIER: distance / n,
        Figure.ECE: np.abs(predicted - observed).sum(0) / n,
    }
    exact = {
        Figure.AUC: area_under_roc(*ranking.counts),
        Figure.PR_AUC: average_precision(*ranking.counts),
        Figure.LOG_LOSS: log_losses(bought, score).mean(),
        Figure.BRIER: ((score - bought) ** 2).mean(),
        Figure.ECE: mean_distance(bought, score, bins),
    }
    return {figure: with_band(float(value), samples[figure]) for figure, value in exact.items()}


def moved(area: AreaOf, ranking: Ranking, resampled: tuple[Doubles, Doubles]) -> Doubles:
    """Return an area in samples, (n_samples,); moved by what its coarse steps are off without sampling."""
    return np.asarray(area(*resampled) + (area(*ranking.counts) - area(*ranking.coarse_counts())))


def with_band(value: float, samples: Doubles) -> Band:
    """Return a figure with the ends of its band over samples, (n_samples,).

    The band holds the figure: samples of what cannot be below zero, as a distance, lie above it on average.
    """
    low, high = band_limits(samples)
    return value, float(np.minimum(low, value)), float(np.maximum(high, value))


def log_losses(bought: Doubles, score: Doubles) -> Doubles:
    """Return the log-loss of each cell, (n,)."""
    share = np.clip(score, LEAST_SCORE, 1 - LEAST_SCORE)
    return -np.log(np.where(bought == 1, share, 1 - share))
