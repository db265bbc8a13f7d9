"""What the demand model must find in shops whose truth is known, trained with the defaults."""

import numpy as np
import pytest

from analytics.demand.build_audience import build_audience
from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.elasticity import catalog_elasticities
from analytics.demand.reference_prices import reference_prices
from analytics.pricing.offers import offer_curves
from analytics.pricing.optimize import best_discounts
from tests.demand import costs_by_hand
from tests.logs import log_of, small_model
from tests.simulated import simulate_shop
from tests.worlds import captured_share, customers_of, true_elasticity

CONFOUNDED = {
    "demand_shock": 0.5,
    "price_follows_demand": 0.12,
    "cost_pass_through": 0.6,
    "price_spread": 0.05,
}


def test_the_planted_elasticities_are_found(exogenous):
    rows = exogenous.results.elasticities
    truth = np.array(
        [
            true_elasticity(exogenous.world, int(p[1:]), int(s[-1]))
            for p, s in zip(rows["product_id"], rows["segment"], strict=True)
        ]
    )

    error = np.abs(rows["elasticity"].to_numpy() / truth - 1)

    assert error.mean() < 0.10
    assert error.max() < 0.35


def test_the_planted_order_of_the_tiers_is_found(exogenous):
    rows = exogenous.results.elasticities.pivot(index="product_id", columns="segment", values="elasticity")

    assert (rows["tier 2"] < rows["tier 1"]).all() and (rows["tier 1"] < rows["tier 0"]).all()


def test_the_planted_cross_effects_are_found(exogenous):
    truth = exogenous.world.truth.cross
    cross = exogenous.results.audience.around(range(len(truth))).cross[0]

    planted = truth != 0
    assert (np.sign(cross[planted]) == np.sign(truth[planted])).all()
    np.testing.assert_allclose(cross[planted], truth[planted], atol=0.25)
    assert np.abs(cross[~planted]).max() < 0.35


def test_the_planted_compositions_are_named(exogenous):
    pairs = exogenous.results.cross_effects.set_index(["product_a", "product_b"])["composition"]

    assert pairs["p0", "p1"] == pairs["p4", "p5"] == "complements"
    assert pairs["p2", "p3"] == pairs["p6", "p7"] == "substitutes"


@pytest.fixture(scope="module")
def confounded():
    """Slopes and captured profit of a shop whose prices followed demand, with and without its costs."""
    world = simulate_shop(**CONFOUNDED, n_customers=250, seed=1)
    return world, {
        name: advice(world, instruments) for name, instruments in {"with": ("cost",), "without": ()}.items()
    }


def fitted(world, instruments=(), kept_share=1.0):
    """Return the audience of a model trained with the defaults on a share of all cells."""
    log, customers = log_of(world, instruments), customers_of(world)
    cells = learned_cells(log, 0, most=round(kept_share * len(learned_cells(log, 0))))
    price = reference_prices(cells, world.products["list_price"].to_numpy(float))
    model = BasketChoice(ChoiceConfig(n_members=1)).fit(log, customers, price, cells=cells)
    return build_audience(model, log, customers, seed=0)


def discounts(world, audience):
    """Return the best discount of each pair of neighbors and tier."""
    costs = costs_by_hand(len(audience.price), world.products["cost"].to_numpy(float))
    return {
        ((a, a + 1), tier): best.discount_share
        for a in range(len(audience.price) - 1)
        for tier, best in enumerate(best_discounts(offer_curves(audience, (a, a + 1), costs), deepest=0.6))
    }


def advice(world, instruments):
    audience = fitted(world, instruments)
    slope = audience.around(range(len(audience.price))).slope
    return slope.mean() / audience.price.mean(), captured_share(world, discounts(world, audience))


def test_a_sample_of_the_cells_bends_neither_elasticities_nor_advice(exogenous):
    world, every = exogenous.world, exogenous.results.audience

    few = fitted(world, kept_share=0.4)

    elasticities = [np.log(-catalog_elasticities(audience, 0).point) for audience in (every, few)]
    assert np.abs(elasticities[0] - elasticities[1]).mean() < 0.1
    advised = [np.array(list(discounts(world, audience).values())) for audience in (every, few)]
    assert (np.abs(advised[0] - advised[1]) <= 0.0201).mean() >= 0.95


def test_the_instrument_corrects_the_slope_of_a_confounded_shop(confounded):
    world, found = confounded
    truth = world.truth.people.slope.mean()

    assert abs(found["with"][0] - truth) < 0.5 * abs(found["without"][0] - truth)


def test_the_instrument_earns_more_in_a_confounded_shop(confounded):
    _, found = confounded

    assert found["with"][1] >= 0.80
    assert found["with"][1] > found["without"][1] + 0.05


def test_a_process_that_explained_scores_trains_again(exogenous, small):
    assert (exogenous.directory / "explanation.parquet").exists()  # made in this process

    model = small_model(small.log, small.world, n_members=4, seed=7)

    assert np.abs(model.weights_.cross - small.model.weights_.cross).max() > 1e-4
