import numpy as np
import pytest

from analytics.checks.recovery.needs import Trial, needs_of

OWN = 10_000


def trial(captured, visits=1.0, prices=1.0, has_test=False):
    return Trial("a shop", visits, prices, has_test, int(OWN * visits), captured, 0.8, 1.0)


def trials(by_visits, by_prices=(0.6, 0.65, 0.7), test=0.6, both=None):
    """Captured shares at a quarter, half, once, twice, four times the visits; then at livelier prices."""
    found = [trial(c, visits=v) for c, v in zip(by_visits, (0.25, 0.5, 1, 2, 4), strict=True)]
    found += [trial(c, prices=p) for c, p in zip(by_prices[1:], (1.5, 2), strict=True)]
    found.append(trial(test, has_test=True))
    return found if both is None else [*found, trial(both, visits=4, prices=2)]


def test_a_shop_whose_advice_is_near_the_best_needs_nothing():
    needs = needs_of(trials([0.6, 0.8, 0.95, 0.96, 0.97]), OWN)

    assert needs.is_reached
    assert needs.now_share == pytest.approx(0.95)


def test_the_visits_needed_lie_between_the_trials_around_the_goal():
    needs = needs_of(trials([0.4, 0.5, 0.6, 0.8, 1.0]), OWN)

    assert not needs.is_reached
    assert needs.visits_needed == pytest.approx(20_000 * 2**0.5, rel=1e-3)
    assert needs.prices_needed is None


def test_the_liveliness_needed_lies_between_the_trials_around_the_goal():
    needs = needs_of(trials([0.4, 0.5, 0.6, 0.6, 0.6], (0.6, 0.8, 1.0)), OWN)

    assert needs.prices_needed == pytest.approx(1.75)
    assert needs.visits_needed is None


def test_a_shop_larger_than_the_simulated_one_is_read_off_between_the_trials():
    needs = needs_of(trials([0.4, 0.5, 0.6, 0.8, 1.0]), 2 * OWN)

    assert needs.now_share == pytest.approx(0.8)


def test_where_nothing_helps_nothing_is_said_to():
    needs = needs_of(trials([0.3] * 5, (0.3, 0.3, 0.3), both=0.5), OWN)

    assert needs.visits_needed is None
    assert needs.prices_needed is None
    assert (needs.test_share, needs.both_share) == (0.6, 0.5)
    assert (needs.most_visits, needs.most_prices) == (40_000, 2.0)


def test_what_was_not_tried_is_not_known():
    assert np.isnan(needs_of(trials([0.3] * 5), OWN).both_share)


def test_a_shop_in_which_no_discount_earns_has_no_share():
    needs = needs_of(trials([np.nan] * 5, (np.nan,) * 3), OWN)

    assert np.isnan(needs.now_share)
    assert not needs.is_reached
    assert needs.visits_needed is None


def test_a_share_that_falls_by_luck_is_drawn_to_its_neighbors():
    needs = needs_of(trials([0.5, 0.4, 0.97, 0.87, 0.93]), OWN)

    assert needs.now_share == pytest.approx(0.92)
    assert needs.visits_needed == pytest.approx(5_000 * 2 ** (0.45 / 0.47), rel=1e-3)


def test_luck_at_the_shops_own_prices_is_no_reason_to_say_that_they_are_lively_enough():
    lucky = trials([0.91, 0.6, 0.91, 0.6, 0.6], (0.91, 0.8, 0.8))

    needs = needs_of(lucky, OWN)

    assert not needs.is_reached
    assert needs.prices_needed is None
