"""Selling modes at the case that theory solves: two independent goods, worth 0 to 1, that cost nothing."""

import numpy as np
import pytest

from analytics.pricing.selling.best_prices import Support
from analytics.pricing.selling.compare_modes import compare_modes
from analytics.pricing.selling.modes import SellingMode
from tests.analytics.pricing.selling.samples import trial_of
from tests.demand import audience_by_hand
from tests.oracles import uniform_goods as theory

CLOSENESS = 100.0  # logits of a worth of 1: visitors then buy what leaves most, to a hundredth
TODAY = np.full(2, 0.5)


@pytest.fixture(scope="module")
def modes():
    """One visit per customer, whose tastes are their worths, compared as the product compares any offer."""
    taste = CLOSENESS * (theory.worths() - TODAY)
    trial = trial_of(audience_by_hand(taste, CLOSENESS * TODAY, price=TODAY), product_cost=0.0)
    return compare_modes(trial, Support(np.full(2, -0.8), np.full(2, 0.8))).set_index("mode")


def prices_of(modes, mode):
    row = modes.loc[mode]
    return *np.nan_to_num(row["part_prices"], nan=np.inf), row["bundle_price"]


@pytest.mark.parametrize(
    ("mode", "most"),
    [
        (SellingMode.COMPONENTS, theory.COMPONENTS),
        (SellingMode.PURE, theory.PURE),
        (SellingMode.MIXED, theory.MIXED),
    ],
)
def test_two_uniform_goods_earn_what_theory_says(modes, mode, most):
    assert theory.earned(*prices_of(modes, mode)) == pytest.approx(most, abs=1e-4)
    assert modes.loc[mode, "profit"] == pytest.approx(most, abs=1e-3)


@pytest.mark.parametrize(
    ("mode", "prices"),
    [
        (SellingMode.COMPONENTS, (0.5, 0.5, 1.0)),
        (SellingMode.PURE, (np.inf, np.inf, theory.PURE_PRICE)),
        (SellingMode.MIXED, (theory.PART_PRICE, theory.PART_PRICE, theory.BUNDLE_PRICE)),
    ],
)
def test_two_uniform_goods_are_priced_as_theory_says(modes, mode, prices):
    assert prices_of(modes, mode) == pytest.approx(prices, abs=0.01)


def test_a_discount_by_number_reaches_mixed_bundling_where_goods_are_alike(modes):
    by_size, mixed = (modes.loc[mode, "profit"] for mode in (SellingMode.BY_SIZE, SellingMode.MIXED))

    assert by_size == pytest.approx(mixed, abs=1e-3)


def test_customers_of_single_uniform_goods_gain_nothing_new_and_those_of_cheaper_bundles_do(modes):
    surplus = modes["surplus"]

    assert surplus[SellingMode.COMPONENTS] == pytest.approx(0, abs=0.01)  # the best prices are today's
    assert surplus[SellingMode.BUNDLE] > 0


def test_theory_agrees_with_its_own_optimum():
    grid = np.linspace(0, 1, 101)

    best = max(theory.earned(p, p, b) for p in grid for b in grid + 0.5)

    assert best == pytest.approx(theory.MIXED, abs=1e-4)
    assert theory.earned(np.inf, np.inf, theory.PURE_PRICE) == pytest.approx(theory.PURE)
