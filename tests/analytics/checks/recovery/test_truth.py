from dataclasses import replace

import numpy as np
import pytest

from analytics.checks.recovery.replayed import simulate
from analytics.checks.recovery.truth import truth_of
from analytics.demand.elasticity import own_price_elasticities
from analytics.pricing.offers import GRID
from analytics.pricing.price_book.market import Offer
from analytics.simulation.replay import Setting
from tests.demand import costs_by_hand
from tests.oracles.best_discounts import best_discount, incremental_profit

OFFERS = [Offer("a", ("p0", "p1")), Offer("b", ("p1", "p2", "p3"))]


@pytest.fixture(scope="module")
def truth(shop):
    return truth_of(shop, simulate(shop, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)


def test_every_offer_has_a_true_profit_in_every_segment_at_every_discount(truth, shop):
    n_segments = shop.customers["segment"].nunique()

    assert len(truth.curve_rows) == len(OFFERS) * n_segments * len(GRID)
    assert truth.curve_rows.loc[truth.curve_rows["discount_share"] == 0, "true_profit"].abs().max() < 1e-6


def test_curves_stand_offer_by_offer_as_in_the_price_book(truth):
    keys = truth.curve_rows[["offer_id", "segment"]].drop_duplicates()

    assert keys["offer_id"].is_monotonic_increasing
    assert keys["segment"].tolist() == [*truth.segments] * len(OFFERS)


def test_segments_share_the_visits(truth):
    assert sum(truth.audience.visit_share.values()) == pytest.approx(1)


def test_the_cross_effects_that_are_true_are_those_that_baskets_were_drawn_with(shop):
    half = replace(shop, world=replace(shop.world, cross_share=0.5))

    truth = truth_of(half, simulate(half, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)

    assert truth.cross_effects["true_effect"].tolist() == pytest.approx(
        (0.5 * shop.world.cross[np.triu_indices(4, 1)]).tolist()
    )


def test_true_elasticities_fall_where_customers_care_more_for_money(shop, truth):
    keen = replace(shop, world=replace(shop.world, slope=2 * shop.world.slope))

    other = truth_of(keen, simulate(shop, Setting(), 0), OFFERS, costs_by_hand(4), seed=0)

    mine, keener = (t.elasticity_rows(t.segments)["true_elasticity"] for t in (truth, other))
    assert (mine < 0).all()
    assert (keener < mine).all()


def test_a_shop_of_few_visits_is_judged_on_all_of_its_customers(truth):
    assert truth.judged.all()


def test_the_elasticities_and_curves_of_everyone_lie_between_those_of_the_segments(truth):
    values = np.array([truth.elasticities(name) for name in truth.segments])
    gains = np.array([incremental_profit(truth, [0, 1], name, 0.2) for name in truth.segments])

    assert (values.min(0) - 1e-6 <= truth.elasticities()).all()
    assert (truth.elasticities() <= values.max(0) + 1e-6).all()
    share = np.array(list(truth.audience.visit_share.values()))
    assert incremental_profit(truth, [0, 1], None, 0.2) == pytest.approx(share @ gains)


def test_the_fitted_truth_says_what_the_demand_model_does_of_the_same_visits(truth):
    point = own_price_elasticities(truth.audience).point

    found = [truth.elasticities(name) for name in truth.segments]

    assert np.array(found) == pytest.approx(point, rel=1e-4)


def test_other_prices_and_days_are_not_answered_from_today(truth):
    for at in ({"day": 3.0}, {"price": 2 * truth.list_price}):
        with pytest.raises(ValueError, match="today"):
            truth.elasticities(**at)
        with pytest.raises(ValueError, match="today"):
            best_discount(truth, [0, 1], None, **at)


def test_visits_that_only_a_purchase_made_known_stand_for_those_that_bought_nothing(shop):
    forced = replace(shop, world=replace(shop.world, must_buy=np.ones(len(shop.log), bool)))
    drawn = simulate(forced, Setting(), 0)

    looked = truth_of(forced, drawn, OFFERS, costs_by_hand(4), seed=0).audience.looked

    is_alone = drawn.bought.sum(1) == 1
    assert (looked[is_alone] > 1).all() and (looked[~is_alone] == 1).all()
