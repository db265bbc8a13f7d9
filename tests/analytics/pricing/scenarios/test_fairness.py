"""What is advised as a scenario or a sales mode keeps the limit on what groups pay; what is not says so."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.cli.fairness_words import broken_words
from analytics.pricing.constraints import Constraints
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.optimize import best_discounts, best_flat_discount
from analytics.pricing.price_book.groups import Groups
from analytics.pricing.scenarios.audience_subset import AudienceSubset
from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.fairness import broken_limit, within_limit
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.scenario import Scenario, default_scenarios
from analytics.pricing.selling.modes import PriceScheme
from analytics.pricing.selling.study import trial_of
from tests.analytics.pricing.selling.samples import audience_with_members
from tests.demand import costs_by_hand
from tests.markets import market_by_hand

SHARES = st.sampled_from([0.0, 0.01, 0.05, 0.2])
SEEDS = st.integers(0, 2**32 - 1)
PARTS = ("p0", "p1")


def fair_market(share, rng, n_segments=4):
    """A market of four segments with three groups that spread over them by chance."""
    where = market_by_hand(
        np.full((n_segments, 2), -1.0),
        10.0,
        costs_by_hand(2, product_cost=4.0),
        limits=Constraints(fairness_limit=share, fairness_groups="area"),
        segment=np.arange(n_segments),
        price=rng.uniform(8, 12, 2).round(2),
    )
    return with_groups(where, rng)


def with_groups(where, rng):
    rows = [
        {"attribute": "area", "group": f"g{g}", "segment": name, "n_customers": int(rng.integers(1, 60))}
        for g in range(3)
        for name in where.audience.segments
    ]
    return replace(where, groups=Groups(pd.DataFrame(rows), where.audience.segments))


def drawn_offer(where, rng, n_shown=4):
    """An offer in front of some segments, with profits as hills anywhere and some discounts barred."""
    names = where.audience.segments[:n_shown]
    top = rng.uniform(0, 0.5, (n_shown, 1))
    profit = rng.uniform(0, 3, (n_shown, 1)) * (top**2 - (GRID - top) ** 2)
    none = np.empty((0, n_shown, len(GRID)))
    whole = float(where.audience.price.sum())
    curves = OfferCurves((0, 1), whole, {"incremental_profit": profit}, none, rng.uniform(0.1, 1, n_shown))
    barred = frozenset(int(at) for at in rng.integers(1, 60, 5))
    best = tuple(best_discounts(curves, 0.4, barred))
    return Offered(curves, names, 0.4, best, best_flat_discount(curves, 0.4, barred), barred=barred)


@settings(max_examples=25)
@given(SEEDS, SHARES, st.sampled_from([2, 4]))
def test_scenarios_to_start_with_never_break_the_limit(seed, share, n_shown):
    rng = np.random.default_rng(seed)
    where = fair_market(share, rng)

    offer = within_limit(where, drawn_offer(where, rng, n_shown))

    assert [broken_limit(where, offer, one) for one in default_scenarios(offer)[:2]] == [None, None]
    assert not {one.at for one in (*offer.best, offer.best_flat)} & offer.barred
    assert all(one.discount_share <= 0.4 for one in offer.best)


def test_a_scenario_set_by_hand_that_breaks_the_limit_is_told_with_group_and_excess():
    rng = np.random.default_rng(0)
    where = fair_market(0.02, rng, n_segments=2)
    counts = pd.DataFrame({
        "attribute": "area", "group": ["hill", "river"], "segment": list(where.audience.segments),
        "n_customers": [50, 50],
    })  # fmt: skip
    where = replace(where, groups=Groups(counts, where.audience.segments))
    context = ComparisonContext(where, AudienceSubset(where.audience), "A", PARTS)

    (broken,) = context.broken_limits([Scenario("Mine", (0, 20)), Scenario("All", (20, 20))])

    assert (broken.scenario, broken.attribute, broken.group) == ("Mine", "area", "hill")
    assert broken.excess_share == pytest.approx(1 / 0.9 - 1, abs=1e-3)
    assert broken_words(broken) == (
        "Mine breaks the limit on groups: area hill would pay 11.1 % more than all on average, "
        "and 2.0 % is the most"
    )


def test_without_a_limit_nothing_is_broken_and_nothing_changes():
    rng = np.random.default_rng(1)
    where = replace(fair_market(0.0, rng), limits=Constraints())
    offer = drawn_offer(where, rng)

    assert within_limit(where, offer) is offer
    assert broken_limit(where, offer, Scenario("Mine", (0, 5, 10, 40))) is None


@settings(max_examples=10)
@given(SEEDS, SHARES)
def test_no_scheme_of_prices_lets_a_group_pay_more_than_the_limit(seed, share):
    rng = np.random.default_rng(seed)
    n, n_segments = 40, 3
    audience = audience_with_members(
        rng.normal(-1, 1, (n, 2)), rng.uniform(2, 14, (n, 1)), segment=np.arange(n) % n_segments
    )
    base = fair_market(share, rng, n_segments)
    where = with_groups(replace(base, audience=audience), rng)
    member = rng.integers(0, 2, n).astype(bool)  # a group whose members are not told by their segments

    trial = trial_of(where, [0, 1])

    for scheme, at in trial.chosen(trial.sample.choosers).items():
        price, weight = trial.price[at], trial.sample.weight
        paid = np.bincount(trial.sample.segment, weight * price) / np.bincount(trial.sample.segment, weight)
        if scheme is PriceScheme.SEGMENTS:
            assert where.fair_limit.is_kept(paid)
            continue
        of_all = np.average(price, weights=weight)
        for group in (member, ~member):
            if group.any():
                assert np.average(price[group], weights=weight[group]) <= (1 + share) * of_all + 1e-9
