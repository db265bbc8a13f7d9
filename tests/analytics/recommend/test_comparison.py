"""Recommenders compared on purchases that none of them has seen."""

import numpy as np
import pandas as pd
import pytest

from analytics.recommend.by_margin import by_margin
from analytics.recommend.cold import cold_starts
from analytics.recommend.combined import Hybrid
from analytics.recommend.comparison import compare
from analytics.recommend.cut import horizon_of, sold_enough
from analytics.recommend.fitted import fit_all
from analytics.recommend.judged import judge_of, summary
from analytics.recommend.lists import listed
from analytics.recommend.models.content import Content
from analytics.recommend.models.popular import Popularity
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import purchases_of
from analytics.recommend.shown import LISTED, shown
from data.schema import NotEnoughDataError
from tests.tastes import catalog, taste_rows, tastes

QUICK = (Method.POPULARITY, Method.FREQUENCY, Method.EASE, Method.BLEND, Method.HYBRID)


@pytest.fixture(scope="module")
def history():
    return tastes(n_customers=150)


@pytest.fixture(scope="module")
def found(history):
    return compare(history, catalog(history), QUICK)


def test_tastes_are_found_and_the_best_on_the_validation_is_the_default(found):
    table = found.table.set_index("method")

    assert list(table.index) == list(QUICK)
    assert table["is_default"].sum() == 1
    assert table.loc[found.default, "validation_ndcg"] == table["validation_ndcg"].max()
    assert table.loc[found.default, "ndcg"] > table.loc["popularity", "ndcg"] + 0.05
    assert ((table["recall_low"] <= table["recall"]) & (table["recall"] <= table["recall_high"])).all()


def test_chances_never_rise_down_a_list(found):
    for chance in found.chances.values():
        assert chance.shape == (LISTED,)
        assert (np.diff(chance) <= 1e-12).all()
        assert chance.min() >= 0 and chance.max() <= 1


def test_the_future_is_not_known_to_who_is_judged(history):
    """Purchases after the test began change the figures of the test, and nothing that was chosen before."""
    rows = taste_rows(n_customers=150)
    test_from = history.end - horizon_of(history)
    is_late = rows["day"].to_numpy("datetime64[D]").astype(int) >= test_from
    shuffled = rows.copy()
    shuffled.loc[is_late, "product_id"] = (
        rows.loc[is_late, "product_id"].sample(frac=1, random_state=1).to_numpy()
    )
    other = purchases_of(shuffled.drop_duplicates(["customer_id", "product_id", "day"]))

    first, second = (
        compare(past, catalog(past), (Method.FREQUENCY, Method.EASE)) for past in (history, other)
    )

    assert first.table["validation_ndcg"].tolist() == second.table["validation_ndcg"].tolist()
    assert first.table["ndcg"].tolist() != second.table["ndcg"].tolist()


def test_the_same_seed_gives_the_same_figures(history, found):
    again = compare(history, catalog(history), QUICK)

    pd.testing.assert_frame_equal(again.table, found.table)


def test_everyone_has_a_list_of_different_products_that_are_still_sold(found):
    lists = listed(found, (found.default, Method.HYBRID))

    past = found.fitted.purchases
    assert set(lists["customer_id"]) == set(past.customer_ids)
    keys = ["customer_id", "method", "product_id"]
    assert not lists.duplicated(keys).any()
    assert not lists.duplicated(["customer_id", "method", "place"]).any()
    assert lists["chance"].between(0, 1).all()
    had = {
        (past.customer_ids[c], past.product_ids[p]) for c, p in zip(past.customer, past.product, strict=True)
    }
    pairs = zip(lists["customer_id"], lists["product_id"], strict=True)
    assert lists["is_new"].tolist() == [pair not in had for pair in pairs]


