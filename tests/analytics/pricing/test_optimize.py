import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.optimize import best_discounts, best_flat_discount, deepest_seen, together_seen


def curves(*profit, weight=None, replicates=None):
    profit = np.array(profit, float)
    return OfferCurves(
        offer=(0, 1),
        component_price=20.0,
        metrics={"incremental_profit": profit},
        replicates=np.empty((0, *profit.shape)) if replicates is None else np.array(replicates, float),
        weight=np.ones(len(profit)) if weight is None else np.array(weight, float),
    )


def hill(top, height=1.0):
    """A profit curve that is best at this discount."""
    return height - 10 * height * (GRID - top) ** 2


def test_the_best_discount_is_the_top_of_the_curve():
    best = best_discounts(curves(hill(0.12), hill(0.3)), deepest=0.6)

    assert [r.discount_share for r in best] == [0.12, 0.3]
    assert not any(r.is_cut for r in best)


def test_a_discount_deeper_than_ever_seen_is_cut_back_to_it():
    best = best_discounts(curves(hill(0.3)), deepest=0.25)[0]

    assert (best.discount_share, best.is_cut) == (0.25, True)


def test_an_offer_that_only_loses_gets_no_discount():
    best = best_discounts(curves(-GRID), deepest=0.6)[0]

    assert (best.at, best.is_cut) == (0, False)


def test_a_gain_that_needs_a_price_never_seen_is_said_to_be_cut():
    profit = np.where(GRID < 0.3, -0.1 * (GRID > 0), 1.0)

    best = best_discounts(curves(profit), deepest=0.2)[0]

    assert (best.at, best.is_cut) == (0, True)


def test_the_members_decide_together_so_that_a_lucky_fit_does_not():
    fit, members = hill(0.4), [hill(0.4), hill(0.1), hill(0.1), hill(0.1), hill(0.1)]

    best = best_discounts(curves(fit, replicates=[[m] for m in members]), deepest=0.6)[0]

    assert best.discount_share == 0.16


def test_one_discount_for_all_weighs_segments_by_their_visits():
    both = curves(hill(0.1), hill(0.3), weight=[3, 1])

    assert best_flat_discount(both, deepest=0.6).discount_share == 0.15


def test_one_discount_for_all_is_chosen_by_the_members_together_as_a_segments_own_is():
    fit, members = hill(0.4), [hill(0.4), hill(0.1), hill(0.1), hill(0.1), hill(0.1)]
    one_segment = curves(fit, replicates=[[m] for m in members])

    assert best_flat_discount(one_segment, deepest=0.6) == best_discounts(one_segment, deepest=0.6)[0]


def test_a_barred_discount_is_not_given_and_the_next_best_is():
    found = [
        best_discounts(curves(hill(0.12)), 0.6, {12, 13})[0],
        best_flat_discount(curves(hill(0.12)), 0.6, {12, 13}),
    ]

    assert [best.at for best in found] == [11, 11]


def test_one_discount_for_all_is_cut_back_too():
    best = best_flat_discount(curves(hill(0.3)), deepest=0.2)

    assert (best.discount_share, best.is_cut) == (0.2, True)


@pytest.mark.parametrize(
    ("price", "lowest", "deepest", "together"),
    [
        ([10, 30], [8, 24], 0.2, 0.2),
        ([10, 30], [6, 27], 0.4, 0.175),  # of a pair, one part is enough
        ([10, 10, 10], [5, 8, 9], 0.2, 8 / 30),  # of three, two; but never less than all at their lowest
        ([10, 10, 10, 10], [5, 7, 9, 10], 0.3, 0.225),
        ([10, 30], [12, 24], 0.2, 0.15),  # a lowest price above today's counts as today's
    ],
)
def test_the_deepest_discount_seen_is_that_of_half_of_the_parts(price, lowest, deepest, together):
    parts, price, lowest = range(len(price)), np.array(price, float), np.array(lowest, float)
    steady = np.full(100, 5.0)

    found = deepest_seen(parts, np.append(price, steady), np.append(lowest, steady))

    assert found == pytest.approx(max(deepest, together))
    assert together_seen(price, lowest) == pytest.approx(together)


@pytest.mark.parametrize(("n_products", "n_needed"), [(10, 2), (1000, 2), (2000, 4)])
def test_what_some_products_were_sold_at_is_seen_by_all_customers(n_products, n_needed):
    price, lowest = np.full(n_products, 10.0), np.full(n_products, 10.0)
    lowest[: n_needed - 1], lowest[n_needed - 1] = 7, 6
    others = [n_products - 2, n_products - 1]

    assert deepest_seen(others, price, lowest) == pytest.approx(0.3)
    lowest[0] = 10
    assert deepest_seen(others, price, lowest) == 0
    assert deepest_seen([n_needed - 1, others[0]], price, lowest) == pytest.approx(0.4)


def test_prices_that_never_moved_allow_no_discount():
    price = np.array([10.0, 30.0])

    best = best_discounts(curves(hill(0.3)), deepest_seen([0, 1], price, price))[0]

    assert (best.at, best.is_cut) == (0, True)


@given(arrays(float, (2, len(GRID)), elements=st.floats(-100, 100)), st.floats(0, 1))
def test_a_recommendation_never_loses_and_never_leaves_what_was_seen(profit, deepest):
    profit[:, 0] = 0.0

    for row, best in zip(profit, best_discounts(curves(*profit), deepest), strict=True):
        assert row[best.at] >= 0
        assert best.discount_share <= deepest + 1e-6
        assert row[best.at] == max(row[deepest + 1e-9 >= GRID])
