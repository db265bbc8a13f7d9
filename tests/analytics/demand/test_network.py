import numpy as np
import pytest

from analytics.demand.network import NetworkConfig, Prior, build_network
from tests.demand import random_inputs

SIZES = {"n_products": 3, "n_segments": 2, "n_attributes": 2, "n_periods": 4, "n_members": 2, "n_visits": 100}


def inputs(n=8, seed=0, **changes):
    """Random visits as a model makes them."""
    return random_inputs(NetworkConfig(**SIZES), n, np.random.default_rng(seed)) | changes


@pytest.fixture(scope="module")
def network():
    """A network with random weights: what holds for it holds for any."""
    built = build_network(NetworkConfig(**SIZES))
    rng = np.random.default_rng(0)
    built.set_weights([rng.normal(size=w.shape) for w in built.get_weights()])
    return built


def outputs(network, x):
    return {name: np.asarray(values) for name, values in network(x).items()}


def test_every_output_has_a_row_per_visit_member_and_product(network):
    assert {values.shape for values in outputs(network, inputs(8)).values()} == {(8, 2, 3)}


def test_price_slopes_are_above_zero_for_any_weights(network):
    extreme = inputs(8, activity=np.full((8, 3), 1e6, "float32"))

    for x in (inputs(64), extreme, extreme | {"activity": -extreme["activity"]}):
        assert (outputs(network, x)["slope"] > 0).all()


def test_utility_falls_with_the_price_by_the_slope(network):
    x = inputs()
    dearer = x | {"price": x["price"] + 0.25}

    before, after = outputs(network, x), outputs(network, dearer)

    assert after["logit"] == pytest.approx(before["logit"] - 0.25 * before["slope"], abs=1e-3)


def test_taste_knows_neither_price_nor_basket(network):
    x, other = inputs(seed=0), inputs(seed=1)
    changed = x | {name: other[name] for name in ("price", "basket", "control", "counts")}

    assert np.array_equal(outputs(network, x)["taste"], outputs(network, changed)["taste"])


def test_cross_effects_are_symmetric_and_leave_the_product_itself_alone(network):
    effects = np.asarray(network.get_layer("cross").effects())

    assert effects == pytest.approx(effects.transpose(0, 2, 1))
    assert (np.diagonal(effects, axis1=1, axis2=2) == 0).all()


def test_the_rest_of_the_basket_adds_its_cross_effects(network):
    x = inputs(1, basket=np.array([[0, 0, 0]], "float32"))
    with_second = x | {"basket": np.array([[0, 1, 0]], "float32")}

    added = outputs(network, with_second)["logit"] - outputs(network, x)["logit"]

    assert added[0] == pytest.approx(np.asarray(network.get_layer("cross").effects())[:, 1], abs=1e-4)


def test_an_unknown_segment_is_no_segment(network):
    no_past = np.zeros_like(inputs(1)["past"])
    x = inputs(1, segment=np.array([-1], "int32"), past=no_past)
    weights = network.get_layer("segment_taste").get_weights()
    with_segment = outputs(network, x | {"segment": np.array([1], "int32")})["taste"]

    assert with_segment - outputs(network, x)["taste"] == pytest.approx(weights[0][None, 1], abs=1e-4)


def test_an_unknown_period_has_no_effect(network):
    x = inputs(1, period=np.array([-1], "int32"))
    table = network.get_layer("period_effect").get_weights()[0]
    in_second = outputs(network, x | {"period": np.array([2], "int32")})["taste"]

    assert in_second - outputs(network, x)["taste"] == pytest.approx(
        np.broadcast_to(table[2][None, :, None], (1, 2, 3)), abs=1e-4
    )


def test_members_do_not_touch_each_other(network):
    x = inputs()
    before = outputs(network, x)["logit"]
    layer = network.get_layer("product")
    kernel = layer.get_weights()[0]
    changed = kernel.copy()
    changed[:, 1] += 1.0

    layer.set_weights([changed])
    after = outputs(network, x)["logit"]
    layer.set_weights([kernel])

    assert np.array_equal(after[:, 0], before[:, 0])
    assert after[:, 1] == pytest.approx(before[:, 1] + 1.0, abs=1e-4)


