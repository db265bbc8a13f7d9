"""Shops that train together: what they share, and that they meet."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.product_columns import column_names, product_columns
from analytics.federated.averaging import Averaging, PlainSum, train_together
from analytics.federated.config import Shared
from analytics.federated.layout import Layout
from analytics.federated.names import SEPARATOR
from analytics.federated.secure.secure_sum import SecureSum
from tests.analytics.federated.conftest import CONFIG, client
from tests.logs import few_steps


def key(*parts: str) -> str:
    return SEPARATOR.join(parts)


@pytest.fixture
def pair(worlds, monkeypatch):
    few_steps(monkeypatch)
    return [client(world, seed=i) for i, world in enumerate(worlds)]


def test_what_both_shops_know_is_shared_and_the_rest_stays(pair):
    layout = Layout.of([one.names for one in pair], 2)

    assert {key("product_slope", f"p{j}") for j in range(3)} <= set(layout.names)
    assert key("slope", "all") in layout.names and key("cross", "p0", "p1") in layout.names
    assert not any("p3" in name for name in layout.names)
    assert not {"usual", "period_effect", "demand_shocks"} & {
        name.split(SEPARATOR)[0] for name in layout.names
    }


def test_tastes_stay_where_only_what_prices_do_is_shared(worlds, monkeypatch):
    few_steps(monkeypatch)
    names = client(worlds[0], config=replace(CONFIG, shared=Shared.PRICES)).names

    assert key("product_slope", "p0") in names and key("product_taste", "p0") not in names


def test_masked_and_plain_sums_train_alike_and_shops_end_with_the_same_shared_weights(worlds, monkeypatch):
    few_steps(monkeypatch)
    found = []
    for summing in (PlainSum(), SecureSum(2)):
        clients = [client(world, seed=i) for i, world in enumerate(worlds)]
        server = train_together(clients, CONFIG, summing)
        models = [one.finish(server.shared) for one in clients]
        found.append(server.shared)
        slopes = [model.weights_.segment_slope for model in models]
        np.testing.assert_allclose(slopes[0], slopes[1], atol=1e-6)
        assert len(server.rounds) == 2 and server.rounds[0].n_shops == 2

    np.testing.assert_allclose(found[0], found[1], atol=1e-3)


def test_a_round_without_enough_shops_moves_nothing(pair):
    server = train_together(pair, CONFIG, PlainSum(), lost=lambda shop, part: shop == 1)

    assert server.rounds == []
    assert np.isfinite(pair[0].finish(server.shared).weights_.log_slope).all()


def test_an_update_is_shrunk_to_what_is_allowed(worlds, monkeypatch):
    few_steps(monkeypatch)
    tight = replace(CONFIG, clip=0.001, rounds=1)
    clients = [client(world, config=tight, seed=i) for i, world in enumerate(worlds)]

    server = train_together(clients, tight, PlainSum())

    assert server.rounds[0].n_clipped == 2
    assert 0 < server.rounds[0].moved <= 0.01


def test_the_price_slope_means_the_same_at_any_level_of_prices(worlds, monkeypatch):
    """What is exchanged and taken back is unchanged, also where prices are a hundredfold."""
    few_steps(monkeypatch)
    one, dear = client(worlds[0]), client(worlds[0], prices=100.0)
    layout = Layout.of([one.names, dear.names], 2)
    for shop in (one, dear):
        server = Averaging(layout)
        server.start(shop.join(layout))
        before = [np.asarray(w) for w in shop.training.network.get_weights()]

        shop.take(server.shared)

        for old, new in zip(before, shop.training.network.get_weights(), strict=True):
            np.testing.assert_allclose(new, old, atol=1e-5)


def test_a_name_that_a_shop_has_twice_is_exchanged_once():
    layout = Layout.of([("a", "a", "b", ""), ("a", "c", "", "")], 2)

    assert layout.names == ("a",)
    assert layout.places(("a", "a", "b", "")).tolist() == [0, -1, -1, -1]


def test_the_names_of_product_columns_are_as_many_as_the_columns(worlds):
    products = worlds[0].products.assign(title="Blue shirt", brand=["A", "b", "A", None])

    names = column_names(products)

    assert len(names) == product_columns(products, products["list_price"].to_numpy(float)).shape[1]
    assert {"price_level", "brand=a", "brand=b", "words 0"} <= set(names)
