import json

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.errors.dimensions import errors_by_group
from analytics.evidence.errors.features import Feature, columns_of
from analytics.evidence.errors.slices import DEPTH, slices_of
from tests.held_out import FIRST_DAY, chances_of, held_out, satisfies


def slices(frame: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    return slices_of(frame, chances_of(frame), seed)


def is_planted(frame: pd.DataFrame) -> pd.Series:
    """Say which chances are predicted wrongly: a segment's above today's price."""
    return (frame["segment"] == "B") & (frame["relative_price"] > 1.02)


def conditions(row: pd.Series) -> dict[str, dict]:
    return {one["feature"]: one for one in json.loads(row["conditions"])}


def test_a_planted_slice_is_found_by_its_conditions():
    found = slices(held_out(n_customers=2000, planted=is_planted, ratio=1.8))

    worst = conditions(found.iloc[0])
    assert found["stands_out"].tolist()[0]
    assert worst["segment"] == {"feature": "segment", "is": "B"}
    assert worst["relative_price"]["from"] in (1.02, 1.05, 1.1)


def test_what_the_found_slices_are_worth_is_the_truth_within_their_bands():
    held = []
    for seed in range(40):
        frame = held_out(seed, n_customers=1200, planted=is_planted, ratio=2.0)
        row = slices(frame, seed).iloc[0]
        is_in = satisfies(frame, row["conditions"])
        half = row["n_chances"] / is_in.sum()  # judged on these customers alone
        wrong = (frame["true_share"] - frame["score_model"])[is_in]
        money = (wrong * frame["price"][is_in]).sum()
        held.append(row["missed_low"] <= half * wrong.sum() <= row["missed_high"])
        held.append(row["revenue_missed_low"] <= half * money <= row["revenue_missed_high"])

    assert np.mean(held) >= 0.82


def test_every_chance_is_in_exactly_one_slice():
    frame = held_out(n_customers=1200, planted=is_planted, ratio=2.0)

    is_in = [satisfies(frame, told) for told in slices(frame)["conditions"]]

    assert (np.sum(is_in, axis=0) == 1).all()


@pytest.mark.parametrize("scatter", [0.0, 0.3])
def test_on_a_right_model_nothing_stands_out_in_nine_of_ten_draws(scatter):
    n_false = 0
    for seed in range(60):
        frame = held_out(seed, n_customers=400, scatter=scatter)
        groups = errors_by_group(frame, chances_of(frame))
        n_false += bool(groups["stands_out"].any() or slices(frame, seed)["stands_out"].any())

    assert n_false <= 6


def test_slices_are_judged_on_customers_that_the_tree_has_not_seen():
    frame = held_out(n_customers=800)
    found = slices(frame)

    assert found["n_chances"].sum() == pytest.approx(len(frame) / 2, rel=0.01)
    assert found["chance_share"].sum() == pytest.approx(1)


def test_a_tree_that_finds_only_luck_is_not_believed():
    frame = held_out(n_customers=300, n_each=40)

    found = slices(frame)

    assert len(found) > 1 and not found["stands_out"].any()


def test_a_slice_has_as_many_conditions_as_the_tree_is_deep():
    found = slices(held_out(n_customers=1500, planted=is_planted, ratio=1.7))

    assert all(1 <= len(json.loads(told)) <= DEPTH for told in found["conditions"])


def test_the_slices_that_mispredict_most_money_come_first():
    found = slices(held_out(n_customers=1500, planted=is_planted, ratio=1.7))

    assert found["revenue_missed"].abs().is_monotonic_decreasing


def test_few_purchases_have_no_slices():
    found = slices(held_out(n_customers=30, n_each=5))

    assert found.empty
    assert {"conditions", "missed", "stands_out"} <= set(found)


def test_a_model_of_one_prediction_on_chances_alike_has_no_slices():
    n = 4000
    alike = {name: np.ones(n) for name in ("price", "relative_price", "past_visits", "past_share")}
    frame = held_out(
        n_customers=200, segment="A", category=None, rest_of_basket=1.0, score_model=np.full(n, 0.1), **alike
    ).drop(columns="visited_on")

    assert slices(frame).empty


def test_paths_through_a_tree_demand_each_feature_once():
    frame = held_out(n_customers=50)
    columns = columns_of(frame, chances_of(frame))
    place = {meaning: i for i, meaning in enumerate(columns.meaning)}
    by_feature = {feature: i for i, (feature, _) in enumerate(columns.meaning)}
    tea, cups = (place[Feature.CATEGORY, name] for name in ("Tea", "Cups"))
    price = by_feature[Feature.RELATIVE_PRICE]

    excluded = columns.conditions([(tea, 0.5, False), (cups, 0.5, False)])
    between = columns.conditions([(price, 6.5, True), (price, 11.5, False), (price, 5.5, True)])
    week = columns.conditions([(by_feature[Feature.WEEK], 0.5, True)])

    assert excluded == [{"feature": "category", "is_not": ["Tea", "Cups"]}]
    assert between == [{"feature": "relative_price", "from": 0.98, "below": 1.2}]
    assert week == [{"feature": "week", "from": str((FIRST_DAY + pd.Timedelta(days=7)).date())}]


def test_the_same_seed_finds_the_same_slices():
    frame = held_out(planted=is_planted, ratio=1.7)

    pd.testing.assert_frame_equal(slices(frame, 3), slices(frame, 3))
