"""An offer sold in every way there is: each at its best within the prices seen, and none counted twice."""

from itertools import product

import numpy as np
import pytest

from analytics.pricing.selling.best_prices import PriceSearch, Support, climb
from analytics.pricing.selling.compare_modes import compare_modes
from analytics.pricing.selling.modes import SellingMode
from analytics.pricing.selling.price_lists import parts_and_bundle, profits
from tests.analytics.pricing.selling.samples import audience_with_members, trial_of

WIDE = Support(np.full(2, -0.4), np.full(2, 0.4))
FIXED = Support(np.zeros(2), np.zeros(2))


def some_trial(n=60, seed=0, **changes):
    rng = np.random.default_rng(seed)
    taste, slope = rng.normal(-0.5, 1.5, (n, 2)), rng.uniform(2, 6, (n, 2))
    audience = audience_with_members(taste, slope, segment=np.arange(n) % 2, noise=0.1)
    return trial_of(audience, **changes)


@pytest.fixture(scope="module")
def trial():
    return some_trial()


@pytest.fixture(scope="module")
def modes(trial):
    return compare_modes(trial, WIDE).set_index("mode")


def test_every_way_of_selling_has_its_row(modes):
    assert list(modes.index) == list(SellingMode)
    assert np.isfinite(modes[["profit", "extra_profit", "surplus", "share_of_optimum"]]).all(axis=None)


def test_todays_prices_gain_nothing_and_cost_customers_nothing(modes):
    assert modes.loc[SellingMode.TODAY, "extra_profit"] == 0
    assert modes.loc[SellingMode.TODAY, "surplus"] == pytest.approx(0, abs=1e-9)
    assert modes.loc[SellingMode.TODAY, "bundle_price"] == 20


def test_the_optimum_is_all_of_itself(modes):
    assert modes.loc[SellingMode.MIXED, "share_of_optimum"] == 1
    assert (modes["share_of_optimum"] * modes.loc[SellingMode.MIXED, "profit"]).to_numpy() == pytest.approx(
        modes["profit"]
    )


def test_bands_hold_their_point(modes):
    assert (modes["extra_low"] <= modes["extra_profit"]).all()
    assert (modes["extra_profit"] <= modes["extra_high"]).all()


def test_no_way_with_one_price_for_everyone_beats_all_prices_free_where_these_were_chosen(trial):
    search = PriceSearch(trial.sample, trial.sample.actual.of([1, 3, 5]), WIDE)
    earned = {
        name: profits(trial.sample, search.views, prices).mean() for name, prices in search.best().items()
    }

    assert all(value <= earned[SellingMode.MIXED] + 1e-9 for value in earned.values())


def test_no_prices_on_a_grid_beat_the_search(trial):
    views = trial.sample.actual.of([1])
    best = PriceSearch(trial.sample, views, WIDE).best()[SellingMode.MIXED]
    grid = np.linspace(-0.4, 0.4, 11)

    tried = max(
        profits(trial.sample, views, parts_and_bundle(np.full(2, 10.0), np.array(change), bundle)).mean()
        for *change, bundle in product(grid, grid, grid)
    )

    assert profits(trial.sample, views, best).mean() >= tried - 1e-4


def test_prices_stay_within_what_was_seen():
    support = Support.seen(np.full(2, 10.0), np.array([9.0, 8.0]), np.array([10.5, 10.0]))

    found = PriceSearch(some_trial().sample, some_trial().sample.actual.of([1]), support).best()

    for name, prices in found.items():
        menu = prices.prices(np.full(2, 10.0))
        if name != SellingMode.PURE:
            assert 9 - 1e-9 <= menu[1] <= 10.5 + 1e-9
            assert 8 - 1e-9 <= menu[2] <= 10 + 1e-9
        assert 17 - 1e-9 <= menu[3] <= 20.5 + 1e-9


def test_prices_that_never_moved_leave_nothing_to_compare():
    modes = compare_modes(some_trial(discounts=np.zeros(1)), FIXED).set_index("mode")

    assert (modes.drop(SellingMode.PURE)["extra_profit"] == 0).all()
    assert modes.loc[SellingMode.PURE, "extra_profit"] < 0


def test_parts_that_cost_too_little_are_made_dearer():
    audience = audience_with_members(np.full((20, 2), 2.0), 1.0)

    modes = compare_modes(trial_of(audience), WIDE).set_index("mode")

    assert modes.loc[SellingMode.COMPONENTS, "part_prices"] == pytest.approx([14, 14], abs=0.2)
    assert modes.loc[SellingMode.COMPONENTS, "surplus"] < 0


def test_a_discount_by_number_of_parts_is_never_below_a_bundle_beside_todays_parts(modes):
    assert (
        modes.loc[SellingMode.BY_SIZE, "extra_profit"] >= modes.loc[SellingMode.BUNDLE, "extra_profit"] - 1e-3
    )


def test_personal_prices_have_no_single_bundle_price(modes):
    assert np.isnan(modes.loc[SellingMode.BUNDLE_BY_SEGMENT, "bundle_price"])
    assert modes.loc[SellingMode.BUNDLE_BY_SEGMENT, "part_prices"] == [10, 10]


def test_a_bundle_of_six_parts_is_compared_too():
    audience = audience_with_members(np.zeros((40, 6)), 5.0)

    modes = compare_modes(trial_of(audience, offer=range(6)), Support(np.full(6, -0.2), np.full(6, 0.1)))

    assert len(modes.loc[0, "part_prices"]) == 6
    assert modes.set_index("mode").loc[SellingMode.MIXED, "extra_profit"] > 0


def test_climbing_finds_the_top_of_a_hill_on_a_ridge():
    def hill(point):
        return -((point[0] + point[1] - 1) ** 2) - 0.1 * (point[0] - point[1] - 0.2) ** 2

    point = climb(hill, [np.zeros(2)], np.full(2, -5.0), np.full(2, 5.0), [0.3 / 2**n for n in range(12)])

    assert point == pytest.approx([0.6, 0.4], abs=1e-2)
