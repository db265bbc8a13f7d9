from itertools import product

import numpy as np
import pytest

from analytics.pricing.offers import offer_curves
from analytics.pricing.offers.choice_rules import CHOICE_RULES, ChoiceRule
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Offer
from analytics.pricing.price_book.waterfall import ALL_STEPS, STEPS, overall, profit_steps
from tests.demand import costs_by_hand
from tests.markets import market_by_hand

DISCOUNTS = (0.1, 0.235)


def world(cross=0.0, **costs):
    """Return a market of two segments, three products, the third a neighbor of the others."""
    rng = np.random.default_rng(4)
    effects = np.zeros((1, 3, 3), np.float32)
    effects[0, 0, 2] = effects[0, 2, 0] = cross
    changes = {"cross": effects, "segment": np.repeat([0, 1], 30)}
    given = {"product_cost": 5.0, "return_share": 0.08, "per_order": 1.2, "per_item": 0.3}
    return market_by_hand(
        rng.normal(-1, 1, (60, 3)),
        8.0,
        costs_by_hand(3, **given | {"payment_fee_share": 0.02} | costs),
        **changes,
    )


def steps(where, discounts=DISCOUNTS, rules=CHOICE_RULES):
    curves = offer_curves(where.audience, [0, 1], where.costs, rules=rules)
    return profit_steps(where, [0, 1], curves, discounts, rules)


def by_brute_force(where, visit, discount):
    """Return expected money of one visit, basket by basket: of the parts, and of the neighbor."""
    audience, costs = where.audience, where.costs
    weight, parts, neighbor = [], [], []
    margins = costs.contributions(audience.price)
    for basket in product([0, 1], repeat=3):
        b = np.array(basket, float)
        is_bundle = b[0] and b[1]
        utility = audience.taste[visit] @ b + 0.5 * b @ audience.cross[0] @ b
        utility += is_bundle * discount * audience.slope[visit, :2].sum()
        kept = (audience.price * (1 - costs.return_share))[:2].sum() * (1 - costs.payment_fee_share)
        weight.append(np.exp(utility))
        parts.append(margins[:2] @ b[:2] - costs.per_order * b[:2].any() - is_bundle * discount * kept)
        neighbor.append(margins[2] * b[2])
    share = np.array(weight) / np.sum(weight)
    return np.array([share @ parts, share @ neighbor])


@pytest.mark.parametrize("cross", [0.0, 1.0])
def test_the_steps_add_up_to_the_profit_of_the_price_book(cross):
    where = world(cross)
    book = [build_price_book(where, [Offer("B", ("p0", "p1"), d)]).iloc[s] for s, d in enumerate(DISCOUNTS)]

    table = steps(where)

    np.testing.assert_allclose(
        table[list(ALL_STEPS)].sum(axis=1), table["incremental_profit"], rtol=0, atol=1e-12
    )
    expected = [row["incremental_profit_per_visit"] for row in book]
    np.testing.assert_allclose(table["incremental_profit"], expected, rtol=1e-9)


@pytest.mark.parametrize("cross", [0.0, 1.0])
def test_parts_and_neighbors_are_what_brute_force_says(cross):
    where = world(cross)

    table = steps(where, rules=(ChoiceRule.LOGIT,))

    for segment, visits in enumerate((range(30), range(30, 60))):
        change = np.mean(
            [by_brute_force(where, v, DISCOUNTS[segment]) - by_brute_force(where, v, 0.0) for v in visits],
            axis=0,
        )
        row = table.iloc[segment]
        assert row[list(STEPS)].sum() + row["cannibalized_parts"] == pytest.approx(change[0], abs=1e-5)
        assert row["neighbors"] == pytest.approx(change[1], abs=1e-5)


def test_every_cost_of_a_bundle_sold_is_its_own_step():
    row = steps(world(), (0.1, 0.1)).iloc[0]
    sold = row["list_price"] / 20

    assert row["discount"] == pytest.approx(-2 * sold)
    assert row["payment_fee"] == pytest.approx(-0.02 * 18 * sold)
    assert row["product_cost"] == pytest.approx(-10 * sold)
    assert row["fulfilment"] == pytest.approx(-(2 * 0.3 + 1.2) * sold)
    assert row["returns"] == pytest.approx(-0.08 * (18 * 0.98 - 10) * sold)


def test_without_neighbors_nothing_comes_from_them():
    assert steps(world(cross=0.0))["neighbors"].abs().max() < 1e-6


def test_all_segments_together_are_weighted_by_their_visits():
    table = steps(world())
    table["weight"] = [3.0, 1.0]

    expected = 0.75 * table["list_price"].iloc[0] + 0.25 * table["list_price"].iloc[1]
    assert overall(table)["list_price"] == pytest.approx(expected)


def test_without_a_discount_the_bundle_adds_nothing():
    assert steps(world(), (0.0, 0.0))["incremental_profit"].abs().max() == 0.0
