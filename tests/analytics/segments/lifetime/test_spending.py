import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from analytics.segments.lifetime.spending import SpendingModel, log_likelihood
from tests.analytics.segments.lifetime.buyers import Buyers, cdnow, histories

POSITIVE = st.floats(0.1, 20)


def repeaters(customers):
    bought = customers[customers["mean_repeat_value"] > 0]
    return (bought[name].to_numpy(float) for name in ("n_repeats", "mean_repeat_value"))


def test_the_parameters_of_cdnow_are_the_published_ones():
    model = SpendingModel().fit(*repeaters(cdnow()))

    # Fader & Hardie (2013): p 6.25, q 3.74, gamma 15.44; errors of the three hang together
    assert model.parameters_ == pytest.approx([6.25, 3.74, 15.44], rel=0.02)
    p, q, gamma = model.parameters_
    assert p * gamma / (q - 1) == pytest.approx(6.25 * 15.44 / 2.74, rel=0.005)


def test_the_planted_parameters_are_found():
    buyers, n = Buyers(), 20_000

    found = SpendingModel().fit(*repeaters(histories(buyers.purchases(n, 52), n, 52)))

    planted = np.log([buyers.p, buyers.q - 1, buyers.gamma / found.unit_])
    away = (np.log(found.posterior_.mode) - planted) / np.sqrt(np.diag(found.posterior_.covariance))
    assert np.abs(away).max() < 3


@given(parameters=st.tuples(POSITIVE, POSITIVE, POSITIVE))
def test_the_gradient_is_the_slope_of_the_log_likelihood(parameters):
    n_repeats, values, at = np.array([1.0, 1, 3, 40]), np.array([0.2, 1.5, 0.9, 3.0]), np.array(parameters)

    gradient = log_likelihood(at, n_repeats, values)[1]

    slopes = approx_fprime(at, lambda p: log_likelihood(p, n_repeats, values)[0], 1e-7 * at)
    np.testing.assert_allclose(gradient, slopes, rtol=1e-3, atol=1e-3 * np.abs(gradient).max())


def test_in_another_currency_the_same_customers_spend_as_many_times_more():
    n_repeats, values = repeaters(cdnow())
    dollars, yen = SpendingModel().fit(n_repeats, values), SpendingModel().fit(n_repeats, 150 * values)

    mine, theirs = (
        model.expected_value(model.posterior_.mode, n_repeats, unit * values)
        for model, unit in ((dollars, 1), (yen, 150))
    )

    assert theirs == pytest.approx(150 * mine, rel=1e-4)


def test_the_more_purchases_the_nearer_to_the_customers_own_mean():
    model = SpendingModel().fit(*repeaters(cdnow()))

    values = model.expected_value(model.posterior_.mode, np.array([0.0, 1, 10, 1000]), np.full(4, 100.0))

    assert values[0] == pytest.approx(35.2, abs=0.2)  # the shop's mean
    assert list(values) == sorted(values)
    assert values[-1] == pytest.approx(100, rel=0.01)