def test_the_loss_is_the_weighted_cross_entropy_of_the_cells_that_count():
    fresh = build_network(NetworkConfig(**SIZES | {"n_members": 1}))  # all logits are zero at these prices
    x = inputs(2, price=np.zeros((2, 3), "float32"), counts=np.array([[1, 1, 0], [1, 0, 0]], "float32"))
    weights = np.array([[1.0], [4.0]], "float32")

    loss = float(np.asarray(fresh.compute_loss(x, weights, fresh(x))))

    assert loss == pytest.approx(np.log(2) * (1 * 2 + 4 * 1) / 2, rel=1e-5)


def test_a_prior_pulls_less_the_more_visits_there_are():
    few, many = (Prior(0.5, n_visits, 0, seed=0) for n_visits in (100, 10_000))
    weights = np.ones((3, 2), "float32")

    assert float(few(weights)) == pytest.approx(100 * float(many(weights)), rel=1e-5)


def test_a_prior_by_hand():
    weights = np.full((1, 2), 2.0, "float32")  # of the fit alone

    assert float(Prior(0.5, 100, 0, seed=0)(weights)) == pytest.approx((4 + 4) / (2 * 0.25 * 100), rel=1e-5)


def test_the_fit_is_pulled_to_zero_and_the_members_around_it():
    anchors = Prior(0.5, 100, 1, seed=0).anchors((40, 25, 10))

    assert (anchors[:, 0] == 0).all()
    assert anchors[:, 1:].std() == pytest.approx(0.5, rel=0.05)


def test_a_shop_without_attributes_has_a_network_too():
    bare = build_network(NetworkConfig(**SIZES | {"n_attributes": 0}))

    assert bare(inputs(2, attributes=np.zeros((2, 0), "float32")))["logit"].shape == (2, 2, 3)


def test_a_product_stands_on_its_columns():
    columns = ((1.0, 0.0), (1.0, 0.0), (0.0, 1.0))
    built = build_network(NetworkConfig(**SIZES | {"product_columns": columns}))
    x = inputs(4)
    before = outputs(built, x)
    for name in ("tower", "segment_tower", "tower_slope"):
        layer = built.get_layer(name)
        kernel = np.zeros(layer.weights_shape, np.float32)
        kernel[..., :, 0] = 0.4  # what the first column says
        layer.set_weights([kernel])

    after = outputs(built, x)

    known = x["segment"] >= 0
    assert (after["taste"] - before["taste"])[known] == pytest.approx(
        np.broadcast_to([0.8, 0.8, 0.0], (known.sum(), 2, 3)), abs=1e-5
    )
    assert after["slope"] / before["slope"] == pytest.approx(
        np.broadcast_to(np.exp([0.4, 0.4, 0.0]), (4, 2, 3)), rel=1e-4
    )


def test_members_take_a_price_for_more_or_less_the_instruments_doing():
    errors = ((0.0, 0.0), (0.3, -0.1))
    built = build_network(NetworkConfig(**SIZES | {"first_stage_errors": errors}))
    rng = np.random.default_rng(0)
    built.set_weights([np.broadcast_to(rng.normal(size=w.shape[-1:]), w.shape) for w in built.get_weights()])
    for name in ("control_shared", "control_product"):  # alike for both members
        layer = built.get_layer(name)
        layer.set_weights([np.full(layer.weights_shape, 0.7, "float32")])
    x = inputs() | {"instrument": rng.normal(size=(8, SIZES["n_products"], 2)).astype("float32")}
    less = x | {"control": x["control"] - x["instrument"] @ np.array(errors[1], "float32")}

    fit = [outputs(built, each | {"instrument": 0 * x["instrument"]})["logit"] for each in (x, less)]
    logit = outputs(built, x)["logit"]

    assert logit[:, 0] == pytest.approx(fit[0][:, 0], abs=1e-4)
    assert logit[:, 1] == pytest.approx(fit[1][:, 1], abs=1e-4)
