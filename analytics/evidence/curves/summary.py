"""A model's evidence in five figures."""

import numpy as np
import numpy.typing as npt

from analytics.evidence.curves.bands import area_under_roc, average_precision
from analytics.evidence.curves.calibration import expected_calibration_error
from analytics.evidence.curves.ranking import check_both_outcomes, rank_cells

LEAST_SCORE = 1e-15  # a certain model that errs once would otherwise lose infinitely much


def summary(bought: npt.ArrayLike, score: npt.ArrayLike) -> dict[str, float]:
    """Outcomes and predicted shares → auc, pr_auc, log_loss, brier, ece.

    Parameters
    ----------
    bought : (n,) 0 or 1, both present
    score : (n,) predicted purchase share [0–1]
    """
    ranking = rank_cells(bought, score)
    check_both_outcomes(ranking.bought)
    share = np.clip(ranking.score, LEAST_SCORE, 1 - LEAST_SCORE)
    surprise = -np.log(np.where(ranking.bought == 1, share, 1 - share))
    return {
        "auc": area_under_roc(ranking),
        "pr_auc": average_precision(ranking),
        "log_loss": float(surprise.mean()),
        "brier": float(((ranking.bought - ranking.score) ** 2).mean()),
        "ece": expected_calibration_error(ranking.bought, ranking.score),
    }
