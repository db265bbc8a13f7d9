import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, log_loss, roc_auc_score

from analytics.evidence.curves.calibration import expected_calibration_error
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.resamples import Resamples
from analytics.evidence.curves.summary import LEAST_SCORE, Figure, summary, summary_with_bands, with_band
from data.schema import NotEnoughDataError

SHARES = st.sampled_from([0.0, 1e-9, 0.02, 0.1, 0.25, 0.5, 0.75, 1.0])


@given(st.lists(st.tuples(st.booleans(), SHARES), min_size=2, max_size=60))
def test_the_five_figures_are_those_of_scikit_learn_also_on_ties_and_constants(pairs) -> None:
    bought, score = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    if bought.min() == bought.max():
        return

    told = summary(bought, score)

    safe = np.clip(score, LEAST_SCORE, 1 - LEAST_SCORE)
    expected = {
        "auc": roc_auc_score(bought, score),
        "pr_auc": average_precision_score(bought, score),
        "log_loss": log_loss(bought, safe),
        "brier": brier_score_loss(bought, score),
        "ece": expected_calibration_error(bought, score),
    }
    assert told == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_figures_with_bands_are_those_without() -> None:
    rng = np.random.default_rng(0)
    score = rng.beta(1, 4, 3_000)
    bought = (rng.random(3_000) < score).astype(float)
    ranking, drawn = rank_cells(bought, score), Resamples.of(rng.integers(0, 400, 3_000))

    told = summary_with_bands(bought, score, ranking, ranking.resampled_counts(drawn), drawn)

    assert {str(figure): value for figure, (value, _, _) in told.items()} == summary(bought, score)
    for figure, (value, low, high) in told.items():
        assert low <= value <= high, figure
        assert low < high


def test_the_band_of_the_auc_is_as_wide_as_other_customers_would_make_it() -> None:
    aucs, widths = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        customer = np.repeat(np.arange(150), 8)
        liking = rng.normal(0, 1, 150)[customer]
        bought = (rng.random(1_200) < 1 / (1 + np.exp(1.5 - liking))).astype(float)
        score = 1 / (1 + np.exp(-(liking + rng.normal(0, 0.5, 1_200))))
        ranking, drawn = rank_cells(bought, score), Resamples.of(customer)
        value, low, high = summary_with_bands(bought, score, ranking, ranking.resampled_counts(drawn), drawn)[
            Figure.AUC
        ]
        aucs.append(value)
        widths.append(high - low)

    assert np.mean(widths) == pytest.approx(2 * 1.645 * np.std(aucs), rel=0.25)


def test_a_band_holds_its_figure_and_is_unknown_without_samples() -> None:
    assert with_band(0.0, np.linspace(0.1, 0.2, 101)) == (0.0, 0.0, pytest.approx(0.195))
    assert np.isnan(with_band(0.5, np.empty(0))[1:]).all()


def test_a_certain_score_that_errs_loses_much_but_not_infinitely() -> None:
    assert 10 < summary([1, 0], [0.0, 0.0])["log_loss"] < 20


def test_one_outcome_has_no_summary() -> None:
    with pytest.raises(NotEnoughDataError, match="only one outcome"):
        summary([0, 0], [0.2, 0.3])
