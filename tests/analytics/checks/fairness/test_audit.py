"""The audit finds a planted skew, tells it from behavior, and shows no small group."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.checks.fairness.audit import audit, holm
from analytics.checks.fairness.codes import Basis, Measure
from analytics.checks.fairness.stand_ins import stand_ins

MET = pd.DataFrame({
    "segment": ["loyal", "new"], "price_paid": [10.0, 8.0], "discount_share": [0.0, 0.2],
    "access_share": [0.0, 1.0], "gain_per_visit": [0.0, 0.4],
})  # fmt: skip


def people(n=400, seed=0, by="chance"):
    rng = np.random.default_rng(seed)
    orders = rng.integers(1, 11, n)
    is_loyal = orders > 5 if by != "area" else rng.random(n) < 0.5
    area = {"chance": rng.random(n) < 0.5, "area": is_loyal ^ (rng.random(n) < 0.1), "orders": orders > 5}[by]
    return pd.DataFrame({
        "segment": np.where(is_loyal, "loyal", "new"), "n_orders": orders,
        "area": np.where(area, "river", "hill"),
    })  # fmt: skip


def paid(table, basis):
    own = table[(table["measure"] == Measure.PRICE_PAID) & (table["basis"] == basis)]
    return own.set_index("group")


def test_a_group_in_dear_segments_is_found_to_pay_more_also_at_equal_behavior():
    table = audit(people(by="area"), MET, ("area",))

    for basis in Basis:
        river = paid(table, basis).loc["river"]
        assert river["difference_low"] > 0 and river["p_value"] < 0.001


def test_a_difference_that_behavior_explains_is_gone_at_equal_behavior():
    customers = people(by="orders", n=2000)
    customers["area"] = np.where(np.random.default_rng(1).random(2000) < 0.2, "hill", customers["area"])

    table = audit(customers, MET, ("area",))

    raw, equal = (
        paid(table, basis).loc["river", "difference"] for basis in (Basis.RAW, Basis.EQUAL_BEHAVIOR)
    )
    assert raw > 0.5 and abs(equal) < 0.1


def test_groups_by_chance_pay_alike():
    shares = [(audit(people(seed=seed), MET, ("area",))["p_value"] < 0.05).any() for seed in range(10)]

    assert np.mean(shares) <= 0.2


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_differences_weighted_by_customers_add_up_to_nothing(seed):
    table = paid(audit(people(seed=seed, n=120), MET, ("area",)), Basis.RAW)

    assert (table["difference"] * table["n_customers"]).sum() == pytest.approx(0, abs=1e-6)
    assert (table["low"] <= table["mean"]).all() and (table["mean"] <= table["high"]).all()


def test_groups_of_fewer_than_ten_are_not_shown():
    customers = people(n=100)
    customers.loc[:6, "area"] = "alley"

    table = audit(customers, MET, ("area",))

    assert set(table["group"]) == {"river", "hill"}


def test_holm_corrects_by_rank():
    np.testing.assert_allclose(holm(np.array([0.04, 0.01, 0.03])), [0.06, 0.03, 0.06])


def test_a_stand_in_is_found_and_named_and_noise_is_not():
    customers = people(by="area", n=600).assign(noise=np.random.default_rng(2).random(600))

    told = stand_ins(customers, "area", ("segment", "noise"))
    silent = stand_ins(customers, "area", ("noise",))

    assert told.is_told and told.columns["column"].iloc[0] == "segment"
    assert told.balanced_accuracy == pytest.approx(0.9, abs=0.06)
    assert not silent.is_told
