"""What the demand model must find in shops whose truth is known, trained with the defaults."""

import numpy as np
import pytest
from tests.fitting import fit_small

from analytics.demand.audience import build_audience
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.reference_prices import reference_prices
from analytics.pricing.offers import offer_curves
from analytics.pricing.optimize import best_discounts
from analytics.simulation import simulate_shop
from tests.demand import costs_by_hand
from tests.worlds import captured_share, customers_of, true_elasticity, visits_of

CONFOUNDED = {
    "demand_shock": 0.5,
    "price_follows_demand": 0.12,
    "cost_pass_through": 0.6,
    "price_spread": 0.05,
}


def some_inputs(trained, n=400, seed=0):
    rng = np.random.default_rng(seed)
    x = trained.model.inputs(trained.snapshot.visits, trained.snapshot.customers)
    rows = rng.choice(len(x["price"]), n, replace=False)
    x = {name: values[rows] for name, values in x.items()}
    return x | {"price": rng.uniform(-0.9, 3.0, x["price"].shape).astype(np.float32)}, rng


def test_predictions_are_probabilities(exogenous):
    few = exogenous.snapshot.visits.where(exogenous.snapshot.visits.customer < 40)

    chance = exogenous.model.predict(few, exogenous.snapshot.customers)

    assert (chance >= 0).all() and (chance <= 1).all()


def test_demand_falls_in_the_own_price_whatever_the_visit(exogenous):
    x, rng = some_inputs(exogenous)
    product = rng.integers(0, x["price"].shape[1], len(x["price"]))
    rows = np.arange(len(product))
    dearer = x["price"].copy()
    dearer[rows, product] += rng.uniform(0.05, 1.0, len(product)).astype(np.float32)

    before, after = exogenous.model.logits(x), exogenous.model.logits(x | {"price": dearer})

    assert (after[rows, product] < before[rows, product]).all()


def test_a_price_moves_no_other_product_within_the_same_basket(exogenous):
    x, _ = some_inputs(exogenous)
    dearer = x["price"].copy()
    dearer[:, 0] += 1.0

    before, after = exogenous.model.logits(x), exogenous.model.logits(x | {"price": dearer})

    np.testing.assert_allclose(after[:, 1:], before[:, 1:], atol=1e-5)


def test_every_slope_of_every_member_is_above_zero(exogenous):
    few = exogenous.snapshot.visits.where(exogenous.snapshot.visits.customer < 40)

    assert (exogenous.model.tastes(few, exogenous.snapshot.customers)[1] > 0).all()


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
    cross, truth = exogenous.model.cross_[0], exogenous.world.truth.cross

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
    world = simulate_shop(**CONFOUNDED, seed=1)
    return world, {
        name: advice(world, instruments) for name, instruments in {"with": ("cost",), "without": ()}.items()
    }


def advice(world, instruments):
    visits, customers = visits_of(world, instruments), customers_of(world)
    price = reference_prices(visits, world.products["list_price"].to_numpy(float))
    model = BasketChoice(ChoiceConfig(n_members=1, batch_size=512)).fit(visits, customers, price)
    audience = build_audience(model, visits, customers, seed=0)
    costs = costs_by_hand(len(price), world.products["cost"].to_numpy(float))
    chosen = {
        (offer, tier): best.discount_share
        for offer in [(a, a + 1) for a in range(7)]
        for tier, best in enumerate(best_discounts(offer_curves(audience, offer, costs), deepest=0.6))
    }
    return model.tastes(visits, customers, slice(0, 1))[1].mean() / price.mean(), captured_share(
        world, chosen
    )


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

    model, progress = fit_small(small.visits, small.world, seed=7)

    assert progress[-1] == 1.0
    assert np.abs(model.cross_ - small.model.cross_).max() > 1e-4
