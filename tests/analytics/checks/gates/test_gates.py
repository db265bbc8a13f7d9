from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from analytics.checks.gates.judge import judge, unlearned_products
from analytics.checks.gates.product import product_gates
from analytics.checks.gates.shop import shop_gates
from analytics.cli.reasons import gate_words
from analytics.demand.cells import learned_cells
from analytics.demand.elasticity import Elasticities
from analytics.demand.endogeneity import SlopeTest
from analytics.findings import Reason, gates_frame, worst
from analytics.pricing.price_book.market import joint_exposure_gate
from tests.demand import model_by_hand, reacting_cells
from tests.logs import cells_by_hand, log_of
from tests.simulated import simulate_shop

PRICE = np.ones(1, np.float32)


def gate(gates, name, product_id=None):
    return next(g for g in gates if g.name == name and g.product_id == product_id)


def remedy(found):
    return gate_words(vars(found))["remedy"]


def sold(n_bought, n_visits=400, price=1.0):
    bought = np.arange(n_visits)[:, None] < n_bought
    return cells_by_hand(bought, price=price)


def answering(sign, n_visits=600, depth=0.3):
    """Visits in which demand moves with (+1), against (−1) or without (0) the price, which changes daily."""
    rng = np.random.default_rng(0)
    day = np.arange(n_visits) % 40
    price = np.where(rng.permutation(40) < 20, 1.0, 1 - depth)[day]
    bought = rng.random(n_visits) < 0.4 + sign * 1.0 * (price - price.mean())
    # a second product with steady demand, so that the days' common shocks are not the price's
    steady = np.stack([rng.random(n_visits) < 0.5 for _ in range(4)], 1)
    prices = np.column_stack([price, np.ones((n_visits, 4))])
    return cells_by_hand(np.column_stack([bought, steady]), price=prices, period=day)


def elastic(point, low, high):
    one = np.array([float(point)]), np.array([float(low)]), np.array([float(high)])
    return Elasticities(*(v[None] for v in one), *one)


def moving(n_bought=200, step=0.1):
    """Visits of one product whose price alternates."""
    return sold(n_bought, price=np.where(np.arange(400) % 2, 1.0, np.exp(step))[:, None])


def test_the_worst_verdict_wins():
    assert worst(["PASS", "FAIL", "WARN"]) == "FAIL"
    assert worst(["PASS", "WARN"]) == "WARN"
    assert worst([]) == "PASS"


@pytest.mark.parametrize(("n_bought", "verdict"), [(29, "FAIL"), (30, "WARN"), (99, "WARN"), (100, "PASS")])
def test_a_slope_needs_purchases(n_bought, verdict):
    found = gate(product_gates(sold(n_bought), PRICE), "enough_purchases", "p0")

    assert (found.verdict, found.value) == (verdict, n_bought)


def test_a_price_that_never_moved_fails_and_names_the_experiment():
    found = gate(product_gates(sold(200), PRICE), "price_variation", "p0")

    assert (found.verdict, found.reason) == ("FAIL", Reason.PRICE_NEVER_MOVED)
    assert "price test" in remedy(found)


@pytest.mark.parametrize(("step", "verdict"), [(0.018, "FAIL"), (0.03, "WARN"), (0.08, "PASS")])
def test_prices_must_have_moved_enough(step, verdict):
    found = gate(product_gates(moving(step=step), PRICE), "price_variation", "p0")

    assert found.value == pytest.approx(step / 2, rel=1e-3)
    assert found.verdict == verdict


def test_variation_counts_only_where_the_product_was_considered():
    price = np.where(np.arange(400) < 200, 1.0, 2.0)[:, None]
    considered = (np.arange(400) < 200)[:, None]
    visits = cells_by_hand(considered, price=price, seen=considered)

    assert gate(product_gates(visits, PRICE), "price_variation", "p0").verdict == "FAIL"


@pytest.mark.parametrize(("sign", "verdict"), [(1, "FAIL"), (0, "WARN"), (-1, "PASS")])
def test_sales_must_fall_when_the_price_rises(sign, verdict):
    found = gate(product_gates(answering(sign), np.ones(5, np.float32)), "own_price_sign", "p0")

    assert found.verdict == verdict


def test_a_product_whose_price_never_moved_has_no_elasticity_to_judge():
    gates = judge(sold(200), model_by_hand(), elastic(-2, -3, -1))

    assert "elasticity_band" not in {g.name for g in gates}
    assert unlearned_products(gates) == {"p0"}


