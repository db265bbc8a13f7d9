"""What offers without common parts earn side by side: their gains alone add up."""

from itertools import combinations

import numpy as np
import pytest

from analytics.pricing.constraints import NO_LIMITS
from analytics.pricing.portfolio.choose import rows_to_show
from tests.oracles.best_discounts import best_discount
from tests.oracles.offers_at_once import profit_at_once
from tests.simulated import simulate_shop


@pytest.fixture(scope="module")
def truth():
    return simulate_shop(n_customers=200, n_products=6).truth


def test_one_offer_alone_earns_what_the_truth_says(truth):
    discount, profit = best_discount(truth, (0, 1), 1)

    assert profit_at_once(truth, {(0, 1): discount}, 1) == pytest.approx(profit)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_offers_without_common_parts_truly_earn_adds_up_within_a_few_percent(seed):
    """On six simulated shops with strong cross effects: together 1 to 5 % less than the sum."""
    truth = simulate_shop(n_customers=200, n_visits_per_customer=2.0, seed=seed).truth
    pairs, alone, together = list(combinations(range(8), 2)), 0.0, 0.0

    for tier in range(3):
        found = [best_discount(truth, pair, tier) for pair in pairs]
        worth = np.array([profit for _, profit in found])
        shown = rows_to_show(worth, np.zeros(len(pairs)), pairs, NO_LIMITS.offers_per_visit)
        alone += worth[shown].sum()
        together += profit_at_once(truth, {pairs[row]: found[row][0] for row in shown}, tier)

    assert together == pytest.approx(alone, rel=0.06)
