"""How rarely products are looked at, and what replaces what, where orders alone are known."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from analytics.demand.look_rarity import look_rarity
from analytics.demand.members import partner_of
from analytics.demand.pair_candidates import candidate_pairs
from analytics.demand.pairs import joint_counts
from analytics.demand.replacement import replacement
from tests.logs import log_by_hand

N_AISLES, SIZE, N_VISITS, N_PERIODS, SLOPE = 25, 4, 40_000, 50, 3.0
AISLE = np.repeat(np.arange(N_AISLES), SIZE)
BASKETS = ((np.arange(2**SIZE)[:, None] >> np.arange(SIZE)) & 1).astype(float)
MEMBERS = 9


@cache
def shop(effect=0.0):
    """Return a log of visits that look at aisles, their shares, and the share of lookers that buy."""
    rng = np.random.default_rng(0)
    share = rng.uniform(0.03, 0.12, N_AISLES)
    price = 1 + 0.15 * rng.standard_normal((len(AISLE), N_PERIODS)).clip(-2, 2)
    taste = rng.normal(-0.9, 0.4, (len(AISLE), 1)) - SLOPE * (price - 1)
    n_pairs = BASKETS.sum(1) * (BASKETS.sum(1) - 1) / 2
    period = np.sort(rng.integers(0, N_PERIODS, N_VISITS))
    bought = np.zeros((N_VISITS, len(AISLE)), bool)
    for aisle in range(N_AISLES):
        own = aisle == AISLE
        weight = np.exp(taste[own].T @ BASKETS.T + effect * n_pairs)
        up_to = weight.cumsum(1) / weight.sum(1, keepdims=True)
        chosen = (rng.random((N_VISITS, 1)) > up_to[period]).sum(1)
        bought[:, own] = (BASKETS[chosen] > 0) & (rng.random((N_VISITS, 1)) < share[aisle])
    log = log_by_hand(bought, period=period, seen=False)
    prices = price[:, None, :].astype(np.float32)
    log = replace(log, calendar=replace(log.calendar, price=prices))
    return log, share[AISLE], bought.mean(0) / share[AISLE]


def told(category, candidates=AISLE):
    """Return how rarely products are looked at, (n_products, MEMBERS), and the truth."""
    log, share, _ = shop()
    pairs = candidate_pairs(log, candidates)
    rate = np.bincount(log.bought.product, minlength=log.n_products) / len(log)
    joint = np.repeat(joint_counts(log, pairs)[:, None] + 0.5, MEMBERS, 1)
    joint[:, 1:] = np.random.default_rng(0).gamma(joint[:, 1:])
    ratio = np.log(joint / (len(log) * rate[pairs.a] * rate[pairs.b])[:, None])
    assert not pairs.is_learned
    return look_rarity(log, pairs, ratio, category), -np.log(share)


@pytest.mark.parametrize(("category", "sd"), [(AISLE, 0.06), (np.full(len(AISLE), -1), 0.12)])
def test_how_rarely_products_are_looked_at_is_told_by_what_is_bought_along_with_them(category, sd):
    found, rarity = told(category)

    left = found[:, 0] - rarity
    assert abs(left.mean()) < 0.1
    assert left.std() < sd


def test_categories_that_say_nothing_of_looks_change_next_to_nothing():
    unknown, rarity = told(np.full(len(AISLE), -1))
    shuffled, _ = told(np.random.default_rng(1).permutation(AISLE))

    assert (shuffled[:, 0] - rarity).std() < (unknown[:, 0] - rarity).std() + 0.03


def test_members_leave_open_what_orders_cannot_tell_two_of_them_the_same():
    found, _ = told(AISLE)

    open_ = found[:, 1:] - found[:, :1]
    partner = found[:, partner_of(MEMBERS)[1:]] - found[:, :1]
    assert 0.08 < open_.std() < 0.3
    assert (open_ - partner).std() < 0.8 * np.sqrt(2) * open_.std()


def effect_told(log, chance):
    """Return what prices and joint purchases tell of the effect, (MEMBERS,)."""
    pairs = candidate_pairs(log, AISLE)
    known = SLOPE * (1 - chance), chance, np.ones(len(AISLE))
    return replacement(log, pairs, joint_counts(log, pairs), *known, MEMBERS)


def odds_ratio(effect):
    """Return the odds ratio of two products of an aisle, of which none wants more than the usual [log]."""
    weight = np.exp(BASKETS.sum(1) * -0.9 + effect * BASKETS.sum(1) * (BASKETS.sum(1) - 1) / 2)
    both, one, neither = (
        weight[(BASKETS[:, :2] == found).all(1)].sum() for found in ([1, 1], [1, 0], [0, 0])
    )
    return np.log(both * neither / one**2)


@pytest.mark.parametrize("effect", [0.0, -0.8])
def test_prices_tell_what_products_of_a_category_take_from_each_other(effect):
    log, _, chance = shop(effect)

    found = effect_told(log, chance)

    assert found[0] == pytest.approx(odds_ratio(effect), abs=0.1)
    assert (found <= 0).all()


def test_where_prices_stand_still_nothing_is_said_to_replace_anything():
    log, _, chance = shop(-0.8)
    still = replace(log, calendar=replace(log.calendar, price=np.ones_like(log.calendar.price)))

    assert not effect_told(still, chance).any()
