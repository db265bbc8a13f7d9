import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.cli.reasons import finding_words
from analytics.pricing.constraints import (
    ENDINGS,
    NO_LIMITS,
    Constraints,
    Options,
    broken_limits,
    bundle_prices,
    is_allowed,
)
from analytics.pricing.money import BundleMoney
from analytics.pricing.offers import GRID
from data.schema import InputError
from tests.demand import costs_by_hand

N_LIMITS, N_OFFERS = 500, 200  # 100,000 cases


def money(price=(10.0, 10.0), **costs):
    price = np.array(price)
    return BundleMoney.of(price, costs_by_hand(len(price), **costs), list(range(len(price))))


def drawn_limits(rng):
    """Draw limits, each of them absent at times."""
    share = {"least_margin": (-0.2, 0.6), "deepest_discount": (0, 0.7), "largest_change": (0, 0.7)}
    given = {name: float(rng.uniform(*ends)) for name, ends in share.items() if rng.random() < 0.6}
    return Constraints(price_ending=ENDINGS[rng.integers(len(ENDINGS))], **given)


def drawn_money(rng, n):
    """Draw the money of many bundles, as columns beside their prices."""
    price = np.exp(rng.uniform(np.log(0.5), np.log(5_000), (n, 1)))
    kept = price * rng.uniform(0.7, 1, (n, 1))
    contribution = kept - price * rng.uniform(0, 0.9, (n, 1)) - rng.uniform(0, 3, (n, 1))
    return BundleMoney(price, contribution, kept)


def test_a_hundred_thousand_drawn_offers_never_break_a_limit():
    rng, n_allowed = np.random.default_rng(0), 0

    for _ in range(N_LIMITS):
        limits, offers = drawn_limits(rng), drawn_money(rng, N_OFFERS)
        price = bundle_prices(limits, offers)
        allowed = is_allowed(limits, offers, price)
        chosen, row = price[allowed], np.nonzero(allowed)[0]
        n_allowed += len(np.unique(row))
        off = offers.component_price[row, 0] - chosen
        share = off / offers.component_price[row, 0]
        left = offers.contribution[row, 0] - share * offers.outlay[row, 0]

        assert np.all(chosen > 0) and np.all(share > 0) and np.all(share <= GRID[-1] + 1e-9)
        for limit in (limits.deepest_discount, limits.largest_change):
            assert limit is None or np.all(share <= limit + 1e-9)
        assert limits.least_margin is None or np.all(left / chosen >= limits.least_margin - 1e-9)
        cents = np.round(chosen * 100).astype(int)
        assert np.allclose(chosen * 100, cents)
        if limits.price_ending != "none":
            assert set(cents % 100) <= {{".99": 99, ".95": 95, "whole": 0}[limits.price_ending]}

    assert n_allowed > N_LIMITS * N_OFFERS / 4


def test_without_limits_every_step_of_the_grid_is_an_option():
    options = Options.within(Constraints(below_cost=True), money())

    assert options.discount_share.tolist() == GRID.tolist()
    assert options.price[[0, 10]].tolist() == [20.0, 18.0]


def test_the_first_option_is_always_to_offer_nothing():
    options = Options.within(Constraints(deepest_discount=0.0), money())

    assert (options.price.tolist(), options.discount_share.tolist()) == ([20.0], [0.0])


def test_a_price_ending_says_the_real_discount():
    options = Options.within(Constraints(price_ending=".99"), money())

    assert 17.99 in options.price.tolist()
    at = options.price.tolist().index(17.99)
    assert options.discount_share[at] == pytest.approx(1 - 17.99 / 20)


def test_a_price_never_seen_is_no_option():
    assert Options.within(NO_LIMITS, money(), deepest_seen=0.15).discount_share.max() == 0.15


def test_the_least_margin_counts_the_parcel():
    without, with_parcel = (
        Options.within(Constraints(least_margin=0.3), money(per_order=cost)).discount_share.max()
        for cost in (0.0, 1.0)
    )

    assert without == 0.14  # 20 less 12 of costs: (0.86 · 20 − 12) ÷ 17.2 is just above 0.3
    assert with_parcel < without


def test_a_broken_limit_is_named_with_its_figure():
    broken = broken_limits(Constraints(deepest_discount=0.1, least_margin=0.35), money(), 16.0)

    assert [finding_words(one) for one in broken] == [
        "20.0 % off is deeper than the 10 % that you allow",
        "Its margin of 25.0 % is below the least of 35 %",
    ]


def test_a_price_within_all_limits_breaks_none():
    assert broken_limits(Constraints(deepest_discount=0.3, least_margin=0.1), money(), 16.0) == []


@given(st.sampled_from([".99", ".95", "whole"]), st.floats(0.1, 3000), st.floats(0, 0.6))
def test_the_nearest_price_of_an_ending_is_half_a_unit_away_at_most(ending, component_price, discount):
    offer = BundleMoney(component_price, 1.0, 1.0)

    price = bundle_prices(Constraints(price_ending=ending), offer, np.array([discount]))[0]

    assert abs(price - component_price * (1 - discount)) <= (0.5 if price > 1 else 1.0) + 1e-9


@pytest.mark.parametrize(
    "figures",
    [{"deepest_discount": 1.2}, {"budget": -5.0}, {"price_ending": ".50"}, {"stock": (("p0", -1.0),)}],
)
def test_limits_out_of_range_are_refused(figures):
    with pytest.raises(InputError):
        Constraints(**figures)


def test_no_allowed_price_is_below_cost_unless_that_is_asked_for():
    offer = money(product_cost=8.0)  # parts of 20 that cost 16
    price = np.array([15.9, 16.0, 19.0])

    assert is_allowed(NO_LIMITS, offer, price).tolist() == [False, True, True]
    assert is_allowed(Constraints(below_cost=True), offer, price).all()
    assert [one.reason for one in broken_limits(NO_LIMITS, offer, 15.0)] == ["below_cost"]
    assert broken_limits(Constraints(below_cost=True), offer, 15.0) == []
