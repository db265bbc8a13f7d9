import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from analytics.segments.new_customers.classifier import NewCustomerClassifier
from analytics.segments.new_customers.evaluation import Answer, evaluate_new_customers
from analytics.segments.new_customers.outcomes import (
    CLASSES,
    HORIZONS,
    LEAST_LEARNED,
    LEAST_TESTED,
    Outcomes,
    later_revenue,
    split_customers,
)
from analytics.segments.new_customers.scores import ALL
from analytics.segments.value_segments import ValueSegment
from data.schema import NotEnoughDataError
from tests.analytics.segments.new_customers.newcomers import Newcomers

NEAR = 0.02  # of the ceiling


@pytest.fixture(scope="module")
def first_days() -> pd.DataFrame:
    return Newcomers().first_days(4_000)


@pytest.fixture(scope="module")
def few() -> pd.DataFrame:
    return Newcomers().first_days(1_500)


@pytest.fixture(scope="module")
def found(first_days):
    return evaluate_new_customers(first_days)


def of(found, answer: Answer, segment: str = ALL) -> pd.Series:
    return found.scores.set_index(["answer", "segment"]).loc[(answer, segment)]


def test_later_customers_are_told_nearly_as_well_as_anyone_could(found, first_days):
    later = first_days[found.split.is_later]
    best = Newcomers().chances(later, found.outcomes)
    actual = [CLASSES.index(name) for name in found.outcomes.became(later_revenue(later, 180))]

    ceiling = (best.argmax(1) == actual).mean()
    row = of(found, Answer.CLASSIFIER)

    assert ceiling - NEAR <= row["accuracy"] <= ceiling + NEAR
    for place, name in enumerate(CLASSES):
        possible = roc_auc_score(np.array(actual) == place, best[:, place])
        assert of(found, Answer.CLASSIFIER, name)["auc"] >= possible - NEAR


def test_the_classifier_beats_simpler_answers_where_there_is_more_to_see(found):
    assert found.is_better
    assert of(found, Answer.CLASSIFIER)["accuracy_low"] > of(found, Answer.MAJORITY)["accuracy_high"]


def test_where_the_first_days_tell_nothing_the_classifier_is_said_to_be_no_better(few):
    rng = np.random.default_rng(0)
    mixed = few.copy()
    order = rng.permutation(len(mixed))
    for days in HORIZONS:
        mixed[f"later_revenue_{days}"] = mixed[f"later_revenue_{days}"].to_numpy()[order]

    found = evaluate_new_customers(mixed)

    assert of(found, Answer.CLASSIFIER)["auc"] == pytest.approx(0.5, abs=0.07)
    assert of(found, Answer.CLASSIFIER)["accuracy"] <= of(found, Answer.MAJORITY)["accuracy"] + 0.02


def test_nothing_that_happened_after_the_first_later_customer_came_is_learned_from(found, first_days):
    came = first_days["known_days"].max() - first_days["known_days"]

    known_by = (came + found.split.horizon_days)[found.split.is_earlier]

    assert known_by.max() <= came[found.split.is_later].min()
    assert found.split.is_earlier.sum() >= LEAST_LEARNED
    assert found.split.is_later.sum() >= LEAST_TESTED


def test_what_later_customers_become_changes_neither_thresholds_nor_chances(few):
    found, garbled = evaluate_new_customers(few), few.copy()
    garbled.loc[found.split.is_later, [f"later_revenue_{days}" for days in HORIZONS]] = 1e6

    again = evaluate_new_customers(garbled)

    assert again.outcomes == found.outcomes
    told = [table.confusion.groupby("told")["n_customers"].sum() for table in (found, again)]
    pd.testing.assert_series_equal(*told)


def test_todays_new_customers_are_those_whose_first_days_are_over_and_whose_horizon_is_not(found, first_days):
    known = first_days.set_index("customer_id").loc[found.predictions["customer_id"], "known_days"]

    assert known.between(30, 180, inclusive="left").all()
    assert len(known) == first_days["known_days"].between(30, 180, inclusive="left").sum()
    chances = found.predictions[[f"chance_{name}" for name in CLASSES]].to_numpy()
    np.testing.assert_allclose(chances.sum(1), 1)


def test_a_shorter_history_gets_a_shorter_horizon(first_days):
    latest = first_days[first_days["known_days"] < 300]

    assert split_customers(first_days).horizon_days == 180
    assert split_customers(latest).horizon_days == 90


def test_too_short_a_history_says_what_is_missing(first_days):
    with pytest.raises(NotEnoughDataError, match="200 customers to learn from"):
        split_customers(first_days[first_days["known_days"] < 100])


@pytest.mark.parametrize("n_back", [0, 5, 40, 100])
def test_whoever_spent_nothing_more_is_ordinary(n_back):
    spent = np.r_[np.linspace(1, 50, n_back), np.zeros(100 - n_back)]

    became = Outcomes.of(spent).became(spent)

    assert set(became[spent == 0]) <= {ValueSegment.ORDINARY}
    assert (became == ValueSegment.HIGH_VALUE).sum() == min(n_back, 20)


def test_the_same_customers_and_seed_give_the_same_chances(few):
    became = Outcomes.of(later_revenue(few, 180)).became(later_revenue(few, 180))

    first, again = (NewCustomerClassifier(3).fit(few, became).predict_proba(few) for _ in range(2))

    np.testing.assert_array_equal(first, again)


def test_segments_that_never_came_get_no_chance_and_no_score(few):
    nobody_back = few.assign(**{f"later_revenue_{days}": 0.0 for days in HORIZONS})

    found = evaluate_new_customers(nobody_back)

    assert (found.predictions["told"] == ValueSegment.ORDINARY).all()
    assert of(found, Answer.CLASSIFIER)["accuracy"] == 1
    assert np.isnan(of(found, Answer.CLASSIFIER, ValueSegment.POTENTIAL)["auc"])
    assert not found.is_better
