import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix

from analytics.evidence.curves.decisions import confusion, profit_at_thresholds


def test_confusion_counts_by_hand_and_the_threshold_itself_is_selected() -> None:
    counts = confusion([1, 0, 1, 0, 0], [0.9, 0.5, 0.4, 0.3, 0.2], threshold=0.5)

    assert (counts.true_positive, counts.false_positive) == (1, 1)
    assert (counts.false_negative, counts.true_negative) == (1, 2)
    assert (counts.precision, counts.recall) == (0.5, 0.5)


def test_shares_of_nobody_are_unknown() -> None:
    counts = confusion([0, 0], [0.1, 0.2], threshold=0.9)

    assert np.isnan([counts.precision, counts.recall]).all()


def test_confusion_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    score = rng.random(500).round(1)
    bought = rng.random(500) < score

    counts = confusion(bought, score, 0.3)

    expected = confusion_matrix(bought, score >= 0.3).ravel().tolist()
    assert [
        counts.true_negative,
        counts.false_positive,
        counts.false_negative,
        counts.true_positive,
    ] == expected


def test_profit_by_hand() -> None:
    # selecting all four earns 5 + 2 − 4 · 1 = 3, three 5 − 3 = 2, two 5 − 2 = 3, the first alone 5 − 1 = 4
    table = profit_at_thresholds([1, 0, 0, 1], [0.9, 0.7, 0.5, 0.3], [5.0, 9.0, 9.0, 2.0], contact_cost=1.0)

    assert table["threshold"].tolist()[:-1] == [0.3, 0.5, 0.7, 0.9]
    assert table["profit"].tolist() == [3.0, 2.0, 3.0, 4.0, 0.0]
    assert table["n_selected"].tolist() == [4, 3, 2, 1, 0]
    assert table["selected_share"].tolist() == [1.0, 0.75, 0.5, 0.25, 0.0]
    assert table["threshold"].iloc[-1] > 0.9


def test_equal_scores_are_selected_together() -> None:
    table = profit_at_thresholds([1, 0, 1], [0.4, 0.4, 0.2], 3.0, contact_cost=1.0)

    assert table["n_selected"].tolist() == [3, 2, 0]
    assert table["profit"].tolist() == [3.0, 1.0, 0.0]


def test_the_band_holds_the_profit_and_is_certain_where_nobody_is_selected() -> None:
    rng = np.random.default_rng(0)
    score = rng.beta(1, 5, 1_000)
    bought = rng.random(1_000) < score

    table = profit_at_thresholds(bought, score, 4.0, 0.5, seed=3)

    assert len(table) == 201
    assert (table["low"] <= table["profit"]).mean() > 0.95
    assert (table["profit"] <= table["high"]).mean() > 0.95
    assert table[["low", "profit", "high"]].iloc[-1].tolist() == [0.0, 0.0, 0.0]
    assert table["n_selected"].iloc[0] == 1_000


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(-5, 20)), min_size=1, max_size=50),
    st.integers(0, 5),
)
def test_profit_is_what_the_selected_bring_at_every_threshold(rows, contact_cost: int) -> None:
    bought, score, margin = (np.array(column) for column in zip(*rows, strict=True))

    table = profit_at_thresholds(bought, score, margin, contact_cost, n_bootstrap=0)

    for step in table.itertuples():
        selected = score >= step.threshold
        assert step.n_selected == selected.sum()
        assert step.profit == pytest.approx((bought * margin - contact_cost)[selected].sum())