@pytest.mark.parametrize(("share", "verdict"), [(0.3, "PASS"), (0.5, "WARN"), (0.95, "FAIL")])
def test_unit_prices_that_differ_within_a_day_are_no_price_changes(share, verdict):
    cells = moving()
    cells = replace(cells, log=replace(cells.log, within_day=np.array([share])))

    assert gate(product_gates(cells, PRICE), "one_price_a_day", "p0").verdict == verdict


def test_every_product_has_its_gates_and_then_the_shop():
    gates = judge(moving(), model_by_hand(), elastic(-2, -3, -1))

    names = ["price_variation", "one_price_a_day", "enough_purchases", "own_price_sign", "elasticity_band"]
    assert [(g.name, g.product_id) for g in gates] == [(name, "p0") for name in names] + [
        ("confounding", None)
    ]


def test_prices_that_answer_demand_raise_the_alarm():
    found = gate(shop_gates(reacting_cells(), model_by_hand(5)), "confounding")

    assert found.verdict == "FAIL"  # a clear case: no discount from such prices
    assert "lot" in remedy(found)


@pytest.mark.parametrize(("t", "verdict"), [(2.0, "PASS"), (2.8, "WARN"), (3.5, "FAIL"), (-5.0, "PASS")])
def test_the_clearer_prices_followed_demand_the_graver_the_verdict(monkeypatch, t, verdict):
    monkeypatch.setattr("analytics.checks.gates.shop.placebo_test", lambda *_: SlopeTest(t, 1.0))

    found = gate(shop_gates(reacting_cells(), model_by_hand(5)), "confounding")

    assert found.verdict == verdict
    assert bool(remedy(found)) == (verdict != "PASS")


def test_a_strong_instrument_calms_the_alarm_and_says_what_it_corrected():
    found = gate(
        shop_gates(reacting_cells(), model_by_hand(5, f_statistic=50.0, followed=2.0)), "confounding"
    )

    assert found.verdict == "PASS"
    assert found.reason == Reason.FOLLOWED_AND_CORRECTED


def test_a_strong_instrument_that_had_nothing_to_correct_says_so():
    found = gate(shop_gates(reacting_cells(), model_by_hand(5, f_statistic=50.0)), "confounding")

    assert found.verdict == "PASS"
    assert found.reason == Reason.FOLLOWED_NOTHING


def test_a_weak_instrument_does_not_calm_the_alarm():
    found = gate(shop_gates(reacting_cells(), model_by_hand(5, f_statistic=4.0)), "confounding")

    assert found.verdict == "FAIL"


def test_prices_drawn_by_lot_raise_no_alarm():
    logs = [log_of(simulate_shop(n_customers=80, n_products=5, seed=seed)) for seed in range(8)]
    alarms = [gate(shop_gates(learned_cells(log, 0), model_by_hand(5)), "confounding") for log in logs]

    assert sum(found.verdict != "PASS" for found in alarms) <= 1


def test_a_weak_instrument_warns():
    gates = shop_gates(sold(200), model_by_hand(f_statistic=4.0))

    assert gate(gates, "instrument_strength").verdict == "WARN"


def test_without_an_instrument_its_strength_is_no_gate():
    assert [g.name for g in shop_gates(sold(200), model_by_hand())] == ["confounding"]


@pytest.mark.parametrize(("n_both", "verdict"), [(19, "WARN"), (20, "PASS")])
def test_parts_must_have_been_bought_together(n_both, verdict):
    counts = sparse.csr_array([[500, 90, n_both], [90, 500, 90], [n_both, 90, 500]])

    found = joint_exposure_gate(counts, [0, 1, 2])

    assert (found.verdict, found.value) == (verdict, n_both)


def test_gates_make_a_frame_even_where_there_are_none():
    assert gates_frame([]).columns.tolist() == ["name", "product_id", "verdict", "value", "reason", "figures"]
    assert len(gates_frame(judge(moving(), model_by_hand(), elastic(-2, -3, -1)))) == 6


def test_every_doubt_says_what_would_help():
    gates = judge(moving(10), model_by_hand(f_statistic=1.0), elastic(-9, -10, -8))

    assert all(remedy(g) for g in gates if g.verdict != "PASS")
