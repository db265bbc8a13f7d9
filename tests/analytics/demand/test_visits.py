import numpy as np
import pandas as pd
import pytest
from analytics.demand.visits import build_visits

from analytics.simulation import simulate_shop
from tests.worlds import visits_of

NOON = pd.Timestamp("2025-01-06 12:00")


VISIT = {"visit_id": 0, "customer_id": "c0", "store_id": None, "n_products_bought": 1}
LINE = {"visit_id": 0, "product_id": "p0", "is_seen": False, "n_bought": 1.0, "price": 10.0}


def visit(visit_id=0, customer_id="c0", day=0, **more):
    when = NOON + pd.Timedelta(days=day)
    return VISIT | {"visit_id": visit_id, "customer_id": customer_id, "visited_at": when} | more


def line(visit_id=0, product_id="p0", **more):
    return LINE | {"visit_id": visit_id, "product_id": product_id} | more


def price_day(product_id="p0", day=0, price=10.0, **more):
    when = (NOON + pd.Timedelta(days=day)).normalize()
    constant = {"store_id": None, "n_rows": 1, "log_price_variance": 0.0}
    return constant | {"product_id": product_id, "day": when, "price": price} | more


def built(visits, lines, prices=None, products=("p0", "p1"), instruments=()):
    prices = prices or [price_day(p, d) for p in products for d in range(3)]
    return build_visits(
        pd.DataFrame(visits), pd.DataFrame(lines), pd.DataFrame(prices), list(products), instruments
    )


def test_visits_are_sorted_by_customer_and_time():
    visits = built([visit(0, "c1", 0), visit(1, "c0", 2), visit(2, "c0", 1)], [line(2, "p1")])

    assert visits.customer.tolist() == [0, 0, 1]
    assert visits.period.tolist() == [1, 2, 0]
    assert visits.bought[:, 1].tolist() == [True, False, False]


def test_the_price_of_what_was_not_bought_comes_from_the_calendar():
    prices = [price_day("p0"), price_day("p1", 0, 7.0), price_day("p1", 1, 9.0)]

    visits = built([visit(0), visit(1, "c1", day=1)], [line(0, "p0"), line(1, "p0")], prices)

    assert visits.price[:, 1].tolist() == [7.0, 9.0]


def test_a_viewed_product_has_the_price_that_the_visitor_saw():
    visits = built(
        [visit(0)],
        [
            line(0, "p0", is_seen=True, n_bought=1, price=8.5),
            line(0, "p1", is_seen=True, n_bought=0, price=6.0),
        ],
    )

    assert visits.price.tolist() == [[8.5, 6.0]]


def test_where_views_are_logged_only_what_was_seen_or_bought_is_considered():
    visits = built(
        [visit(0), visit(1, "c1")], [line(0, "p0", is_seen=True), line(1, "p1", is_seen=True, n_bought=0)]
    )

    assert visits.considered.tolist() == [[True, False], [False, True]]


def test_where_only_orders_are_known_everything_on_sale_is_considered():
    visits = built([visit(0)], [line(0, "p0")])

    assert visits.considered.tolist() == [[True, True]]


def test_the_sole_product_of_an_order_tells_nothing():
    visits = built(
        [visit(0, n_products_bought=1), visit(1, "c1", n_products_bought=2)],
        [line(0, "p0"), line(1, "p0"), line(1, "p1")],
    )

    assert visits.counts.tolist() == [[False, True], [True, True]]


def test_a_basket_with_a_product_out_of_scope_could_have_lacked_the_one_in_scope():
    visits = built([visit(0, n_products_bought=2)], [line(0, "p0")])

    assert visits.counts.tolist() == [[True, True]]


def test_in_sessions_every_choice_could_have_gone_either_way():
    visits = built([visit(0)], [line(0, "p0", is_seen=True), line(0, "p1", is_seen=True, n_bought=0)])

    assert visits.is_informative.all()


def test_a_returned_line_is_no_purchase():
    assert not built([visit(0)], [line(0, "p0", n_bought=0)]).bought.any()


def test_products_and_visits_out_of_scope_are_left_out():
    visits = built([visit(0)], [line(0, "p0"), line(0, "elsewhere"), line(99, "p1")])

    assert visits.bought.tolist() == [[True, False]]


def test_a_product_never_priced_is_not_considered():
    visits = built([visit(0)], [line(0, "p0")], [price_day("p0")])

    assert visits.considered.tolist() == [[True, False]]
    assert np.isfinite(visits.price).all()


def test_the_instruments_of_a_visit_are_those_of_its_period():
    prices = [price_day("p0", d, cost=4.0 + d) for d in range(2)]

    visits = built(
        [visit(0), visit(1, "c1", day=1)], [line(0)], prices, products=("p0",), instruments=("cost",)
    )

    assert visits.instrument[:, 0, 0].tolist() == [4.0, 5.0]


def test_choosing_visits_keeps_customers_and_calendar():
    visits = built([visit(0), visit(1, "c1", day=1)], [line(0), line(1, "p1")])

    later = visits.where(np.array([False, True]))

    assert len(later) == 1
    assert later.bought.tolist() == [[False, True]]
    assert later.customer_ids.tolist() == ["c0", "c1"]


@pytest.mark.parametrize("has_views", [True, False])
def test_no_purchase_of_a_world_is_lost(has_views):
    world = simulate_shop(n_customers=20, n_visits_per_customer=6.0, n_products=4, has_views=has_views)

    visits = visits_of(world)

    assert visits.bought.sum() == (world.events["event_type"] == "purchase").sum()
