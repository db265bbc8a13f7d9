import numpy as np
import pytest

from analytics.evidence.price_changes.tables import price_change_tables
from tests.past_sales import STOCKED, costs_of, planted_sales, promotions

SEEDS = range(8)


def told(stocked=(), seed=0, price=None, cost=6.0, **world):
    planted = planted_sales(promotions() if price is None else price, stocked, seed, **world)
    return planted, price_change_tables(planted.cells, costs_of(planted.cells, cost))


def test_planted_stockpiling_is_found_within_its_band_and_taken_off():
    held = {"moved": 0, "gained": 0}
    for seed in SEEDS:
        planted, tables = told(STOCKED, seed)
        total = tables["total"].iloc[0]
        assert total["units_after_low"] > 0
        held["moved"] += total["units_after_low"] <= planted.moved <= total["units_after_high"]
        held["gained"] += total["units_net_low"] <= planted.gained <= total["units_net_high"]

    assert held["moved"] >= 6  # of 8 bands of 90 %: fewer come in one of 25 tries
    assert held["gained"] >= 6


def test_no_stockpiling_is_found_where_none_was_planted():
    found = [told(seed=seed)[1]["total"].iloc[0]["units_after_low"] > 0 for seed in SEEDS]

    assert sum(found) <= 2


def test_the_weeks_after_a_promotion_lack_what_was_moved_out_of_them():
    weeks = told(STOCKED)[1]["weeks"].set_index("week")

    for week, share in enumerate(STOCKED, start=1):
        assert weeks.loc[week, "low"] <= -share <= weeks.loc[week, "high"]
    assert weeks.loc[-1, "low"] < 0 < weeks.loc[-1, "high"]


def test_what_is_left_is_the_gain_less_what_is_missing():
    total = told(STOCKED)[1]["total"].iloc[0]

    for what in ("units", "contribution"):
        gain, after, ahead = (total[f"{what}_{part}"] for part in ("gain", "after", "ahead"))
        assert total[f"{what}_net"] == pytest.approx(gain - after)
        assert total[f"{what}_net_announced"] == pytest.approx(gain - after - ahead)


def test_promotions_add_up_to_their_total():
    tables = told(STOCKED)[1]

    total = tables["total"].iloc[0]
    for name in ("units_sold", "units_without", "units_gain", "units_after", "contribution_net"):
        assert tables["promotions"][name].sum() == pytest.approx(total[name])


def test_contribution_is_that_of_the_one_accounting():
    planted, tables = told(cost=6.0)
    total, cells = tables["total"].iloc[0], planted.cells
    in_promotion = cells["kind"] == "promotion"

    earned = (cells["pieces"] * (cells["price"] - 6.0))[in_promotion].sum()
    usual = total["units_without"] * (10.0 - 6.0)

    assert total["contribution_gain"] == pytest.approx(earned - usual)


def test_too_few_promotions_tell_nothing_of_the_weeks_around_them():
    tables = told(price=promotions(n_products=2, every=70))[1]

    assert len(tables["changes"]) == 2
    assert tables["total"].empty and tables["weeks"].empty and tables["promotions"].empty


def test_fewer_promotions_make_wider_bands():
    few, many = (told(STOCKED, price=promotions(every=every))[1]["total"].iloc[0] for every in (39, 13))

    widths = [(of["units_after_high"] - of["units_after_low"]) / of["units_after"] for of in (few, many)]
    assert widths[0] > widths[1]


@pytest.mark.parametrize("n_products", [1, 2])
def test_a_shop_of_one_or_two_products_is_told_as_well(n_products):
    planted, tables = told(STOCKED, price=promotions(n_products=n_products))

    total = tables["total"].iloc[0]
    assert total["units_after_low"] <= planted.moved <= total["units_after_high"]


def test_one_week_of_sales_is_no_reason_to_fail():
    tables = told(price=np.full((3, 1), 10.0))[1]

    assert tables["changes"].empty and tables["total"].empty
    assert len(tables["by_product"]) == 3


def test_prices_that_move_by_the_day_are_told_by_weeks_around_promotions():
    price = np.full((6, 240), 10.0)
    for j in range(6):
        for start in range(20 + 9 * j, 200, 60):
            price[j, start : start + 5] = 8.0
    stocked = (0.3,) * 7

    planted, tables = told(stocked, price=price, days=1)

    weeks, total = tables["weeks"].set_index("week"), tables["total"].iloc[0]
    assert weeks.loc[1, "low"] <= -0.3 <= weeks.loc[1, "high"]
    assert abs(weeks.loc[2, "change_share"]) < 0.1
    assert total["units_after_low"] <= planted.moved <= total["units_after_high"]
