"""Bundles of a shop completed by what lay together in its baskets, and judged on later ones."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.recommend.bundles.baskets import Baskets
from analytics.recommend.bundles.completion import BundleCompletion, Clue
from analytics.recommend.bundles.judged_completion import CompletionMethod, judge_completion
from analytics.recommend.bundles.shop_completion import ShopCompletion
from analytics.recommend.purchases import purchases_of
from tests.tastes import DAY_ONE

N_PAIRS = 8


def paired_rows(n_customers=80, n_days=150, seed=0):
    """Return purchases of products that go together two and two, beside one that goes with all."""
    draws = np.random.default_rng(seed)
    rows = [
        (f"c{customer:03d}", f"p{product:02d}", DAY_ONE + int(day))
        for customer in range(n_customers)
        for day in draws.choice(n_days, 10, replace=False)
        for pair in draws.choice(N_PAIRS, 1)
        for product in (2 * pair, 2 * pair + 1, 2 * N_PAIRS)[: draws.integers(2, 4)]
    ]
    found = pd.DataFrame(rows, columns=["customer_id", "product_id", "day"]).drop_duplicates()
    return found.assign(n_orders=1, n_views=0)


@pytest.fixture(scope="module")
def history():
    return purchases_of(paired_rows())


@pytest.fixture(scope="module")
def products(history):
    return pd.DataFrame({"product_id": history.product_ids, "title": None, "category": None})


@pytest.fixture(scope="module")
def found(history, products):
    return ShopCompletion.fit(history, products, {}, BundleCompletion().weights)


def test_what_lies_together_completes_each_other_and_the_reason_is_named(found):
    for pair in range(N_PAIRS):
        first = found.complete([f"p{2 * pair:02d}"]).iloc[0]
        assert (first["product_id"], first["clue"]) == (f"p{2 * pair + 1:02d}", Clue.TOGETHER)


def test_a_bundle_is_not_completed_by_what_it_has_nor_by_what_is_no_longer_sold(history, products):
    is_old = (history.product == 1) & (history.day > history.end - 90)
    without = history.chosen(~is_old)

    table = ShopCompletion.fit(without, products, {}, BundleCompletion().weights).complete(["p00", "p02"], 99)

    assert not {"p00", "p01", "p02"} & set(table["product_id"])
    assert table["place"].tolist() == list(range(1, len(table) + 1))


def test_offers_tell_what_goes_together_too(history, products):
    offers = {f"o{n}": ["p00", "p09"] for n in range(400)}

    told = ShopCompletion.fit(history, products, offers, BundleCompletion().weights).complete(["p00"])

    assert "p09" in told["product_id"].tolist()[:2]


def test_products_left_out_of_later_baskets_are_found_again_more_often_than_popular_ones(history, products):
    weights, table = judge_completion(history, products, 28)

    rows = table.set_index("method")
    assert list(rows.index) == list(CompletionMethod)
    assert rows.loc["completion", "ndcg"] > rows.loc["popularity", "ndcg"] + 0.2
    assert ((rows["recall_low"] <= rows["recall"]) & (rows["recall"] <= rows["recall_high"])).all()
    assert weights[Clue.TOGETHER] == 1


def test_nothing_of_the_weeks_that_judge_is_learned_from(history, products):
    later = history.day >= history.end - 28
    shuffled = history.product.copy()
    shuffled[later] = np.random.default_rng(1).permutation(shuffled[later])
    other = replace(history, product=shuffled)

    plain, garbled = (judge_completion(past, products, 28) for past in (history, other))

    assert plain[0] == garbled[0]
    assert plain[1]["ndcg"].tolist() != garbled[1]["ndcg"].tolist()


def test_baskets_of_one_product_only_are_not_judged(products):
    rows = paired_rows().drop_duplicates(["customer_id", "day"])
    single = purchases_of(rows)
    known = products[products["product_id"].isin(single.product_ids)].reset_index(drop=True)

    weights, table = judge_completion(single, known, 28)

    assert table.empty and weights == BundleCompletion().weights


def test_a_basket_is_what_a_customer_bought_on_a_day(history):
    baskets = Baskets.of(history)

    assert int(baskets.items.sum()) == int((history.n_orders > 0).sum())
    assert len(set(zip(baskets.customer, baskets.day, strict=True))) == baskets.items.shape[0]
