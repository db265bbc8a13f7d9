import numpy as np
import pytest

from analytics.evidence.price_changes.codes import Sample
from analytics.evidence.price_changes.past_sales import past_sales
from analytics.evidence.price_changes.predicted import (
    by_period,
    changes_predicted,
    shop_by_period,
    whole_shop,
)
from tests.past_sales import planted_sales, promotions

SEEDS = range(12)


def predicted(seed, **world):
    return changes_predicted(past_sales(planted_sales(promotions(), seed=seed, **world).cells))


def held_share(**world):
    return np.mean(np.concatenate([predicted(seed, **world)["is_in_band"] for seed in SEEDS]))


@pytest.mark.parametrize(
    "shock", [0.0, 0.05, 0.15], ids=["chance alone", "weeks differ", "weeks differ much"]
)
def test_bands_of_a_model_that_knows_the_truth_hold_as_often_as_promised(shock):
    assert held_share(shock=shock) == pytest.approx(0.9, abs=0.05)


def test_bands_of_a_model_that_takes_customers_for_half_as_sensitive_do_not_hold():
    assert held_share(model_slope=1.5) < 0.5


def test_the_forecast_without_the_change_is_what_the_price_before_would_have_sold():
    changes = predicted(0)

    paid, before = (np.log(changes[name] / (3000 - changes[name])) for name in ("expected", "before"))
    assert (paid - before).to_numpy() == pytest.approx(np.full(len(changes), 3.0 * 0.2))
    assert (changes["predicted_change"] > 0).all()


def test_a_change_is_held_out_only_where_all_its_weeks_are():
    changes = predicted(0, held_out=16)

    is_late = changes["starts_on"] >= changes["starts_on"].min() + np.timedelta64(7 * (78 - 16 - 4), "D")
    assert (changes["sample"] == Sample.HELD_OUT).equals(is_late)


def test_the_whole_shop_is_the_sum_of_its_changes():
    sales = past_sales(planted_sales(promotions()).cells)
    changes = changes_predicted(sales)

    shop = whole_shop(sales, changes)

    for row in shop.to_dict("records"):
        own = changes[changes["sample"] == row["sample"]]
        assert row["n_changes"] == len(own)
        for name in ("units", "expected", "before"):
            assert row[name] == pytest.approx(own[name].sum())
        assert row["expected_low"] < row["expected"] < row["expected_high"]


def test_the_shop_over_time_is_the_sum_of_its_products():
    sales = past_sales(planted_sales(promotions()).cells)

    shop, products = shop_by_period(sales), by_period(sales)

    sums = products.groupby("starts_on")[["units", "expected", "before"]].sum()
    assert shop.set_index("starts_on")[list(sums)].to_numpy() == pytest.approx(sums.to_numpy())


def test_bands_of_the_shop_over_time_hold_as_often_as_promised():
    held = [
        shop_by_period(past_sales(planted_sales(promotions(), seed=s).cells))["is_in_band"] for s in SEEDS
    ]

    assert np.mean(held) == pytest.approx(0.9, abs=0.05)


def test_a_shop_whose_prices_never_moved_has_no_change_and_is_still_predicted():
    sales = past_sales(planted_sales(np.full((2, 30), 10.0)).cells)
    changes = changes_predicted(sales)

    assert changes.empty
    assert whole_shop(sales, changes).empty
    assert by_period(sales)["expected"].gt(0).all()


def test_pieces_are_counted_and_make_bands_as_much_wider_as_they_vary():
    one = planted_sales(promotions()).cells
    dozens = one.assign(pieces=12 * one["pieces"], pieces_squared=144 * one["pieces_squared"])
    mixed = one.assign(pieces=12 * one["pieces"], pieces_squared=600 * one["pieces_squared"])

    first, second, third = (changes_predicted(past_sales(cells)) for cells in (one, dozens, mixed))

    highs = [changes["expected_high"].to_numpy() for changes in (first, second, third)]
    assert highs[1] == pytest.approx(12 * highs[0])
    assert (highs[2] > highs[1]).all()
