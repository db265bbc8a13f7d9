from dataclasses import replace

import numpy as np
import pytest

from analytics.pricing.offers import GRID
from analytics.pricing.price_book import Offer
from analytics.pricing.recovery import Setting, simulate, truth_of
from tests.demand import costs_by_hand

OFFERS = [Offer("a", ("p0", "p1")), Offer("b", ("p1", "p2", "p3"))]


@pytest.fixture(scope="module")
def truth(world):
    return truth_of(world, simulate(world, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)


def test_every_offer_has_a_true_profit_in_every_segment_at_every_discount(truth, world):
    n_segments = world.customers["segment"].nunique()

    assert len(truth.curves) == len(OFFERS) * n_segments * len(GRID)
    assert truth.curves.loc[truth.curves["discount_share"] == 0, "true_profit"].abs().max() < 1e-6


def test_segments_share_the_visits(truth):
    assert sum(truth.visit_share.values()) == pytest.approx(1)


def test_the_cross_effects_that_are_true_are_those_that_baskets_were_drawn_with(world):
    half = replace(world, cross_share=0.5)

    truth = truth_of(half, simulate(half, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)

    assert truth.cross_effects["true_effect"].tolist() == pytest.approx(
        (0.5 * world.cross[np.triu_indices(4, 1)]).tolist()
    )


def test_true_elasticities_fall_where_customers_care_more_for_money(world, truth):
    keen = replace(world, slope=2 * world.slope)

    other = truth_of(keen, simulate(world, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)

    assert (truth.elasticities["true_elasticity"] < 0).all()
    assert (other.elasticities["true_elasticity"] < truth.elasticities["true_elasticity"]).all()


def test_a_shop_of_few_visits_is_judged_on_all_of_its_customers(truth):
    assert truth.judged.all()
