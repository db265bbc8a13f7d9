import numpy as np
import pytest

from analytics.demand import audience as room
from analytics.demand.audience import arrays_of, audience_of, build_audience


@pytest.fixture(scope="module")
def built(small):
    return build_audience(small.model, small.visits, small.customers, seed=0)


def test_the_rows_stand_for_every_visit(built, small):
    assert built.weight.sum() == pytest.approx(len(small.visits), rel=1e-5)


def test_each_segment_has_the_weight_of_its_visits(built, small):
    of_customer = small.customers["segment"].reindex(small.visits.customer_ids).to_numpy()
    counts = [int((of_customer[small.visits.customer] == segment).sum()) for segment in built.segments]

    assert np.bincount(built.segment, built.weight) == pytest.approx(counts, rel=1e-5)


def test_where_customers_are_few_every_visit_is_kept(built, small):
    assert len(built.weight) == len(small.visits)
    assert (built.weight == 1).all()


def test_where_customers_are_many_their_latest_visits_are_kept(small, monkeypatch):
    monkeypatch.setattr(room, "_RECENT_VISITS", 2)
    monkeypatch.setattr(room, "_FEWEST_ROWS", 0)

    built = build_audience(small.model, small.visits, small.customers, seed=0)

    n_visits = np.bincount(small.visits.customer)
    assert len(built.weight) == np.minimum(n_visits, 2).sum()
    last = np.flatnonzero(np.diff(small.visits.customer, append=-1))
    assert (
        built.basket[np.flatnonzero(np.diff(built.weight.cumsum(), append=np.inf))[-1]]
        == small.visits.bought[last[-1]]
    ).all()
    assert built.weight.sum() == pytest.approx(len(small.visits), rel=1e-5)


def test_an_audience_beyond_the_budget_of_rows_is_thinned(small, monkeypatch):
    monkeypatch.setattr(room, "_MOST_ROWS", 25)

    built = build_audience(small.model, small.visits, small.customers, seed=0)

    assert len(built.weight) == 25


def test_the_tastes_are_those_of_the_model(built, small):
    taste, slope = small.model.tastes(small.visits, small.customers)

    np.testing.assert_allclose(built.taste, taste[:, 0], atol=1e-5)
    np.testing.assert_allclose(built.member_slope, slope[built.sample], atol=1e-5)


def test_the_first_member_is_the_fit(built):
    np.testing.assert_allclose(built.member_taste[:, 0], built.taste[built.sample], atol=1e-5)


def test_every_segment_has_rows_with_members(built, monkeypatch, small):
    monkeypatch.setattr(room, "_MOST_SAMPLED", 9)

    thin = build_audience(small.model, small.visits, small.customers, seed=0)

    assert set(thin.segment[thin.sample]) == set(built.segment)


def test_the_same_seed_takes_the_same_sample(small, monkeypatch):
    monkeypatch.setattr(room, "_MOST_ROWS", 25)

    first, second = (build_audience(small.model, small.visits, small.customers, seed=3) for _ in range(2))

    assert np.array_equal(first.taste, second.taste)


def test_an_audience_of_its_arrays_is_the_same(built):
    read = audience_of(arrays_of(built))

    assert (read.product_ids, read.segments) == (built.product_ids, built.segments)
    for name, values in vars(built).items():
        assert np.array_equal(getattr(read, name), values), name


def test_a_smaller_audience_keeps_its_rows(built):
    chosen = np.array([4, 2])

    few = built.rows(chosen)

    assert np.array_equal(few.taste, built.taste[[4, 2]])
    assert np.array_equal(few.segment, built.segment[[4, 2]])
    assert len(few.sample) == 0
