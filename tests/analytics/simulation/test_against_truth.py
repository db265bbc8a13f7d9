import numpy as np
import pandas as pd
import pytest

from analytics.simulation.against_truth import advice_errors, captured, elasticity_errors, reliability

GRID = [0.0, 0.1, 0.2, 0.3]


def curves(**profits):
    """Return true curves, one per "offer_segment"."""
    rows = [
        {"offer_id": name[0], "segment": name[2:], "discount_share": d, "true_profit": profit}
        for name, values in profits.items()
        for d, profit in zip(GRID, values, strict=True)
    ]
    return pd.DataFrame(rows)


def book(**discounts):
    """Return a price book, one row per "offer_segment"."""
    return pd.DataFrame(
        {
            "offer_id": [name[0] for name in discounts],
            "segment": [name[2:] for name in discounts],
            "product_ids": [["p0", "p1"]] * len(discounts),
            "discount_share": list(discounts.values()),
            "incremental_profit_per_visit": 1.0,
            "incremental_profit_low": 0.0,
            "incremental_profit_high": 2.0,
            "verdict": "PASS",
        }
    )


TWO = curves(a_gold=[0, 1, 2, 1], a_tin=[0, 3, 1, -4])


def test_advice_is_judged_by_what_its_discount_truly_earns():
    rows = advice_errors(book(a_gold=0.1, a_tin=0.3), TWO).set_index("segment")

    assert rows["true_profit"].to_dict() == {"gold": 1, "tin": -4}
    assert rows["best_discount_share"].to_dict() == {"gold": 0.2, "tin": 0.1}
    assert rows["best_profit"].to_dict() == {"gold": 2, "tin": 3}


def test_a_withheld_discount_earns_nothing():
    rows = advice_errors(book(a_gold=np.nan), TWO)

    assert rows["true_profit"].tolist() == [0.0]
    assert rows["discount_share"].isna().all()


def test_the_best_advice_captures_everything_and_flat_discounts_less():
    profit = captured(book(a_gold=0.2, a_tin=0.1), TWO)

    assert profit.share == 1.0
    assert profit.flat == 4  # 10 % for both
    assert profit.flat_share == pytest.approx(4 / 5)


def test_segments_count_by_their_visits():
    profit = captured(book(a_gold=0.2, a_tin=0.2), TWO, {"gold": 0.75, "tin": 0.25})

    assert profit.advised == pytest.approx(0.75 * 2 + 0.25 * 1)
    assert profit.possible == pytest.approx(0.75 * 2 + 0.25 * 3)
    assert profit.flat == pytest.approx(0.75 * 2 + 0.25 * 1)


def test_several_offers_add_up():
    both = pd.concat([TWO, curves(b_gold=[0, 0, 0, 5])])

    profit = captured(book(a_gold=0.2, a_tin=0.1, b_gold=0.0), both)

    assert (profit.advised, profit.possible, profit.flat) == (5, 10, 9)


def test_rows_whose_truth_is_not_known_are_left_out():
    assert len(advice_errors(book(a_gold=0.1, z_gold=0.1), TWO)) == 1


def test_where_nothing_could_be_earned_there_is_no_share():
    profit = captured(book(a_gold=0.0), curves(a_gold=[0, -1, -2, -3]))

    assert np.isnan(profit.share) and np.isnan(profit.flat_share)


def test_elasticities_stand_beside_the_truth_whatever_their_order():
    columns = {"elasticity": [-1.1, -2.0], "elasticity_low": [-1.2, -2.1], "elasticity_high": [-0.9, -1.9]}
    estimated = pd.DataFrame({"product_id": ["p1", "p0"], **columns})
    true = pd.DataFrame({"product_id": ["p0", "p1"], "true_elasticity": [-2.5, -1.0]})

    rows = elasticity_errors(estimated, true).set_index("product_id")

    assert rows["error_share"].to_dict() == pytest.approx({"p1": 0.1, "p0": -0.2})
    assert rows["is_in_band"].to_dict() == {"p1": True, "p0": False}


def test_a_withheld_elasticity_has_no_error_and_is_in_no_band():
    blank = pd.DataFrame(
        {"product_id": ["p0"]} | {n: [np.nan] for n in ("elasticity", "elasticity_low", "elasticity_high")}
    )

    rows = elasticity_errors(blank, pd.DataFrame({"product_id": ["p0"], "true_elasticity": [-1.0]}))

    assert rows["error_share"].isna().all() and not rows["is_in_band"].any()


def test_a_promise_is_kept_where_its_lower_end_is_earned():
    four = curves(a_gold=[0, 1, 2, 1], a_tin=[0, 0.4, 1, -4], b_gold=[0, -1, 0, 0], b_tin=[0, 5, 0, 0])
    asked = book(a_gold=0.1, a_tin=0.1, b_gold=0.1, b_tin=0.0).assign(
        verdict=["PASS", "PASS", "WARN", "WARN"], incremental_profit_low=[0.9, 0.5, -2.0, 0.0]
    )

    found = reliability(advice_errors(asked, four)).set_index("verdict")

    assert found["n_rows"].to_dict() == {"PASS": 2, "WARN": 1}  # no discount promises nothing
    assert found["kept_share"].to_dict() == {"PASS": 0.5, "WARN": 1.0}
    assert found["half_share"].to_dict() == {"PASS": 0.5, "WARN": 0.0}
    assert found["lost_share"].to_dict() == {"PASS": 0.0, "WARN": 1.0}
    assert found["true_profit"].to_dict() == {"PASS": pytest.approx(0.7), "WARN": -1.0}
