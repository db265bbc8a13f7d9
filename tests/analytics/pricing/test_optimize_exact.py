import numpy as np
import pytest

from analytics.pricing.offers import GRID
from analytics.pricing.offers import compute as room
from analytics.pricing.offers.curves import at_discounts
from analytics.pricing.price_book.figures import chance_better
from tests.demand import audience_by_hand, costs_by_hand, logit_curves

OFF_THE_GRID = np.array([0.0321, 0.105, 0.2999, 0.5955])


def test_on_the_grid_a_curve_is_itself():
    table = np.random.default_rng(0).normal(size=(3, len(GRID)))

    assert np.array_equal(at_discounts(table, GRID), table)


@pytest.mark.parametrize("metric", ["take_rate", "incremental_profit", "revenue"])
def test_between_two_steps_a_curve_is_what_the_model_says_there(metric, monkeypatch):
    rng = np.random.default_rng(1)
    audience = audience_by_hand(rng.normal(-1, 1, (400, 3)), rng.uniform(1, 8, (400, 1)))
    costs = costs_by_hand(3)
    between = at_discounts(logit_curves(audience, [0, 1], costs).metrics[metric], OFF_THE_GRID)

    monkeypatch.setattr(room, "GRID", OFF_THE_GRID)
    exact = logit_curves(audience, [0, 1], costs).metrics[metric]

    np.testing.assert_allclose(between, exact, atol=5e-6 * np.abs(exact).max())


def test_the_chance_is_one_half_where_nothing_is_earned():
    assert chance_better(np.array([0.0, 1.6449, -1.6449]), np.ones(3)) == pytest.approx(
        [0.5, 0.95, 0.05], abs=1e-4
    )


def test_members_that_agree_leave_no_doubt():
    assert chance_better(np.array([1.0, -1.0]), np.zeros(2)).tolist() == [1.0, 0.0]
