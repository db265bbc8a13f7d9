"""Every method finds segments that are there, the same ones again, and says where there are none."""

import numpy as np
import pytest

from analytics.segments.methods import centers, density
from analytics.segments.methods.contract import DEEP_METHODS, NOISE, SegmentMethod, richest_first
from analytics.segments.methods.density import DbscanSegments, knee
from analytics.segments.methods.evaluate import rand_index
from analytics.segments.methods.make import segmenter

PLAIN = [method for method in SegmentMethod if method not in DEEP_METHODS]
LEARNED = [method for method in PLAIN if method is not SegmentMethod.RFM]


@pytest.mark.parametrize("method", LEARNED)
def test_segments_far_apart_are_found(planted, method):
    world = planted(900, 3, apart=12)

    labels = segmenter(method, 3).fit_predict(world.data)

    is_inside = labels != NOISE
    assert is_inside.mean() > 0.85
    assert rand_index(world.truth[is_inside], labels[is_inside]) > 0.99


@pytest.mark.parametrize("method", PLAIN)
def test_the_same_customers_and_seed_give_the_same_segments(planted, method):
    data = planted(400, 3, apart=4).data

    first, second = (segmenter(method, 3, seed=5).fit_predict(data) for _ in range(2))

    assert first.tolist() == second.tolist()


@pytest.mark.parametrize("method", PLAIN)
def test_every_customer_has_a_label_and_no_method_minds_customers_all_alike(planted, method):
    data = planted(60, 1).data
    alike = type(data)(data.customers, np.zeros((60, 2)))

    labels = segmenter(method, 3).fit_predict(alike)

    assert labels.shape == (60,)
    assert labels.min() >= NOISE
    if method is not SegmentMethod.RFM:
        assert len(set(labels.tolist())) == 1


def test_beyond_many_customers_mini_batches_find_what_k_means_does(planted):
    world = planted(4_000, 4, apart=8)

    small = centers.KMeansSegments(4).fit_predict(world.data)
    batches = centers.KMeansSegments(4, mini_batch_from=1_000).fit_predict(world.data)

    assert rand_index(small, batches) > 0.98


@pytest.mark.parametrize("method", [SegmentMethod.DBSCAN, SegmentMethod.HDBSCAN])
def test_where_only_some_customers_are_fitted_the_others_join_whom_they_are_close_to(
    planted, method, monkeypatch
):
    world = planted(1_500, 3, apart=12)
    monkeypatch.setattr(density, "MOST_FITTED", 500)

    labels = segmenter(method, 3).fit_predict(world.data)

    is_inside = labels != NOISE
    assert is_inside.mean() > 0.8
    assert rand_index(world.truth[is_inside], labels[is_inside]) > 0.99


def test_a_customer_far_from_all_others_is_noise(planted):
    data = planted(600, 2, apart=12).data
    data.features[0] = 100.0

    assert DbscanSegments(eps=2.0).fit_predict(data)[0] == NOISE


def test_the_knee_of_a_curve_is_where_it_turns_up():
    flat, steep = np.linspace(0, 1, 90), np.linspace(1.5, 20, 10)

    assert knee(np.concatenate([flat, steep])) == 1.0


def test_the_segment_that_spends_most_is_the_first_and_noise_stays_noise():
    labels = np.array([7, 7, 3, NOISE, 5])
    monetary = np.array([10.0, 20.0, 90.0, 500.0, 1.0])

    assert richest_first(labels, monetary).tolist() == [1, 1, 0, NOISE, 2]
    assert richest_first(np.array([NOISE, NOISE]), monetary[:2]).tolist() == [NOISE, NOISE]


def test_rfm_segments_are_those_of_pricing(planted):
    from analytics.segments.choice import SegmentChoice, assign_segments

    data = planted(500, 3).data
    method = segmenter(SegmentMethod.RFM, 0)

    labels = method.fit_predict(data)

    expected = assign_segments(data.customers, SegmentChoice())["segment"]
    assert [method.names_[label] for label in labels] == expected.tolist()
