"""What visits looked at."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.demand.looks import Looks
from analytics.demand.rows import SparseRows
from analytics.pricing.offers import offer_curves
from tests.demand import catalog_by_hand, costs_by_hand


def looks_by_hand(looked):
    """Return the looks of visits × products of bool."""
    product, visit = np.nonzero(np.asarray(looked, bool).T)
    start = np.searchsorted(product, np.arange(np.shape(looked)[1] + 1))
    return Looks(len(looked), start, visit.astype(np.int32))


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=30, max_size=60))
def test_shares_are_as_counted_and_never_rise_with_one_more_product(looked):
    looks, table = looks_by_hand(looked), np.array(looked)

    for products in ([0], [0, 1], [0, 1, 2]):
        assert looks.share(products) == pytest.approx(table[:, products].all(1).mean(), abs=0.2 / len(table))
        assert 0 <= looks.share(products) <= 1
    assert looks.share([0, 1]) == looks.share([1, 0])


def test_two_products_that_no_visit_looked_at_together_are_not_taken_for_impossible():
    table = np.zeros((1000, 2), bool)
    table[::10, 0] = table[1::10, 1] = True

    assert 0 < looks_by_hand(table).share([0, 1]) < 0.01


def test_visits_to_some_parts_look_at_what_lies_beside_them():
    table = np.zeros((400, 3), bool)
    table[:100] = [True, True, False]
    table[100:200, 2] = True

    beside = looks_by_hand(table).beside([0], [1, 2])

    assert beside == pytest.approx([1, 0], abs=0.01)


def test_without_views_everything_is_looked_at():
    looks = Looks(0, np.zeros(4, np.int64), np.empty(0, np.int32))

    assert looks.share([0, 1]) == 1
    assert looks.beside([0], [1, 2]).tolist() == [1, 1]
    assert looks.draws([0, 1], 5).tolist() == [1] * 5


def test_members_differ_by_as_much_as_so_few_visits_leave_open():
    rng = np.random.default_rng(0)
    few, many = rng.random((200, 2)) < 0.3, rng.random((20_000, 2)) < 0.3

    spread = [looks_by_hand(table).draws([0, 1], 400) for table in (few, many)]

    assert spread[0][0] == spread[1][0] == 1
    for draws, table in zip(spread, (few, many), strict=True):
        assert draws[1:].mean() == pytest.approx(1)
        assert draws[1:].std() == pytest.approx(table.all(1).sum() ** -0.5, rel=0.2)


def test_who_looks_at_the_parts_more_often_counts_more_and_all_together_as_often_as_was_counted():
    table = np.zeros((100, 2), bool)
    table[:20] = True
    row, product = np.repeat([0, 1, 2], [2, 1, 0]), np.array([0, 1, 0])
    looked = np.zeros((3, 3))
    looked[:, 0] = [8, 8, 4]
    audience = catalog_by_hand(
        np.zeros((3, 2)),
        looks=looks_by_hand(table),
        history=SparseRows.of(row, product, looked, 3),
        n_visits=np.full((3, 2), 16, np.float32),
    )

    around = audience.around([0, 1], n_parts=2)

    assert around.looked[0] > around.looked[1] > around.looked[2] > 0
    assert np.average(around.looked, weights=audience.weight) == pytest.approx(0.2, rel=0.01)
    assert audience.around([0, 1]).looked_at().tolist() == [1, 1, 1]


def test_an_offer_earns_its_share_of_visits_that_look_at_all_its_parts():
    costs = costs_by_hand(2)
    everyone = catalog_by_hand(np.zeros((40, 2)), slope=6.0)
    table = np.zeros((400, 2), bool)
    table[:100] = True
    few = catalog_by_hand(np.zeros((40, 2)), slope=6.0, looks=looks_by_hand(table))

    all_, some = (offer_curves(audience, [0, 1], costs) for audience in (everyone, few))

    for name in ("take_rate", "incremental_profit"):
        assert some.metrics[name] == pytest.approx(0.25 * all_.metrics[name], rel=0.01)
