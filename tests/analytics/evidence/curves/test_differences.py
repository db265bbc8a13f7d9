import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.curves.differences import auc_difference, delong_error
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.resamples import Resamples
from analytics.evidence.curves.summary import moved

ROWS = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), min_size=4, max_size=40)


def placements(bought, score):
    """How much of the other outcome each cell outdoes, pair by pair, as DeLong writes it."""
    of = score[bought][:, None] - score[~bought][None, :]
    outdone = (of > 0) + 0.5 * (of == 0)
    return outdone.mean(1), outdone.mean(0)


def difference(bought, one, other, customer, n_samples=200):
    rankings, drawn = [rank_cells(bought, score) for score in (one, other)], Resamples.of(customer, n_samples)
    samples = [moved(area_under_roc, ranking, ranking.resampled_counts(drawn)) for ranking in rankings]
    return auc_difference(*rankings, *samples)


@given(ROWS)
def test_delongs_error_is_that_of_all_pairs(rows) -> None:
    bought, one, other = (np.array(column) for column in zip(*rows, strict=True))
    if not 2 <= bought.sum() <= len(bought) - 2:
        return
    pairs = [np.subtract(*of) for of in zip(placements(bought, one), placements(bought, other), strict=True)]
    expected = np.sqrt(sum(of.var(ddof=1) / len(of) for of in pairs))

    told = delong_error(rank_cells(bought, one), rank_cells(bought, other))

    assert told == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_delongs_test_by_hand() -> None:
    # one ranks all four pairs rightly; other outdoes 1/2 and 1 by its purchases, so 3/4 of the pairs
    bought, one, other = np.array([1, 1, 0, 0]), np.array([4, 3, 2, 1]), np.array([2, 4, 3, 1])

    told = difference(bought, one, other, np.arange(4))

    error = np.sqrt(2 * np.var([0.5, 0.0], ddof=1) / 2)
    assert told.difference == 0.25
    assert told.delong_error == pytest.approx(error)
    assert told.delong_p == pytest.approx(2 * norm.sf(0.25 / error))


def test_of_independent_cells_both_tests_agree() -> None:
    rng = np.random.default_rng(0)
    logit = rng.normal(-1, 1, 4_000)
    bought = rng.random(4_000) < 1 / (1 + np.exp(-logit))
    one, other = logit + rng.normal(0, 1.0, 4_000), logit + rng.normal(0, 1.2, 4_000)

    told = difference(bought, one, other, np.arange(4_000), 800)

    assert told.difference == pytest.approx(roc_auc_score(bought, one) - roc_auc_score(bought, other))
    assert told.error == pytest.approx(told.delong_error, rel=0.1)
    assert told.low < told.difference < told.high


def test_copies_of_customers_make_delong_surer_and_nobody_else() -> None:
    rng = np.random.default_rng(1)
    bought = rng.random(300) < 0.3
    one, other = bought + rng.normal(0, 1.5, 300), bought + rng.normal(0, 1.6, 300)
    copies = np.tile(np.arange(300), 25)

    once = difference(bought, one, other, np.arange(300))
    many = difference(bought[copies], one[copies], other[copies], copies)

    assert many.error == pytest.approx(once.error, rel=1e-6)
    assert many.delong_error == pytest.approx(once.delong_error / 5, rel=0.01)
    assert many.delong_p < many.p


def test_a_model_does_not_differ_from_itself() -> None:
    told = difference(np.array([1, 0, 1, 0]), *[np.array([4, 3, 2, 1])] * 2, np.arange(4))

    assert (told.difference, told.p, told.delong_p) == (0.0, 1.0, 1.0)


def test_of_one_purchase_delong_says_nothing() -> None:
    told = difference(np.array([1, 0, 0]), np.array([3, 2, 1]), np.array([2, 3, 1]), np.arange(3))

    assert np.isnan([told.delong_error, told.delong_p]).all()
    assert told.difference == 0.5
