"""The marts of a shop become a log of its visits, and nothing is lost on the way."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.build_log import build_log
from analytics.demand.cells import learned_cells
from tests.logs import log_of
from tests.simulated import simulate_shop

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
    frames = (pd.DataFrame(rows) for rows in (visits, lines, prices))
    return build_log(*frames, list(products), instruments)


def cells_by_place(log):
    """Return price and whether it counts of every cell, by visit and product."""
    cells = learned_cells(log, 0)
    places = zip(cells.visit.tolist(), cells.product.tolist(), strict=True)
    return dict(zip(places, zip(cells.price.tolist(), cells.counts.tolist(), strict=True), strict=True))


def test_visits_are_sorted_by_customer_and_time():
    log = built([visit(0, "c1", 0), visit(1, "c0", 2), visit(2, "c0", 1)], [line(2, "p1")])

    assert log.customer.tolist() == [0, 0, 1] and log.period.tolist() == [1, 2, 0]
    assert (log.bought.visit.tolist(), log.bought.product.tolist()) == ([0], [1])


def test_the_price_of_what_was_not_bought_comes_from_the_calendar():
    prices = [price_day("p0"), price_day("p1", 0, 7.0), price_day("p1", 1, 9.0)]

    cells = cells_by_place(built([visit(0), visit(1, "c1", day=1)], [line(0), line(1)], prices))

    assert [cells[visit, 1][0] for visit in (0, 1)] == [7.0, 9.0]


def test_where_views_are_logged_only_they_were_considered_at_the_price_that_was_seen():
    views = [line(0, is_seen=True, price=8.5), line(1, "p1", is_seen=True, n_bought=0, price=6.0)]

    cells = cells_by_place(built([visit(0), visit(1, "c1")], views))

    assert cells == {(0, 0): (8.5, True), (1, 1): (6.0, True)}


def test_of_orders_all_on_sale_is_considered_and_the_sole_product_tells_nothing():
    log = built(
        [
            visit(0, n_products_bought=1),
            visit(1, "c1", n_products_bought=2),
            visit(2, "c2", n_products_bought=2),
        ],
        [line(0), line(1), line(1, "p1"), line(2)],
    )

    counts = {place: counts for place, (_, counts) in cells_by_place(log).items()}

    assert len(counts) == 6
    assert [place for place, is_told in counts.items() if not is_told] == [(0, 0)]


def test_returned_lines_and_products_and_visits_out_of_scope_are_no_purchases():
    log = built([visit(0)], [line(0, n_bought=0), line(0, "elsewhere"), line(99, "p1")])

    assert not len(log.bought)


def test_a_product_never_priced_is_not_considered():
    cells = cells_by_place(built([visit(0)], [line(0)], [price_day("p0")]))

    assert (0, 1) not in cells or not cells[0, 1][1]


def test_instruments_are_those_of_the_period():
    prices = [price_day("p0", d, cost=4.0 + d) for d in range(2)]

    log = built([visit(0), visit(1, "c1", day=1)], [line(0)], prices, ("p0",), ("cost",))

    assert log.calendar.instruments[0, :, 0].tolist() == [4.0, 5.0]


def test_choosing_visits_keeps_customers_and_calendar():
    log = built([visit(0), visit(1, "c1", day=1)], [line(0), line(1, "p1")])

    later = log.where(np.array([False, True]))

    assert len(later) == 1 and later.customer_ids.tolist() == ["c0", "c1"]
    assert (later.bought.visit.tolist(), later.bought.product.tolist()) == ([0], [1])


@pytest.mark.parametrize("has_views", [True, False])
def test_no_purchase_of_a_world_is_lost(has_views):
    world = simulate_shop(n_customers=20, n_visits_per_customer=6.0, n_products=4, has_views=has_views)

    assert len(log_of(world).bought) == (world.events["event_type"] == "purchase").sum()
