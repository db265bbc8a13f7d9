import numpy as np
import pytest

from tests.demand import audience_by_hand, costs_by_hand, logit_curves

AT_20 = 20  # position of 20 % on the grid


def audience_of_members(taste, *shifts):
    """Return one visit of whom the fit and its replicates think differently."""
    members = np.array([[[taste + shift] * 2 for shift in (0.0, *shifts)]], np.float32)
    return audience_by_hand(
        members[:, 0],
        sample=np.array([0]),
        member_taste=members,
        member_slope=np.full_like(members, 2.0),
        cross=np.zeros((members.shape[1], 2, 2), np.float32),
    )


@pytest.fixture
def curves():
    return logit_curves(audience_of_members(0.0, -0.1, 0.0, 0.1), (0, 1), costs_by_hand(2))


def test_the_band_of_the_take_rate_is_the_spread_of_the_members_around_the_fit(curves):
    low, high = (side[0, AT_20] for side in curves.take_band())

    spread = curves.take_replicates[1:, 0, AT_20].std(ddof=1)
    assert spread > 0
    assert (low + high) / 2 == pytest.approx(curves.metrics["take_rate"][0, AT_20])
    assert high - low == pytest.approx(2 * 1.6449 * spread, rel=1e-3)


def test_what_customers_answer_is_as_likely_half_as_twice_what_the_fit_says(curves):
    low, high = (side[0, AT_20] for side in curves.band())

    profit, given = curves.metrics["incremental_profit"][0, AT_20], curves.given_away[0, AT_20]
    spread = curves.replicates[1:, 0, AT_20].std(ddof=1)
    assert spread > 0
    assert (low + given) * (high + given) == pytest.approx((profit + given) ** 2)
    assert np.log((high + given) / (profit + given)) == pytest.approx(
        1.6449 * spread / (profit + given), rel=1e-3
    )


def test_the_fit_is_the_first_of_the_members(curves):
    for name, members in (
        ("incremental_profit", curves.replicates),
        ("take_rate", curves.take_replicates),
    ):
        assert members[0, 0] == pytest.approx(curves.metrics[name][0], rel=1e-4, abs=2e-5)


def test_without_members_the_band_is_the_point():
    curves = logit_curves(audience_by_hand([0.0, 0.0]), (0, 1), costs_by_hand(2))

    for low, high in (curves.band(), curves.take_band()):
        assert (low == high).all()


def test_a_take_rate_and_its_band_are_shares():
    audience = audience_of_members(3.0, -9.0, 0.0, 9.0)

    low, high = logit_curves(audience, (0, 1), costs_by_hand(2)).take_band()

    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (high - low > 0.3).all()
