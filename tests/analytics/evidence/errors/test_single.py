import numpy as np
import pytest

from analytics.evidence.errors.single import error_distribution, surprise_check, worst_cases
from tests.held_out import chances_of, held_out


def test_every_prediction_has_its_step_in_the_distribution():
    frame = held_out()
    table = error_distribution(chances_of(frame))

    errors = frame["bought"] - frame["score_model"]
    assert table["n"].sum() == len(frame) == pytest.approx(table["n_expected"].sum())
    row = table[np.isclose(table["low"], 0.8)].iloc[0]
    assert row["n"] == errors.between(row["low"], row["high"], inclusive="left").sum()


def test_a_right_models_errors_lie_where_it_expects_them():
    held = []
    for seed in range(30):
        table = error_distribution(chances_of(held_out(seed)))
        often = table[table["n_expected"] > 20]
        held += [*((often["n_low"] <= often["n"]) & (often["n"] <= often["n_high"]))]

    assert 0.85 <= np.mean(held) <= 0.95


def test_a_wrong_models_large_errors_are_more_than_it_expects():
    table = error_distribution(chances_of(held_out(planted=lambda f: f["row"] >= 0, ratio=1.6)))

    large = table[table["low"] >= 0.85]
    assert large["n"].sum() > large["n_high"].sum()


def test_the_worst_cases_are_the_most_surprising_of_either_kind():
    frame = held_out()
    table = worst_cases(frame, chances_of(frame), most=5)

    bought = frame[frame["bought"]].nsmallest(5, "score_model")
    left = frame[~frame["bought"]].nlargest(5, "score_model")
    assert set(table["row"]) == {*bought["row"], *left["row"]}
    assert table["log_loss"].is_monotonic_decreasing
    assert "customer_row" not in table


def test_fewer_purchases_than_asked_for_are_all_shown():
    frame = held_out(n_customers=10, n_each=10)
    table = worst_cases(frame, chances_of(frame), most=60)

    assert table["bought"].sum() == frame["bought"].sum()


def test_surprises_of_a_right_model_are_as_many_as_it_expects():
    found = [surprise_check(chances_of(held_out(seed))).set_index("bought") for seed in range(20)]

    for kind in (True, False):
        n, expected = (sum(table.loc[kind, name] for table in found) for name in ("n", "n_expected"))
        assert n == pytest.approx(expected, rel=0.1)


def test_without_purchases_only_one_kind_can_surprise():
    frame = held_out(n_customers=5, n_each=5).assign(bought=False)

    assert surprise_check(chances_of(frame))["bought"].tolist() == [False]