def test_what_is_sold_out_is_left_out_where_asked_and_the_lists_stay_whole(history, found):
    few = compare(history, catalog(history), (Method.POPULARITY, Method.FREQUENCY))
    plain, sold_out = listed(few, (Method.FREQUENCY,)), ["p00", "p01", "p02"]

    lists = listed(few, (Method.FREQUENCY,), sold_out)

    of_all, in_stock = shown(lists, False), shown(lists, True)
    pd.testing.assert_frame_equal(of_all.drop(columns="is_in_stock"), plain.drop(columns="is_in_stock"))
    assert not set(in_stock["product_id"]) & set(sold_out)
    best = plain[~plain["product_id"].isin(sold_out)].groupby("customer_id")["product_id"].agg(list)
    assert in_stock.groupby("customer_id")["product_id"].agg(list).to_dict() == best.to_dict()


def test_a_shop_in_which_nobody_buys_a_product_twice_has_lists_too():
    rows = taste_rows(n_customers=150, n_products=40).drop_duplicates(["customer_id", "product_id"])
    once = purchases_of(rows)

    found = compare(once, catalog(once), (Method.POPULARITY, Method.EASE, Method.HYBRID))

    assert set(listed(found, (Method.HYBRID,))["customer_id"]) == set(once.customer_ids)
    assert found.table.set_index("method").loc["hybrid", "new_recall"] > 0.1


def test_where_little_came_before_the_validation_half_of_its_customers_teach_the_others(history):
    days = horizon_of(history)
    late = history.since(history.end - 3 * days)

    found = compare(late, catalog(late), (Method.FREQUENCY, Method.EASE, Method.BLEND), days)

    assert found.table["validation_ndcg"].between(0, 1).all()
    assert len(np.unique(found.cut.first.customer)) == 0


def test_where_no_model_names_what_was_bought_popularity_orders_all(history):
    past = history.before(history.end - 28)
    fitted = fit_all(past, catalog(history), {Method.POPULARITY: Popularity()}, 0)
    nothing = history.since(history.end)

    scores = Hybrid().fit(fitted, nothing, fitted).scores(np.arange(3))

    popular = fitted.models[Method.POPULARITY].scores(np.arange(3))
    np.testing.assert_array_equal(np.argsort(-scores, 1), np.argsort(-popular, 1))


def test_hardly_any_customers_are_refused_in_a_sentence():
    few = tastes(n_customers=10)

    with pytest.raises(NotEnoughDataError, match="Fewer than 20 customers"):
        compare(few, catalog(few), (Method.POPULARITY,))


def test_what_was_bought_again_and_what_is_new_are_told_apart(history):
    past, later = history.before(history.end - 28), history.since(history.end - 28)
    judge = judge_of(past, later)

    perfect = judge.of(lambda customers: later.bought[customers].toarray())
    told = summary(perfect, 0)

    for name in ("recall", "ndcg", "map", "new_recall", "new_ndcg"):
        assert told[name] == pytest.approx(1.0)
    assert told["n_customers"] == len(judge.customers)


def test_a_product_needs_buyers_to_be_learned_from(history):
    lonely = history.chosen((history.product != 3) | (history.customer == history.customer[0]))

    enough = sold_enough(lonely)

    assert (lonely.n_buyers[enough] >= 2).all()
    assert (lonely.n_buyers[~enough] < 2).all()
    assert not enough[3] and enough.any()


def test_new_products_are_found_by_their_description(history):
    is_known = np.arange(history.n_products) < 10
    past, later = history.before(history.end - 40), history.since(history.end - 40)

    content = Content().fit(past, catalog(history))
    rows = cold_starts(past, later, content, is_known).set_index(["who", "method"])

    assert rows.loc[("products", "content"), "recall"] > 0
    assert ("customers", "popularity") not in rows.index  # everyone has a past


def test_the_margin_moves_every_list_alone(found):
    lists = listed(found, (Method.FREQUENCY, Method.EASE))
    money = {f"p{n:02d}": float(n) for n in range(20)}

    moved = by_margin(lists, money, 0.7)

    alone = [by_margin(one, money, 0.7) for _, one in lists.groupby(["customer_id", "method"])]
    pd.testing.assert_frame_equal(moved, pd.concat(alone, ignore_index=True))
