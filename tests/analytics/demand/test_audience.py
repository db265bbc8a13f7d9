from dataclasses import replace

import numpy as np
import pytest

from analytics.demand import recent as room
from analytics.demand.build_audience import arrays_of, audience_of, build_audience
from analytics.demand.cells import cells_of

EVERY = range(4)  # products


@pytest.fixture(scope="module")
def built(small):
    return build_audience(small.model, small.log, small.customers, seed=0)


def test_the_rows_stand_for_every_visit(built, small):
    assert built.weight.sum() == pytest.approx(len(small.log), rel=1e-5)


def test_each_segment_has_the_weight_of_its_visits(built, small):
    of_customer = small.customers["segment"].reindex(small.log.customer_ids).to_numpy()
    counts = [int((of_customer[small.log.customer] == segment).sum()) for segment in built.segments]

    assert np.bincount(built.segment, built.weight) == pytest.approx(counts, rel=1e-5)


def test_where_customers_are_few_every_visit_is_kept(built, small):
    assert len(built.weight) == len(small.log)
    assert (built.weight == 1).all()


def test_where_customers_are_many_their_latest_visits_are_kept(small, monkeypatch):
    monkeypatch.setattr(room, "_RECENT_VISITS", 2)
    monkeypatch.setattr(room, "_FEWEST_ROWS", 0)

    built = build_audience(small.model, small.log, small.customers, seed=0)

    n_visits = np.bincount(small.log.customer)
    assert len(built.weight) == np.minimum(n_visits, 2).sum()
    last = small.log.bought.visit == len(small.log) - 1
    assert np.flatnonzero(built.around(EVERY).basket[-1]).tolist() == small.log.bought.product[last].tolist()
    assert built.weight.sum() == pytest.approx(len(small.log), rel=1e-5)


def test_an_audience_beyond_the_budget_of_rows_is_thinned(small, monkeypatch):
    monkeypatch.setattr(room, "_MOST_ROWS", 25)

    built = build_audience(small.model, small.log, small.customers, seed=0)

    assert len(built.weight) == 25


def test_tastes_slopes_and_baskets_give_the_logits_of_the_model(built, small):
    around, n = built.around(EVERY), len(small.log)
    cells = cells_of(small.log, np.repeat(np.arange(n), 4), np.tile(EVERY, n))

    logit = small.model.logits(cells, small.customers).reshape(n, 4)

    basket = around.basket.astype(np.float32)
    price = small.model.encoder_.relative_price(cells).reshape(n, 4)
    control = small.model.inputs(cells, small.customers).cells["control"]
    found = around.taste + basket @ around.cross[0] - around.slope * price
    weights = small.model.weights_
    found += (control @ weights.control_shared[:, 0]).reshape(n, 4)
    found += control[:, 0].reshape(n, 4) * weights.control[:, 0]
    np.testing.assert_allclose(found, logit, atol=1e-3)


def test_what_is_said_of_few_products_is_what_is_said_of_all_with_the_others_in_the_tastes(built):
    few, every = built.around([2, 0]), built.around(EVERY).around([2, 0])

    for name in ("taste", "slope", "member_taste", "member_slope", "cross", "basket", "price"):
        np.testing.assert_allclose(getattr(few, name), getattr(every, name), atol=1e-4, err_msg=name)


def test_the_first_member_is_the_fit(built):
    around = built.around([1, 3])

    np.testing.assert_allclose(around.member_taste[:, 0], around.taste[around.sample], atol=1e-5)


def test_every_segment_has_rows_with_members(built, monkeypatch, small):
    monkeypatch.setattr(room, "_MOST_SAMPLED", 9)

    thin = build_audience(small.model, small.log, small.customers, seed=0)

    assert set(thin.segment[thin.sample]) == set(built.segment)


def test_the_same_seed_takes_the_same_sample(small, monkeypatch):
    monkeypatch.setattr(room, "_MOST_ROWS", 25)

    first, second = (build_audience(small.model, small.log, small.customers, seed=3) for _ in range(2))

    assert np.array_equal(first.around(EVERY).taste, second.around(EVERY).taste)


def test_an_audience_of_its_arrays_is_the_same(built):
    read = audience_of(arrays_of(built))

    assert (read.product_ids, read.segments) == (built.product_ids, built.segments)
    for name, values in arrays_of(built).items():
        assert np.array_equal(arrays_of(read)[name], values), name


@pytest.mark.parametrize("is_learned", [True, False])
def test_an_audience_of_before_is_told_how_rarely_products_are_looked_at_by_their_surest_pairs(
    built, is_learned
):
    arrays = arrays_of(replace(built, pairs=replace(built.pairs, is_learned=is_learned)))
    del arrays["weights.rarity"], arrays["weights.replacing"]

    weights = audience_of(arrays).weights

    assert not weights.replacing.any()
    assert weights.rarity.shape == (0 if is_learned else len(built.product_ids), weights.n_members)


def test_a_smaller_audience_keeps_its_rows(built):
    chosen = np.array([4, 2])

    few = built.rows(chosen)

    assert np.array_equal(few.around(EVERY).taste, built.around(EVERY).taste[[4, 2]])
    assert np.array_equal(few.segment, built.segment[[4, 2]])
    assert len(few.sample) == 0
