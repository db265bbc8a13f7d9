"""Ways of selling against customers whose worths are known: the cases of the literature, and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.pricing.selling.customers import Sample, Spread, independent, profit
from analytics.pricing.selling.lines import best_price
from analytics.pricing.selling.valuations import COMPONENTS, MIXED, PARTS_AND_BUNDLE, PURE, SIZES, best_modes
from analytics.pricing.selling.ways import every_bundle, parts_alone

UNIT = Spread.uniform(0, 1)


def sample(*worth):
    worth = np.array(worth, float)
    return Sample(worth, np.full(len(worth), 1 / len(worth)))


@pytest.fixture(scope="module")
def two_uniform():
    return best_modes(independent(UNIT, UNIT), [0, 0])


@pytest.mark.parametrize(
    ("mode", "earns"), [(COMPONENTS, 0.5), (PURE, 0.5443), (MIXED, 0.5492), (SIZES, 0.5492)]
)
def test_two_uniform_goods_earn_what_theory_says(two_uniform, mode, earns):
    assert two_uniform[mode].profit == pytest.approx(earns, abs=5e-5)


@pytest.mark.parametrize(
    ("mode", "prices"),
    [(COMPONENTS, [1 / 2, 1 / 2]), (PURE, [np.sqrt(2 / 3)]), (MIXED, [2 / 3, 2 / 3, (4 - np.sqrt(2)) / 3])],
)
def test_two_uniform_goods_are_priced_as_theory_says(two_uniform, mode, prices):
    assert two_uniform[mode].prices == pytest.approx(prices, abs=1e-3)


def test_customers_of_single_uniform_goods_keep_an_eighth_each(two_uniform):
    assert two_uniform[COMPONENTS].surplus == pytest.approx(2 / 8, abs=1e-4)


def test_a_bundle_beside_parts_that_keep_their_prices_earns_less_than_one_with_free_parts(two_uniform):
    assert two_uniform[COMPONENTS].profit < two_uniform[PARTS_AND_BUNDLE].profit < two_uniform[MIXED].profit
    assert two_uniform[PARTS_AND_BUNDLE].prices[:2] == pytest.approx([0.5, 0.5], abs=1e-3)


def test_parts_of_unlike_worth_and_cost_are_each_priced_alone():
    customers = independent(Spread.uniform(0, 10), Spread.uniform(0, 1))

    assert best_modes(customers, [2, 0.4])[COMPONENTS].prices == pytest.approx([6, 0.7], abs=1e-3)


def test_two_theaters_that_like_opposite_films_are_best_sold_the_block():
    # Stigler (1963): 8,000 and 2,500 to one, 7,000 and 3,000 to the other
    found = best_modes(sample([8000, 2500], [7000, 3000]), [0, 0])

    assert found[COMPONENTS].profit * 2 == pytest.approx(19_000)
    assert found[PURE].profit * 2 == pytest.approx(20_000)
    assert found[MIXED].profit * 2 == pytest.approx(20_000)


def test_costly_goods_are_not_forced_on_those_to_whom_they_are_worth_less():
    # Adams & Yellen (1976): those who want one good alone should not be sold the other below its cost
    found = best_modes(sample([90, 10], [80, 40], [40, 80], [10, 90]), [30, 30])

    assert found[MIXED].profit * 4 == pytest.approx(2 * (90 - 30) + 2 * (120 - 60), rel=1e-4)
    assert found[PURE].profit < found[COMPONENTS].profit < found[MIXED].profit


def test_the_bundle_of_three_uniform_goods_is_priced_from_the_sum_of_their_worths():
    price = np.linspace(1, 2, 10_001)
    exact = (price * (1 - (price**3 - 3 * (price - 1) ** 3) / 6)).max()  # Irwin and Hall

    assert best_modes(independent(UNIT, UNIT, UNIT), [0, 0, 0])[PURE].profit == pytest.approx(exact, rel=5e-3)


def test_six_goods_have_a_price_for_every_basket():
    rng = np.random.default_rng(0)

    found = best_modes(sample(*rng.exponential(1, (30, 6))), [0.1] * 6)

    assert found[MIXED].prices.shape == (63,)
    assert found[MIXED].profit >= max(o.profit for o in found.values()) - 1e-9


def test_a_fine_sample_of_two_uniform_goods_earns_nearly_what_the_exact_ones_do(two_uniform):
    at = (np.arange(60) + 0.5) / 60
    grid = np.stack(np.meshgrid(at, at), -1).reshape(-1, 2)

    found = best_modes(sample(*grid), [0, 0])

    for mode, exact in two_uniform.items():
        assert found[mode].profit == pytest.approx(exact.profit, rel=0.02)


def test_three_goods_can_be_put_together_in_fifteen_ways():
    assert len(every_bundle(3).basket) == 15  # all partitions of all baskets


def test_a_basket_costs_its_cheapest_way():
    cheap, dear = np.array([3.0, 4.0, 6.0]), np.array([3.0, 4.0, 15.0])  # one, the other, both

    assert every_bundle(2).menu(cheap, 2).tolist() == [0, 3, 4, 6]
    assert every_bundle(2).menu(dear, 2).tolist() == [0, 3, 4, 7]


worths = arrays(float, st.tuples(st.integers(2, 12), st.integers(2, 3)), elements=st.integers(0, 20))


@given(worths)
def test_no_way_of_selling_beats_mixed_bundling(worth):
    found = best_modes(sample(*worth), [1.0] * worth.shape[1])

    assert all(o.profit <= found[MIXED].profit + 1e-9 for o in found.values())


@given(worths)
def test_shop_and_customers_share_no_more_than_goods_are_worth_above_their_cost(worth):
    most = np.maximum(worth - 1, 0).sum(1).mean()

    for found in best_modes(sample(*worth), [1.0] * worth.shape[1]).values():
        assert found.surplus >= -1e-9
        assert found.profit + found.surplus <= most + 1e-6


@given(worths, st.integers(0, 19))
def test_no_price_on_a_fine_grid_beats_the_best_price_of_an_item(worth, other):
    customers, ways, cost = sample(*worth), parts_alone(worth.shape[1]), np.ones(worth.shape[1])
    prices = np.full(worth.shape[1], float(other))

    def earned(price):
        return profit(customers, ways, np.array([price, *prices[1:]]), cost)

    best = best_price(customers, ways, prices, cost, item=0)

    assert earned(best) >= max(earned(price) for price in np.arange(0, 21, 0.5)) - 1e-9
