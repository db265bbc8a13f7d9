"""Tastes and demand shocks planted in purchases are told by pairs of them."""

import numpy as np
import pytest

from analytics.checks.recovery.spread import relative_variances, spread_of_customers, spread_of_periods
from analytics.simulation.baskets import chance_of

N_CUSTOMERS, N_VISITS, N_PRODUCTS = 600, 20, 4
CUSTOMER = np.repeat(np.arange(N_CUSTOMERS, dtype=np.int32), N_VISITS)
PERIOD = np.tile(np.arange(N_VISITS, dtype=np.int32), N_CUSTOMERS)
COUNTS = np.ones((len(CUSTOMER), N_PRODUCTS), bool)
LEVEL = -2.5


def purchases(seed=0, of_customer=0.0, of_period=0.0, known=None):
    """Purchases of customers and periods that differ by so much; `known` is the model's word on tastes."""
    rng = np.random.default_rng(seed)
    taste = rng.normal(0, 1, (N_CUSTOMERS, N_PRODUCTS)) * of_customer
    swing = rng.normal(0, 1, (N_VISITS, N_PRODUCTS)) * of_period
    logit = LEVEL + taste[CUSTOMER] + swing[PERIOD] + (0 if known is None else known)
    return rng.random(logit.shape) < chance_of(logit)


def level():
    return np.full(COUNTS.shape, chance_of(np.array(LEVEL)), np.float32)


def test_customers_who_are_all_alike_have_no_spread():
    found = spread_of_customers(purchases(), level(), level(), COUNTS, CUSTOMER)

    assert found.mean() < 0.2


@pytest.mark.parametrize("planted", [0.5, 0.9, 1.4])
def test_tastes_that_the_model_does_not_know_are_told_by_repeated_purchases(planted):
    bought = purchases(of_customer=planted)

    found = spread_of_customers(bought, level(), level(), COUNTS, CUSTOMER)

    assert found.mean() == pytest.approx(planted, abs=0.1)


def test_what_the_model_knows_of_customers_is_no_spread():
    known = (np.random.default_rng(9).normal(0, 0.8, (N_CUSTOMERS, N_PRODUCTS)))[CUSTOMER]
    bought, told = purchases(known=known), chance_of(LEVEL + known)

    found = spread_of_customers(bought, level(), told, COUNTS, CUSTOMER)

    assert found.mean() < 0.25
    assert spread_of_customers(bought, level(), level(), COUNTS, CUSTOMER).mean() > 0.6


def test_weeks_that_sell_more_for_no_reason_are_told_by_different_customers():
    swinging, calm = purchases(of_period=0.4), purchases()

    found = spread_of_periods(swinging, level(), COUNTS, CUSTOMER, PERIOD)

    assert found.mean() == pytest.approx(0.4, abs=0.12)
    assert spread_of_periods(calm, level(), COUNTS, CUSTOMER, PERIOD).mean() < 0.1


def test_customers_who_differ_are_not_taken_for_weeks_that_do():
    bought = purchases(of_customer=0.9)

    assert spread_of_periods(bought, level(), COUNTS, CUSTOMER, PERIOD).mean() < 0.15


def test_products_that_nobody_bought_have_a_finite_spread():
    nothing = np.zeros_like(COUNTS)

    assert np.isfinite(spread_of_customers(nothing, level(), level(), COUNTS, CUSTOMER)).all()
    assert np.isfinite(spread_of_periods(nothing, level(), COUNTS, CUSTOMER, PERIOD)).all()


def test_rates_vary_the_more_the_more_logits_do_and_as_log_rates_where_they_are_small():
    rare, common = relative_variances(np.array([1e-4, 0.3]))

    assert (np.diff(rare) > 0).all()
    assert (np.diff(common) > 0).all()
    assert rare[10] == pytest.approx(np.exp(1) - 1, rel=0.01)  # a spread of 1: that of a lognormal
    assert common[-1] < 1 / 0.3 - 1
