import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import betaln

from analytics.segments.lifetime.histories import Histories
from analytics.segments.lifetime.purchases import (
    PurchaseModel,
    chance_alive,
    expected_purchases,
    log_likelihood,
)
from tests.analytics.segments.lifetime.buyers import Buyers, cdnow, histories

PUBLISHED = [0.2426, 4.4136, 0.7930, 2.4261]  # Fader, Hardie & Lee (2005), table 2
POSITIVE = st.floats(0.1, 20)
WEEKS = st.floats(0.5, 500)


def one(n_repeats: float, t_x: float, age: float) -> Histories:
    return Histories(np.array([float(n_repeats)]), np.array([t_x]), np.array([age]))


@pytest.fixture(scope="module")
def of_cdnow() -> Histories:
    return Histories.of(cdnow())


def test_the_parameters_of_cdnow_are_the_published_ones(of_cdnow):
    model = PurchaseModel().fit(of_cdnow)

    assert model.parameters_ == pytest.approx(PUBLISHED, rel=0.01)
    assert model.posterior_.log_likelihood == pytest.approx(-9582.4, abs=0.05)


def test_what_a_customer_of_cdnow_will_buy_is_as_published():
    expected = expected_purchases(np.array(PUBLISHED), one(2, 30.43, 38.86), 39)

    assert expected == pytest.approx([1.226], abs=5e-4)


def test_the_planted_parameters_are_found():
    buyers, n = Buyers(), 20_000
    customers = histories(buyers.purchases(n, 52), n, 52)

    found = PurchaseModel().fit(Histories.of(customers)).posterior_

    planted = np.log([buyers.r, buyers.alpha, buyers.a, buyers.b])
    away = (np.log(found.mode) - planted) / np.sqrt(np.diag(found.covariance))
    assert np.abs(away).max() < 3
    assert np.sqrt(np.diag(found.covariance)).max() < 0.1


@given(parameters=st.tuples(POSITIVE, POSITIVE, POSITIVE, POSITIVE))
def test_the_gradient_is_the_slope_of_the_log_likelihood(parameters):
    known = Histories(np.array([0.0, 1, 4, 60]), np.array([0.0, 3, 20, 51]), np.array([9.0, 30, 21, 52]))
    weights, at = np.array([3.0, 1, 2, 1]), np.array(parameters)

    gradient = log_likelihood(at, known, weights)[1]

    slopes = approx_fprime(at, lambda p: log_likelihood(p, known, weights)[0], 1e-7 * at)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-3, atol=1e-3 * np.abs(gradient).max())


def test_customers_with_the_same_history_count_as_often_as_they_are(of_cdnow):
    different, which = of_cdnow.distinct()
    counted = log_likelihood(np.array(PUBLISHED), different, np.bincount(which).astype(float))
    each = log_likelihood(np.array(PUBLISHED), of_cdnow, np.ones(len(of_cdnow)))

    assert len(different) < len(of_cdnow)
    assert counted[0] == pytest.approx(each[0])
    assert counted[1] == pytest.approx(each[1])


def by_integration(parameters: tuple[float, ...], x: int, age: float, weeks: float) -> float:
    """Return the purchases of a customer who is there, by the trapezoidal rule over the chance to leave."""
    r, alpha, a, b = parameters
    log_odds = np.arange(-60 / min(a, 1), 60 / min(b + x, 1), 0.002)
    log_p, log_not = -np.logaddexp(0, -log_odds), -np.logaddexp(0, log_odds)
    p, longer = np.exp(log_p), weeks / (alpha + age)
    bought = np.where(
        p * longer * (r + x) < 1e-9, (r + x) * longer, -np.expm1(-(r + x) * np.log1p(p * longer)) / p
    )
    return float((np.exp(a * log_p + (b + x) * log_not - betaln(a, b + x)) * bought).sum() * 0.002)


@pytest.mark.parametrize("x", [0, 1, 7, 100, 2000])
@pytest.mark.parametrize("weeks", [0.1, 52, 2000])
@pytest.mark.parametrize("a", [0.15, 1.0, 1.0000001, 6.0, 200.0])
def test_expected_purchases_are_right_where_the_published_formula_overflows(x, weeks, a):
    parameters = (0.3, 5.0, a, 0.5)

    expected = expected_purchases(np.array(parameters), one(x, 90.0 if x else 0.0, 90.0), weeks)

    alive = chance_alive(np.array(parameters), one(x, 90.0 if x else 0.0, 90.0))
    assert expected == pytest.approx(alive * by_integration(parameters, x, 90.0, weeks), rel=1e-5)


@given(x=st.integers(0, 20), r=POSITIVE, a=st.floats(300, 1e5), b=st.floats(300, 1e6), weeks=WEEKS)
def test_parameters_so_large_that_everyone_is_alike_give_numbers(x, r, a, b, weeks):
    parameters = (r, 5.0, a, b)

    expected = expected_purchases(np.array(parameters), one(x, 90.0 if x else 0.0, 90.0), weeks)

    alive = chance_alive(np.array(parameters), one(x, 90.0 if x else 0.0, 90.0))
    assert expected == pytest.approx(alive * by_integration(parameters, x, 90.0, weeks), rel=1e-3)


@given(x=st.integers(0, 300), age=WEEKS, share=st.floats(0.01, 1), weeks=WEEKS, longer=st.floats(1.01, 9))
def test_more_time_to_come_never_brings_fewer_purchases(x, age, share, weeks, longer):
    known = one(x, share * age if x else 0.0, age)

    soon, later = (expected_purchases(np.array(PUBLISHED), known, t)[0] for t in (weeks, longer * weeks))

    assert 0 <= soon <= later * (1 + 1e-9)


@given(x=st.integers(1, 300), age=WEEKS, share=st.floats(0.01, 0.98), silence=st.floats(1, 500))
def test_silence_makes_it_less_likely_that_a_customer_is_there(x, age, share, silence):
    now, later = (chance_alive(np.array(PUBLISHED), one(x, share * age, age + t))[0] for t in (0, silence))

    assert 0 <= later <= now <= 1


def test_whoever_bought_once_cannot_have_left_in_this_model():
    assert chance_alive(np.array(PUBLISHED), one(0, 0.0, 500.0)) == [1.0]


@pytest.mark.parametrize("wrong", [(1, 0.0, 9.0), (0, 3.0, 9.0), (2, 10.0, 9.0), (-1, 0.0, 9.0)])
def test_a_history_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="t_x"):
        one(*wrong)
