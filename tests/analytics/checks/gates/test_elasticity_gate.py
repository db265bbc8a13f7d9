import pytest

from analytics.checks.gates.product import elasticity_gate
from analytics.findings import Reason


@pytest.mark.parametrize(
    ("point", "low", "high", "verdict"),
    [
        (-2.0, -2.5, -1.6, "PASS"),
        (-1.0, -2.7, -0.4, "PASS"),  # wide, and still of a known size
        (-5.5, -7.0, -4.0, "WARN"),  # near the edge
        (-5.4, -5.7, -5.0, "WARN"),
        (-10.6, -11.3, -9.9, "WARN"),
        (-40.0, -50.0, -32.0, "WARN"),
        (-0.1, -0.15, -0.05, "WARN"),
        (-0.1, -0.5, -0.07, "WARN"),
        (-1.0, -4.0, -0.25, "FAIL"),  # the data show no size
        (-9.0, -40.0, -2.0, "FAIL"),
        (-0.1, -0.9, -0.01, "FAIL"),
    ],
)
def test_an_elasticity_fails_only_where_the_data_do_not_show_it(point, low, high, verdict):
    assert elasticity_gate("p0", point, low, high).verdict == verdict


@pytest.mark.parametrize(
    ("point", "low", "high", "reason"),
    [
        (-2.0, -2.5, -1.6, Reason.ELASTICITY_USUAL),
        (-5.5, -7.0, -4.0, Reason.ELASTICITY_NEAR_EDGE),
        (-10.6, -11.3, -9.9, Reason.ELASTICITY_STEEP),
        (-0.1, -0.15, -0.05, Reason.ELASTICITY_FLAT),
        (-9.0, -40.0, -2.0, Reason.ELASTICITY_UNKNOWN),
    ],
)
def test_an_elasticity_says_what_is_unusual_about_it_with_its_band(point, low, high, reason):
    found = elasticity_gate("p0", point, low, high)

    assert (found.reason, found.value, found.figures) == (reason, point, {"low": low, "high": high})
