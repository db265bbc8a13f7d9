import keras
import numpy as np
import pytest

from analytics.demand.layers import Prior, ShockPrior


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


def test_a_prior_pulls_less_the_more_cells_there_are():
    few, many = (Prior(0.5, n, 0, seed=0) for n in (100, 10_000))
    weights = np.ones((3, 2), "float32")

    assert float(few(weights)) == pytest.approx(100 * float(many(weights)), rel=1e-5)


def test_the_fit_is_pulled_to_zero_and_the_members_around_it():
    anchors = Prior(0.5, 100, 1, seed=0).anchors((40, 25, 10))

    assert (anchors[:, 0] == 0).all()
    assert anchors[:, 1:].std() == pytest.approx(0.5, rel=0.05)
