import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from analytics.evidence.curves.decisions import ThresholdFigure, confusion, figures_with_bands
from analytics.evidence.curves.resamples import Resamples

CELLS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=60)
SKLEARN = {
    ThresholdFigure.ACCURACY: metrics.accuracy_score,
    ThresholdFigure.PRECISION: lambda y, s: metrics.precision_score(y, s, zero_division=np.nan),
    ThresholdFigure.RECALL: lambda y, s: metrics.recall_score(y, s, zero_division=np.nan),
    ThresholdFigure.F1: lambda y, s: metrics.f1_score(y, s, zero_division=np.nan),
    ThresholdFigure.MCC: metrics.matthews_corrcoef,
}


def test_the_four_kinds_of_cells_by_hand() -> None:
    counts = confusion([1, 0, 1, 0, 0], [1, 1, 0, 0, 0])

    assert (counts.true_positive, counts.false_positive) == (1, 1)
    assert (counts.false_negative, counts.true_negative) == (1, 2)
    assert counts.figures == {
        ThresholdFigure.ACCURACY: 0.6,
        ThresholdFigure.BALANCED_ACCURACY: pytest.approx((1 / 2 + 2 / 3) / 2),
        ThresholdFigure.PRECISION: 0.5,
        ThresholdFigure.RECALL: 0.5,
        ThresholdFigure.F1: 0.5,
        ThresholdFigure.MCC: pytest.approx((1 * 2 - 1 * 1) / np.sqrt(2 * 2 * 3 * 3)),
    }


@pytest.mark.filterwarnings("ignore:A single label:UserWarning")  # of the peer, on one outcome
@given(CELLS)
def test_counts_and_figures_are_those_of_scikit_learn_also_of_one_outcome(pairs) -> None:
    bought, selected = (np.array(column) for column in zip(*pairs, strict=True))

    counts = confusion(bought, selected)

    expected = metrics.confusion_matrix(bought, selected, labels=[False, True]).ravel().tolist()
    assert [
        counts.true_negative,
        counts.false_positive,
        counts.false_negative,
        counts.true_positive,
    ] == expected
    for figure, of in SKLEARN.items():
        value = of(bought, selected)
        assert counts.figures[figure] == pytest.approx(value, rel=0, abs=1e-12, nan_ok=True), figure


@given(CELLS.filter(lambda pairs: len({bought for bought, _ in pairs}) == 2))
def test_balanced_accuracy_is_that_of_scikit_learn(pairs) -> None:
    bought, selected = (np.array(column) for column in zip(*pairs, strict=True))

    told = confusion(bought, selected).figures[ThresholdFigure.BALANCED_ACCURACY]

    assert told == pytest.approx(metrics.balanced_accuracy_score(bought, selected), rel=0, abs=1e-12)


def test_with_one_outcome_balanced_accuracy_is_the_share_of_it_that_is_told() -> None:
    assert confusion([1, 1, 1, 1], [1, 0, 0, 0]).figures[ThresholdFigure.BALANCED_ACCURACY] == 0.25


def test_shares_of_nobody_are_unknown() -> None:
    figures = confusion([0, 0], [0, 0]).figures

    assert np.isnan([figures[f] for f in (ThresholdFigure.PRECISION, ThresholdFigure.RECALL)]).all()
    assert figures[ThresholdFigure.MCC] == 0


def test_bands_hold_figures_and_counts_and_copies_of_customers_do_not_narrow_them() -> None:
    rng = np.random.default_rng(0)
    bought = (rng.random(300) < 0.3).astype(float)
    selected = rng.random(300) < 0.2 + 0.4 * bought
    copies = np.tile(np.arange(300), 10)

    once = figures_with_bands(bought, selected, Resamples.of(np.arange(300)))
    tenfold = figures_with_bands(bought[copies], selected[copies], Resamples.of(copies))

    for name, (value, low, high) in once.items():
        assert low <= value <= high and low < high, name
        times = 1 if name in list(ThresholdFigure) else 10
        assert tenfold[name] == pytest.approx((times * value, times * low, times * high), rel=1e-5)
