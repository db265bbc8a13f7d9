"""Which searches judge: those that a purchase followed, of customers and guests, else names of categories."""

from contextlib import closing

import duckdb
import numpy as np
import pandas as pd
import pytest

from analytics.recommend.search.evaluation import reciprocal_ranks
from analytics.recommend.search.questions import JudgedBy, after_purchases, of_categories, questions_of
from analytics.recommend.search.work import SEARCHES
from data.store.shop import FILE
from tests.builders import event, open_shop, shop_with


def test_a_purchase_answers_the_last_search_before_it_within_half_an_hour(tmp_path):
    def search(minute, query, **more):
        return event(
            event_type="search", event_time=f"2024-03-04 10:{minute:02d}", query=query, product_id="", **more
        )

    rows = [
        search(0, "mug", order_id=""),
        search(5, "cup", order_id=""),
        event(event_time="2024-03-04 10:20", product_id="p1"),
        event(event_time="2024-03-04 10:40", product_id="p2"),
        search(50, "tea", order_id="", session_id="s1"),
        event(event_time="2024-03-04 11:45", product_id="p3", session_id="s1", order_id="o2"),
    ]
    shop = shop_with(tmp_path, rows)

    searches = shop.read("searches")

    answered = dict(zip(searches["query"], searches["product_id"].fillna(""), strict=True))
    assert answered == {"mug": "", "cup": "p1", "tea": "p3"}
    assert shop.read("products")["product_id"].tolist() == ["p1", "p2", "p3"]


def test_what_a_guest_buys_in_the_session_of_a_search_answers_it(tmp_path):
    def guest(kind, minute, **more):
        when = f"2024-03-04 10:{minute:02d}"
        return event(event_type=kind, event_time=when, customer_id="", order_id="", **more)

    rows = [
        guest("search", 0, query="mug", product_id="", session_id="s1"),
        guest("search", 0, query="tea", product_id="", session_id="s2"),
        guest("purchase", 5, product_id="p1", session_id="s2"),
        guest("purchase", 6, product_id="p2"),
        event(customer_id="s1", event_time="2024-03-04 10:07", product_id="p3"),
    ]
    searches = shop_with(tmp_path, rows).read("searches")
    products = pd.DataFrame({"product_id": ["p1", "p2", "p3"]})

    asked = after_purchases(searches, products)

    assert searches["customer_id"].isna().all()
    assert (asked.typed, asked.customer_ids, [list(found) for found in asked.answers]) == (
        ["tea"],
        [""],
        [[0]],
    )


def test_categories_judge_where_no_search_is_known():
    products = pd.DataFrame(
        [
            {"product_id": f"{kind}-{n}", "title": f"thing {n}", "category": f"all > kind {kind}", "text": ""}
            for kind in range(70)
            for n in range(3)
        ]
    )
    nothing = pd.DataFrame({name: [] for name in SEARCHES.needed})

    by, choosing, judging = questions_of(nothing, products, seed=0)

    assert by is JudgedBy.CATEGORIES and "category" not in by.fields
    assert len(choosing) + len(judging) == 70
    assert not set(choosing.typed) & set(judging.typed)
    assert all(typed.startswith("kind") for typed in judging.typed)
    assert questions_of(nothing, products[:9], seed=0)[0] is JudgedBy.NOTHING
    assert len(of_categories(products[:0])) == len(after_purchases(nothing, products)) == 0


def test_the_reciprocal_rank_is_that_of_the_first_right_answer():
    ranked = np.array([[4, 2, 9], [1, -1, -1], [7, 8, 9]])

    assert reciprocal_ranks(ranked, [np.array([9, 2]), np.array([5]), np.array([7])]).tolist() == [0.5, 0, 1]


@pytest.mark.parametrize("column", ["visitor", "is_guest", "search_no"])
def test_a_column_that_an_earlier_version_called_so_is_in_nobodys_way(tmp_path, column):
    rows = [
        event(event_type="search", query="tea", product_id="", order_id="", event_time="2024-03-04 10:00"),
        event(event_time="2024-03-04 10:05", product_id="p1"),
    ]
    shop = shop_with(tmp_path, rows)
    shop.close()
    with closing(duckdb.connect(shop.directory / FILE)) as connection:
        connection.execute(f"ALTER TABLE events ADD COLUMN {column} DOUBLE DEFAULT 3")

    searches = open_shop(shop.directory).read("searches")

    assert searches[["customer_id", "query", "product_id"]].to_numpy().tolist() == [["c1", "tea", "p1"]]
