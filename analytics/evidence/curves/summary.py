"""A model's evidence in five figures."""

import numpy as np
import numpy.typing as npt

from analytics.evidence.curves.calibration import expected_calibration_error
from analytics.evidence.curves.ranking import check_both_outcomes, check_cells

LEAST_SCORE = 1e-15  # a certain model that errs once would otherwise lose infinitely much


def summary(bought: npt.ArrayLike, score: npt.ArrayLike) -> dict[str, float]:
    """Outcomes and predicted shares → auc, pr_auc, log_loss, brier, ece.

    Parameters
    ----------
    bought : (n,) 0 or 1, both present
    score : (n,) predicted purchase share [0–1]
    """
    from sklearn import metrics

    outcomes, shares = check_cells(bought, score)
    check_both_outcomes(outcomes)
    return {
        "auc": float(metrics.roc_auc_score(outcomes, shares)),
        "pr_auc": float(metrics.average_precision_score(outcomes, shares)),
        "log_loss": float(metrics.log_loss(outcomes, np.clip(shares, LEAST_SCORE, 1 - LEAST_SCORE))),
        "brier": float(metrics.brier_score_loss(outcomes, shares)),
        "ece": expected_calibration_error(outcomes, shares),
    }
