import numpy as np
import pytest

from analytics.demand.considered import considered_cells
from analytics.evidence.baselines.textbook.estimator import Textbook, TextbookConfig
from analytics.evidence.baselines.textbook.features import (
    LENGTH,
    PER_WINDOW,
    STRIDE,
    network_inputs,
    purchase_windows,
)
from tests.logs import log_by_hand

FEW = TextbookConfig(fewest_epochs=2, fewest_steps=8, batch_size=16)


def busy_shop(n_customers: int = 40, n_visits: int = 12, n_products: int = 4, seed: int = 0):
    """Return visits of customers who mostly buy a product of their own, some who never buy at all."""
    rng = np.random.default_rng(seed)
    customer = np.repeat(np.arange(n_customers), n_visits)
    favorite = customer % (n_products + 1) == np.arange(n_products)[:, None]
    bought = rng.random((len(customer), n_products)) < 0.05 + 0.6 * favorite.T
    bought[customer % (n_products + 1) == n_products] = False
    price = rng.choice([0.7, 0.85, 1.0], bought.shape)
    return log_by_hand(bought, price=price, customer=customer, period=np.arange(len(customer)) % n_visits)


def dense(lines):
    """Return the prices of lines by visit and product; 0 where there is none."""
    table = np.zeros((lines.visit.max() + 1, 4), np.float32)
    table[lines.visit, lines.product] = lines.price
    return table


@pytest.fixture(scope="module")
def shop():
    return busy_shop()


@pytest.fixture(scope="module")
def fitted(shop):
    return Textbook(FEW).fit(shop, np.ones(len(shop), bool), np.ones(4, np.float32))


def test_a_visit_is_told_its_customers_last_purchases_and_nothing_else(shop):
    rows = np.arange(len(shop))
    windows = purchase_windows(shop, rows)

    told = {}
    for tokens, at, visit in zip(windows.tokens, windows.at, windows.visit, strict=True):
        for place in np.flatnonzero(visit >= 0):
            told[int(visit[place])] = (tokens[1 : 1 + at[place]] - 1).tolist()

    assert sorted(told) == rows.tolist()
    for row, products in told.items():
        start = np.searchsorted(shop.customer, shop.customer[row])
        earlier = shop.bought.product[(shop.bought.visit >= start) & (shop.bought.visit < row)].tolist()
        assert products == earlier[len(earlier) - len(products) :]
        assert min(len(earlier), STRIDE) <= len(products) <= LENGTH


def test_a_window_holds_as_many_visits_as_it_has_places():
    shop = log_by_hand(np.zeros((50, 2)), customer=np.zeros(50, int))

    windows = purchase_windows(shop, np.arange(50))

    assert len(windows) == -(-50 // PER_WINDOW)
    assert windows.visit[windows.is_visit].tolist() == list(range(50))
    assert network_inputs(windows, np.ones((50, 2), np.float32))["price"].shape == (4, PER_WINDOW, 2)


def test_what_a_visit_and_later_ones_buy_does_not_move_its_chances(shop, fitted):
    later = np.arange(len(shop)) % 12 >= 6
    other = np.zeros((len(shop), 4), bool)
    other[shop.bought.visit, shop.bought.product] = True
    other[later] = ~other[later]
    rows = np.flatnonzero(np.arange(len(shop)) % 12 <= 6)
    price = np.ones((len(rows), 4), np.float32)

    changed = log_by_hand(other, customer=shop.customer, period=shop.period)

    np.testing.assert_allclose(
        fitted.predict(changed, rows, price), fitted.predict(shop, rows, price), atol=1e-6
    )


def test_the_same_seed_learns_the_same(shop, fitted):
    again = Textbook(FEW).fit(shop, np.ones(len(shop), bool), np.ones(4, np.float32))

    cells = considered_cells(shop, np.arange(len(shop)))
    np.testing.assert_allclose(again.scores(cells), fitted.scores(cells), atol=1e-6)


def test_a_price_asked_about_replaces_the_price_faced(shop, fitted):
    rows = np.array([3, 40, 41])
    price = dense(shop.seen)[rows]

    faced = fitted.scores(considered_cells(shop, rows)).reshape(3, 4)
    asked = fitted.predict(shop, rows, price)
    dearer = fitted.predict(shop, rows, price + 0.5)

    np.testing.assert_allclose(asked, faced, atol=1e-6)
    assert np.abs(dearer - faced).max() > 1e-4
    assert faced.shape == (3, 4) and ((faced > 0) & (faced < 1)).all()


def test_it_learns_what_customers_bought_before(exogenous):
    evidence = exogenous.results.evidence["baselines"]

    assert evidence["textbook"]["auc"] > 0.65
    assert evidence["textbook"]["ece"] < 0.05
