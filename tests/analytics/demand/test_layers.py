import keras
import numpy as np
import pytest

from analytics.demand.layers import PriceLevel, Prior, ShockPrior


def test_the_log_slope_starts_halfway_between_counting_money_and_counting_shares():
    level = PriceLevel((-1.0, 0.0, 1.0), (1, 2))

    found = np.asarray(level(np.ones((4, 1), np.float32)))

    assert found.shape == (4, 2, 3)
    np.testing.assert_allclose(found[0, 0], [-0.5, 0.0, 0.5])


def test_a_price_level_comes_back_from_its_config():
    level = PriceLevel((-1.0, 1.0), (1, 2), name="level")

    again = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(level))

    assert again.levels == (-1.0, 1.0)


def test_draws_of_shocks_have_the_spread_and_the_memory_asked_for():
    draws = ShockPrior(0.4, 100, 1, 0, memory=0.6).anchors((400, 9, 20))[:, 1:]

    assert draws.std() == pytest.approx(0.4, rel=0.05)
    correlation = np.corrcoef(draws[1:].ravel(), draws[:-1].ravel())[0, 1]
    assert correlation == pytest.approx(0.6, abs=0.03)


def test_the_fit_is_drawn_towards_no_shocks():
    assert (ShockPrior(0.4, 100, 1, 0, memory=0.6).anchors((30, 3, 5))[:, 0] == 0).all()


def test_a_shock_that_lasts_is_likelier_than_one_that_turns():
    prior = ShockPrior(1.0, 1, 1, 0, memory=0.8)
    lasting, turning = (np.array(path, np.float32)[:, None, None] for path in ([1, 1, 1, 1], [1, -1, 1, -1]))

    assert float(prior(lasting)) < float(prior(turning))


def test_without_memory_periods_are_independent():
    values = np.random.default_rng(0).normal(size=(6, 1, 2)).astype(np.float32)

    assert float(ShockPrior(2.0, 10, 1, 0, memory=0.0)(values)) == pytest.approx(
        float((values**2).sum()) / (2 * 4 * 10), rel=1e-5
    )


@pytest.mark.parametrize("prior", [Prior(0.5, 100, 1, 3), ShockPrior(0.4, 100, 1, 3, memory=0.6)])
def test_a_prior_comes_back_from_its_config(prior):
    again = keras.regularizers.get(keras.regularizers.serialize(prior))

    assert type(again) is type(prior)
    assert (again.anchors((4, 3, 2)) == prior.anchors((4, 3, 2))).all()
