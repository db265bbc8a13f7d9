import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.demand.elasticity import own_price_elasticities
from tests.demand import audience_by_hand


def members_of(taste, slopes, cross=None):
    """An audience whose members agree on tastes and differ in slopes; the first is the fit."""
    taste = np.atleast_2d(np.asarray(taste, np.float32))
    slopes = np.asarray(slopes, np.float32)
    n_visits, n_products = taste.shape
    return audience_by_hand(
        taste,
        slopes[0],
        sample=np.arange(n_visits),
        member_taste=np.repeat(taste[:, None], len(slopes), 1),
        member_slope=np.broadcast_to(slopes[None, :, None], (n_visits, len(slopes), n_products)).copy(),
        cross=np.zeros((len(slopes), n_products, n_products), np.float32),
    )


def test_the_elasticity_of_an_even_choice_is_half_the_slope():
    found = own_price_elasticities(audience_by_hand([0.0, 0.0], slope=2.0))

    assert found.point == pytest.approx(np.array([[-1.0, -1.0]]))


def test_the_elasticity_of_a_rare_choice_is_the_slope():
    found = own_price_elasticities(audience_by_hand([-9.0, 0.0], slope=2.0))

    assert found.point[0, 0] == pytest.approx(-2.0, rel=1e-3)


def test_those_who_buy_more_weigh_more():
    taste = np.log([[3.0], [1 / 3]])  # they buy in 3 of 4 and 1 of 4 visits
    found = own_price_elasticities(audience_by_hand(taste, slope=2.0))

    assert found.shop[0] == pytest.approx(-2 * (0.75 * 0.25 + 0.25 * 0.75) / (0.75 + 0.25), rel=1e-5)


def test_visits_count_by_their_weight():
    taste = np.log([[3.0], [1 / 3]])
    found = own_price_elasticities(audience_by_hand(taste, slope=2.0, weight=np.array([1, 3], np.float32)))

    assert found.shop[0] == pytest.approx(-2 * (0.75 * 0.25 + 3 * 0.25 * 0.75) / (0.75 + 3 * 0.25), rel=1e-5)


def test_the_rest_of_the_basket_shifts_the_chance():
    cross = np.array([[[0, np.log(3)], [np.log(3), 0]]], np.float32)
    found = own_price_elasticities(
        audience_by_hand([0.0, 0.0], cross=cross, basket=np.array([[False, True]]))
    )

    assert found.point[0] == pytest.approx([-2 * 0.25, -2 * 0.5], rel=1e-5)


def test_segments_have_their_own_elasticities():
    found = own_price_elasticities(audience_by_hand([[0.0], [0.0]], slope=[[2.0], [4.0]], segment=[0, 1]))

    assert found.point[:, 0] == pytest.approx([-1.0, -2.0])
    assert found.shop[0] == pytest.approx(-1.5)


def test_members_that_agree_leave_no_band():
    found = own_price_elasticities(members_of([0.0, 0.0], [2.0, 2.0, 2.0, 2.0]))

    assert found.low == pytest.approx(found.point) and found.high == pytest.approx(found.point)


def test_the_band_is_the_spread_of_log_elasticities():
    found = own_price_elasticities(members_of([[0.0]], [2.0, 1.8, 2.0, 2.2]))

    half = 1.6449 * np.log([0.9, 1.0, 1.1]).std(ddof=1)
    assert found.shop_low[0] == pytest.approx(-np.exp(half), rel=1e-3)
    assert found.shop_high[0] == pytest.approx(-np.exp(-half), rel=1e-3)


def test_without_members_the_band_is_the_point():
    found = own_price_elasticities(audience_by_hand([0.0]))

    assert found.low == pytest.approx(found.point)


@given(
    arrays(np.float32, (3, 2), elements=st.floats(-20, 20, width=32)),
    arrays(np.float32, 4, elements=st.floats(0.015625, 50, width=32)),
)
def test_elasticities_are_negative_and_lie_within_their_bands(taste, slopes):
    found = own_price_elasticities(members_of(taste, slopes))

    for low, point, high in (
        (found.low, found.point, found.high),
        (found.shop_low, found.shop, found.shop_high),
    ):
        assert (point < 0).all() and np.isfinite(point).all()
        assert (low <= point).all() and (point <= high).all()
        assert (high < 0).all()
