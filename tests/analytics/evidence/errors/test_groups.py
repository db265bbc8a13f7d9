import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import log_loss

from analytics.evidence.errors.dimensions import Dimension, errors_by_group
from analytics.evidence.errors.groups import FEWEST_CUSTOMERS, group_errors
from tests.held_out import chances_of, held_out


def errors(frame: pd.DataFrame) -> pd.DataFrame:
    return errors_by_group(frame, chances_of(frame))


def of(table: pd.DataFrame, dimension: Dimension) -> pd.DataFrame:
    return table[table["dimension"] == dimension].set_index("group")


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return held_out()


def test_the_groups_of_every_dimension_add_up_to_the_whole(frame):
    table = errors(frame)
    sums = ["n_chances", "bought", "predicted", "missed", "revenue", "revenue_missed"]
    whole = table.loc[0, sums].to_numpy(float)

    assert table.loc[0, "dimension"] == Dimension.ALL
    for dimension in set(table["dimension"]):
        assert of(table, dimension)[sums].sum().to_numpy(float) == pytest.approx(whole)


def test_units_and_money_are_those_of_the_rows(frame):
    own = frame[frame["segment"] == "B"]

    row = of(errors(frame), Dimension.SEGMENT).loc["B"]

    assert row["n_customers"] == own["customer_row"].nunique()
    assert row["missed"] == pytest.approx((own["bought"] - own["score_model"]).sum())
    assert row["revenue_missed"] == pytest.approx(((own["bought"] - own["score_model"]) * own["price"]).sum())


def test_log_loss_is_that_of_scikit_learn_in_the_group_and_in_the_rest(frame):
    is_own = frame["segment"] == "B"

    row = of(errors(frame), Dimension.SEGMENT).loc["B"]

    for name, rows in (("log_loss", frame[is_own]), ("log_loss_rest", frame[~is_own])):
        assert row[name] == pytest.approx(log_loss(rows["bought"], rows["score_model"]), abs=1e-12)


def test_the_surprise_of_a_right_model_is_what_it_expects(frame):
    whole = errors(frame).loc[0]

    assert whole["log_loss"] == pytest.approx(whole["log_loss_expected"], rel=0.03)


def test_a_right_models_calibration_error_is_what_chance_makes_it():
    found = [errors(held_out(seed)).loc[0] for seed in range(40)]

    by_chance = np.mean([row["calibration_error_by_chance"] for row in found])
    assert np.mean([row["calibration_error"] for row in found]) == pytest.approx(by_chance, rel=0.1)


def test_a_group_that_is_wrong_stands_out_and_others_do_not():
    table = errors(held_out(planted=lambda f: f["category"] == "Tea", ratio=1.5))

    assert of(table, Dimension.CATEGORY)["stands_out"].to_dict() == {
        "Coffee": False,
        "Cups": False,
        "Tea": True,
    }
    tea = of(table, Dimension.CATEGORY).loc["Tea"]
    assert tea["calibration_error"] > 2 * tea["calibration_error_by_chance"] > 0
    assert tea["log_loss"] > tea["log_loss_expected"]


@pytest.mark.parametrize("scatter", [0.0, 0.5])
def test_bands_hold_the_truth_nine_times_of_ten(scatter):
    held = []
    for seed in range(120):
        frame = held_out(
            seed, n_customers=300, planted=lambda f: f["segment"] == "A", ratio=1.4, scatter=scatter
        )
        is_right_share = np.where(frame["segment"] == "A", 1.4, 1.0) * frame["score_model"]
        true = (is_right_share - frame["score_model"]).groupby(frame["segment"]).sum()
        money = ((is_right_share - frame["score_model"]) * frame["price"]).groupby(frame["segment"]).sum()
        rows = of(errors(frame), Dimension.SEGMENT)
        held += [*((rows["missed_low"] <= true) & (true <= rows["missed_high"]))]
        held += [*((rows["revenue_missed_low"] <= money) & (money <= rows["revenue_missed_high"]))]

    assert 0.87 <= np.mean(held) <= 0.97


def test_purchases_of_few_customers_are_no_many_witnesses(frame):
    alone, together = chances_of(frame), chances_of(frame.assign(customer_row=frame["customer_row"] // 30))
    everything = np.zeros(len(frame), np.int64)

    few, many = (group_errors(chances, everything, 1).loc[0] for chances in (together, alone))

    assert few["missed"] == many["missed"]
    assert few["n_customers"] < many["n_customers"]


def test_too_few_customers_never_stand_out():
    few = held_out(n_customers=FEWEST_CUSTOMERS - 1, n_each=400, planted=lambda f: f["row"] >= 0, ratio=1.8)

    table = errors(few)

    assert table["p_value"].isna().all() and not table["stands_out"].any()


def test_a_shop_of_one_segment_without_categories_is_judged_by_what_is_left(frame):
    bare = frame.assign(segment="All customers", category=None).drop(columns="visited_on")

    table = errors(bare)

    known = {Dimension.ALL, Dimension.SEGMENT, Dimension.PRODUCT, Dimension.PRICE_LEVEL}
    assert set(table["dimension"]) == known | {Dimension.ACQUAINTANCE}
    only = of(table, Dimension.SEGMENT).iloc[0]
    assert np.isnan(only["p_value"]) and np.isnan(only["log_loss_rest"])


def test_prices_and_visits_fall_into_their_levels():
    frame = held_out(n_customers=10, n_each=2, relative_price=[0.79, 0.8, 0.95, 1.05, 1.2] * 4)
    frame["past_visits"] = [0, 1, 4, 5, 9] * 4

    table = errors(frame)

    levels = of(table, Dimension.PRICE_LEVEL)["n_chances"].to_dict()
    assert levels == {"far_below": 4, "below": 4, "today": 4, "above": 4, "far_above": 4}
    assert of(table, Dimension.ACQUAINTANCE)["n_chances"].to_dict() == {"new": 4, "seen": 8, "known": 8}


def test_weeks_are_called_by_their_monday_and_what_is_unknown_by_nothing():
    days = pd.to_datetime(["2025-01-12", "2025-01-13", None, "2025-01-19"]).repeat(5)
    frame = held_out(n_customers=10, n_each=2, visited_on=days, category=["Tea", None] * 10)

    table = errors(frame)

    assert of(table, Dimension.WEEK)["n_chances"].to_dict() == {"2025-01-06": 5, "2025-01-13": 10, "": 5}
    assert of(table, Dimension.CATEGORY)["n_chances"].to_dict() == {"": 10, "Tea": 10}


def test_the_order_of_rows_does_not_matter(frame):
    shuffled = frame.sample(frac=1, random_state=1)

    pd.testing.assert_frame_equal(errors(frame), errors(shuffled), rtol=1e-9)
