import numpy as np
import pytest
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from analytics.evidence.curves.calibration import expected_calibration_error
from analytics.evidence.curves.summary import summary
from data.schema import NotEnoughDataError


def test_the_five_figures_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    score = rng.beta(1, 4, 800).round(3)
    bought = rng.random(800) < score

    assert summary(bought, score) == {
        "auc": pytest.approx(roc_auc_score(bought, score)),
        "pr_auc": pytest.approx(average_precision_score(bought, score)),
        "log_loss": pytest.approx(log_loss(bought, score)),
        "brier": pytest.approx(brier_score_loss(bought, score)),
        "ece": pytest.approx(expected_calibration_error(bought, score)),
    }


def test_a_certain_score_that_errs_loses_much_but_not_infinitely() -> None:
    assert 10 < summary([1, 0], [0.0, 0.0])["log_loss"] < 20


def test_one_outcome_has_no_summary() -> None:
    with pytest.raises(NotEnoughDataError, match="only one outcome"):
        summary([0, 0], [0.2, 0.3])
