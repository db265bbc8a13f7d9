import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.curves.money import profit_at_thresholds
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.resamples import Resamples

PAIRS = st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(-5, 20)), min_size=1, max_size=50)


def profits(bought, score, miss, alarm, drawn=None):
    return profit_at_thresholds(rank_cells(bought, score), miss, alarm, drawn)


def test_profit_by_hand() -> None:
    # all four: 4 − 1 − 1 + 1 = 3; three: 4 − 1 − 1 = 2; two: 4 − 1 = 3; the first alone: 4
    found = profits([1, 0, 0, 1], [0.9, 0.7, 0.5, 0.3], [4.0, 8.0, 8.0, 1.0], 1.0)
    table = found.table

    assert table["threshold"].tolist()[:-1] == [0.3, 0.5, 0.7, 0.9]
    assert table["profit"].tolist() == [3.0, 2.0, 3.0, 4.0, 0.0]
    assert table["n_selected"].tolist() == [4, 3, 2, 1, 0]
    assert table["selected_share"].tolist() == [1.0, 0.75, 0.5, 0.25, 0.0]
    assert table["threshold"].iloc[-1] > 0.9
    assert (found.best, found.most["profit"], found.at(0.52)["n_selected"]) == (0.9, 4.0, 3)


def test_equal_scores_are_selected_together() -> None:
    table = profits([1, 0, 1], [0.4, 0.4, 0.2], 2.0, 1.0).table

    assert table["n_selected"].tolist() == [3, 2, 0]
    assert table["profit"].tolist() == [3.0, 1.0, 0.0]


def test_where_false_alarms_cost_too_much_nobody_is_the_best_to_address() -> None:
    found = profits([1, 0], [0.4, 0.4], 1.0, 5.0)

    assert found.most["n_selected"] == 0 and found.most["profit"] == 0
    assert found.best > 0.4


def test_the_band_holds_the_profit_and_is_certain_where_nobody_is_selected() -> None:
    rng = np.random.default_rng(0)
    score = rng.beta(1, 5, 1_000)
    bought = rng.random(1_000) < score

    found = profits(bought, score, 4.0, 0.5, Resamples.of(np.arange(1_000), 200, 3))

    table = found.table
    assert 100 < len(table) <= 203
    assert (table["low"] <= table["profit"]).mean() > 0.95
    assert (table["profit"] <= table["high"]).mean() > 0.95
    assert table[["low", "profit", "high"]].iloc[-1].tolist() == [0.0, 0.0, 0.0]
    assert table["n_selected"].iloc[0] == 1_000
    assert found.best_low <= found.best <= found.best_high


def test_the_best_threshold_of_true_shares_is_where_a_miss_weighs_as_much_as_a_false_alarm() -> None:
    rng = np.random.default_rng(0)
    score = rng.random(200_000)
    bought = rng.random(200_000) < score

    found = profits(bought, score, 3.0, 1.0)

    assert found.best == pytest.approx(1 / (1 + 3), abs=0.02)  # Elkan (2001), equation 2


@given(PAIRS, st.integers(0, 5))
def test_profit_is_what_the_selected_bring_at_every_threshold(rows, alarm: int) -> None:
    bought, score, miss = (np.array(column) for column in zip(*rows, strict=True))

    found = profits(bought, score, miss, alarm)

    for step in found.table.itertuples():
        selected = score >= step.threshold
        assert step.n_selected == selected.sum()
        assert step.profit == pytest.approx(np.where(bought, miss, -alarm)[selected].sum())
    assert found.most["profit"] == found.table["profit"].max()
    assert np.isnan(found.best_low)


@given(PAIRS, st.integers(1, 5))
def test_profit_falls_by_the_cost_of_every_miss_and_false_alarm(rows, alarm: int) -> None:
    bought, score, miss = (np.array(column) for column in zip(*rows, strict=True))
    most = (bought * miss).sum()  # if every purchase were found and nothing else addressed

    for step in profits(bought, score, miss, alarm).table.itertuples():
        selected = score >= step.threshold
        misses, alarms = (bought & ~selected), (~bought & selected)
        assert step.profit == pytest.approx(most - (misses * miss).sum() - alarm * alarms.sum())
