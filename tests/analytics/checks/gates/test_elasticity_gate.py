import pytest

from analytics.checks.gates.product import elasticity_gate


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


def test_a_steep_elasticity_says_why_that_happens_and_what_the_advice_assumes():
    found = elasticity_gate("p0", -10.6, -11.3, -9.9)

    assert "−10.60 (90 % band −11.30 to −9.90)" in found.detail.replace("-", "−")
    assert "stock up or wait for a promotion" in found.detail
    assert "as new sales" in found.detail
    assert found.remedy


def test_a_flat_elasticity_says_what_else_it_may_be():
    found = elasticity_gate("p0", -0.1, -0.15, -0.05)

    assert "rose whenever they wanted more" in found.detail
    assert "mostly given away" in found.detail
