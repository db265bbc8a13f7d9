"""Every recommender in a shop whose customers' tastes are known."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analytics.recommend.described import Block, described
from analytics.recommend.fitted import CANDIDATES, fresh
from analytics.recommend.metrics import top_k
from analytics.recommend.models import ease
from analytics.recommend.models.ease import Ease
from analytics.recommend.models.neighbors import nearest
from analytics.recommend.models.popular import Frequency, Popularity
from analytics.recommend.models.recommender import Method
from analytics.recommend.models.sequential.features import last_products, windows
from analytics.recommend.purchases import purchases_of
from tests.tastes import catalog, tastes

SINGLE = tuple(CANDIDATES)
PERSONAL = [method for method in SINGLE if method is not Method.POPULARITY]
NEW = [method for method in PERSONAL if method not in (Method.FREQUENCY, Method.TIFU_KNN)]


@pytest.fixture(scope="module")
def history():
    return tastes(n_customers=100, n_products=40)


@pytest.fixture(scope="module")
def fitted(history):
    products = catalog(history)
    return {method: fresh(CANDIDATES[method][0], 0).fit(history, products) for method in SINGLE}


def share_of_own_half(history, ranked):
    side = np.array([int(product[1:]) % 2 for product in history.product_ids])
    return float((side[ranked] == (np.arange(history.n_customers) % 2)[:, None]).mean())


@pytest.mark.parametrize("method", PERSONAL)
def test_customers_are_shown_what_their_kind_buys(history, fitted, method):
    scores = fitted[method].scores(np.arange(history.n_customers))

    assert scores.shape == (history.n_customers, history.n_products)
    assert np.isfinite(scores).all()
    assert share_of_own_half(history, top_k(scores, 3)) > 0.7


@pytest.mark.parametrize("method", NEW)
def test_what_is_new_to_a_customer_is_of_their_kind_too(history, fitted, method):
    scores = fitted[method].scores(np.arange(history.n_customers))

    assert share_of_own_half(history, top_k(scores, 2, history.bought > 0)) > 0.55


@pytest.mark.parametrize("method", SINGLE)
def test_some_customers_are_scored_as_all_are(history, fitted, method):
    chosen = np.array([7, 3, 11])

    some, all_ = fitted[method].scores(chosen), fitted[method].scores(np.arange(history.n_customers))

    np.testing.assert_allclose(some, all_[chosen], atol=1e-5)


def test_popularity_is_the_same_for_everyone_and_frequency_breaks_ties_by_it(history):
    popularity = Popularity().fit(history, catalog(history)).scores(np.arange(2))
    frequency = Frequency(None).fit(history, catalog(history)).scores(np.array([0]))[0]
    never = np.flatnonzero(history.bought[[0]].toarray()[0] == 0)

    np.testing.assert_array_equal(popularity[0], popularity[1])
    order = never[np.argsort(-frequency[never], kind="stable")]
    assert (np.diff(history.n_buyers[order]) <= 0).all()
    np.testing.assert_array_equal(np.round(frequency), history.bought[[0]].toarray()[0])


def test_ease_is_its_closed_form_whichever_inverse_is_smaller(history, monkeypatch):
    x = history.interactions.toarray()
    p = np.linalg.inv(x.T @ x + 50 * np.eye(x.shape[1]))
    weights = -p / np.diag(p)
    np.fill_diagonal(weights, 0)
    everyone = np.arange(history.n_customers)

    by_products = Ease(50.0).fit(history, catalog(history))
    few = purchases_of(pd.DataFrame(_rows_of(history)).query("customer_id < 'c012'"))
    by_customers = Ease(50.0).fit(few, catalog(few))
    monkeypatch.setattr(ease, "MOST_EXACT", 0)

    np.testing.assert_allclose(by_products.scores(everyone), x @ weights, atol=1e-4)
    y = few.interactions.toarray()
    q = np.linalg.inv(y.T @ y + 50 * np.eye(y.shape[1]))
    expected = -q / np.diag(q)
    np.fill_diagonal(expected, 0)
    assert by_customers.weights_ is None and by_products.weights_ is not None
    np.testing.assert_allclose(by_customers.scores(np.arange(few.n_customers)), y @ expected, atol=1e-4)


def test_in_a_large_shop_the_products_bought_most_speak_of_all(history, monkeypatch):
    monkeypatch.setattr(ease, "MOST_EXACT", 8)

    model = Ease(50.0).fit(history, catalog(history))

    scores = model.scores(np.arange(history.n_customers))
    assert len(model.head_) == 8
    assert share_of_own_half(history, top_k(scores, 3)) > 0.6


def test_the_nearest_are_the_largest_of_each_row_and_never_the_row_itself():
    from scipy.sparse import csr_array

    x = csr_array(np.random.default_rng(1).random((30, 6)))
    whole = (x @ x.T).toarray()
    np.fill_diagonal(whole, 0)

    found = nearest(x, x.T, 4).toarray()

    assert ((found > 0).sum(1) == 4).all()
    np.testing.assert_allclose(np.sort(found, 1)[:, -4:], np.sort(whole, 1)[:, -4:])


def test_windows_hold_every_purchase_but_a_customers_first_once_after_the_one_before(history):
    before, after = windows(history, 7)
    last = last_products(history, 7)

    n = np.bincount(history.customer)
    assert (after > 0).sum() == (n - 1).sum()
    own = history.product[history.customer == 5] + 1
    assert last[5].tolist() == own[-7:].tolist()
    pairs = {(a, b) for a, b in zip(before.ravel(), after.ravel(), strict=True) if b}
    told = {(a, b) for c in range(len(n)) for a, b in _next(history.product[history.customer == c] + 1)}
    assert pairs == told


def test_products_without_a_word_are_described_by_nothing():
    products = pd.DataFrame({"product_id": ["a", "b", "c"], "title": None, "category": None})

    assert described(products) == {}


def test_chinese_titles_have_words():
    products = pd.DataFrame({"product_id": list("abcd"), "title": ["红苹果", "青苹果", "牛奶", "酸牛奶"]})

    x = described(products)[Block.WORDS]

    likeness = (x @ x.T).toarray()
    assert likeness[0, 1] > likeness[0, 2]
    assert likeness[2, 3] > likeness[1, 3]


def _next(products):
    return pairwise(products)


def _rows_of(history):
    names = {"customer_id": history.customer_ids[history.customer]}
    names |= {"product_id": history.product_ids[history.product]}
    day = history.day.astype("datetime64[D]")
    return names | {"day": day, "n_orders": history.n_orders, "n_views": history.n_views}
