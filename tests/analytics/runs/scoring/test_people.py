"""What customers want at their next visit: own tastes where there is a past, usual ones for the new."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.histories import History
from analytics.runs.artifacts import MOMENTS
from analytics.runs.scoring.known import known_customers
from analytics.runs.scoring.moments import moments_of, read_moments, write_moments
from analytics.runs.scoring.next_visits import log_of_nobody, next_visits
from analytics.runs.scoring.people import NextVisits
from analytics.runs.scoring.stored import model_of
from tests.logs import log_by_hand

EVERY = np.arange(8)  # products


@pytest.fixture(scope="module")
def people(exogenous):
    """Next visits of the shop's customers and of others."""
    run, found = exogenous.directory, exogenous.results
    known = known_customers(run, found.config)
    return NextVisits(model_of(run), found.audience, known, read_moments(run, known.log), found.config)


def rows_of(ids, **columns):
    return pd.DataFrame({"customer_id": ids} | columns)


def test_known_customers_have_tastes_of_their_own(people, exogenous):
    ids = exogenous.world.customers["customer_id"].head(50).tolist()

    found, place = people.of(rows_of(ids), EVERY)

    assert len(found) == 50 and sorted(place) == list(range(50))
    assert len(np.unique(found.taste[:, 0].round(4))) > 25
    tiers = exogenous.world.customers["tier"].head(50).tolist()
    assert [exogenous.results.audience.segments[code] for code in found.segment[place]] == tiers


def test_known_customers_want_what_they_wanted_at_their_recent_visits(people, exogenous):
    run, ids = exogenous.results.audience, exogenous.world.customers["customer_id"].tolist()
    audience = run.around(EVERY)

    found, _ = people.of(rows_of(ids), EVERY)

    for code in range(len(audience.segments)):
        own = audience.segment == code
        recent = np.average(audience.taste[own], axis=0, weights=audience.weight[own])
        np.testing.assert_allclose(found.taste[found.segment == code].mean(0), recent, atol=0.15)


def test_new_customers_who_are_alike_are_one(people):
    found, place = people.of(rows_of(["x", "y", "z"], segment=["tier 0", "tier 1", "tier 0"]), EVERY)

    assert len(found) == 2
    assert place[0] == place[2] != place[1]


def test_a_customer_of_no_known_segment_is_taken_for_an_average_one(people, exogenous):
    segments = exogenous.results.audience.segments

    found, place = people.of(rows_of(["x", *segments], segment=[None, *segments]), EVERY)

    assert found.segment[place[0]] == -1
    taste = found.taste[place]
    assert (taste[0] > taste[1:].min(0) - 0.05).all() and (taste[0] < taste[1:].max(0) + 0.05).all()


def test_what_a_customer_wants_does_not_hang_on_who_else_is_asked(people, exogenous):
    ids = [*exogenous.world.customers["customer_id"].head(40), "x", "y"]
    rows = rows_of(ids, segment=[None] * 40 + ["tier 0", "tier 1"])

    together, place = people.of(rows, EVERY)
    alone, at = people.of(rows.iloc[[7, 40]], EVERY)

    np.testing.assert_allclose(together.taste[place[[7, 40]]], alone.taste[at], rtol=0, atol=1e-5)
    np.testing.assert_allclose(together.slope[place[[7, 40]]], alone.slope[at], rtol=1e-5)


def test_a_customer_named_twice_is_scored_by_each_row(people):
    found, place = people.of(rows_of(["c1", "c1"], segment=["tier 0", "tier 2"]), EVERY)

    assert found.segment[place].tolist() == [0, 2]


def test_a_run_without_visits_knows_segments_at_most(exogenous, tmp_path):
    pd.DataFrame({"customer_id": ["c1"], "segment": ["tier 1"]}).to_parquet(tmp_path / "customers.parquet")
    (tmp_path / "model").mkdir()

    known = known_customers(tmp_path / "model", exogenous.results.config)

    assert known.log is None and known.described["segment"].to_dict() == {"c1": "tier 1"}


@pytest.mark.parametrize("seen", [None, False])
def test_the_next_visit_stands_after_all_others_of_the_customer(seen):
    past = log_by_hand([[1, 0], [0, 1], [1, 1]], customer=[0, 0, 1], seen=seen)
    ids = np.array(["c0", "new"], object)

    log, visit = next_visits(past, ids, np.datetime64("2026-01-01"))

    assert log.customer.tolist() == [0, 0, 0, 1] and visit.tolist() == [2, 3]
    assert log.bought.visit.tolist() == [0, 1] and log.bought.product.tolist() == [0, 1]
    known = History(log).before(visit, np.zeros(2, int))
    assert known.n_bought.tolist() == [1, 0] and known.n_considered.tolist() == [2, 0]


def test_where_nobody_is_known_all_are_at_their_first_visit():
    log, visit = next_visits(
        log_of_nobody(("p0",)), np.array(["a", "b"], object), np.datetime64("2026-01-01")
    )

    assert len(log) == 2 and visit.tolist() == [0, 1] and not len(log.bought)


def test_moments_are_those_of_latest_visits_and_come_back(tmp_path):
    visits = log_by_hand(np.ones((6, 1)), customer=[0, 0, 0, 1, 1, 2])

    moments = moments_of(visits)
    write_moments(tmp_path, visits)
    back = read_moments(tmp_path, None)

    assert set(moments.period) <= {2, 4, 5} and moments.period.iloc[-1] == 5
    assert (back.visited_at == moments.visited_at).all() and (back.period == moments.period).all()
    (tmp_path / MOMENTS.name).unlink()
    assert (read_moments(tmp_path, visits).period == moments.period).all()
