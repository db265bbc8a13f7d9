"""What the table says of segments: apart, compact, found again; and how many there are."""

from functools import partial

import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from analytics.segments.methods.centers import KMeansSegments
from analytics.segments.methods.contract import NOISE, CustomerData
from analytics.segments.methods.evaluate import quality, rand_index
from analytics.segments.methods.map import Projection, axis_figures, plane
from analytics.segments.methods.number import clusters_by_stability


@pytest.mark.parametrize("n_segments", [2, 4, 6])
def test_the_number_of_planted_segments_is_found(planted, n_segments):
    found, curve = clusters_by_stability(planted(900, n_segments, apart=7).data, most=8, n_refits=5)

    assert found == n_segments
    assert curve["n_clusters"].tolist() == list(range(2, 9))
    assert curve.set_index("n_clusters").loc[n_segments, "stability"] > 0.95


def test_customers_all_alike_form_one_cluster(planted):
    data = planted(50, 1).data

    found, curve = clusters_by_stability(CustomerData(data.customers, np.zeros((50, 2))))

    assert (found, len(curve)) == (1, 0)


def test_segments_that_are_there_are_found_again_and_parts_of_one_cloud_are_not(planted):
    make = partial(KMeansSegments, 4)
    there, cloud = (planted(600, n, apart=8).data for n in (4, 1))

    found = [quality(data, make().fit_predict(data), make, n_refits=5) for data in (there, cloud)]

    assert found[0].stability > 0.98 > 0.8 > found[1].stability
    assert found[0].silhouette > 0.3 > found[1].silhouette
    assert found[0].davies_bouldin < found[1].davies_bouldin


def test_sizes_and_noise_add_up_to_all_customers(planted):
    world = planted(300, 3, apart=8)
    labels = np.where(np.arange(300) < 30, NOISE, world.truth)

    found = quality(world.data, labels, partial(KMeansSegments, 3), n_refits=0)

    assert sum(found.sizes) == 270
    assert found.noise_share == pytest.approx(0.1)
    inside = labels != NOISE
    assert found.silhouette == pytest.approx(silhouette_score(world.data.features[inside], labels[inside]))


def test_one_segment_is_neither_apart_nor_found_again(planted):
    data = planted(100, 1).data

    found = quality(data, np.zeros(100, np.int64), partial(KMeansSegments, 1))

    assert np.isnan([found.silhouette, found.davies_bouldin, found.stability]).all()
    assert found.n_refits == 0


def test_work_that_is_stopped_stops(planted):
    data = planted(100, 2).data

    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        quality(data, np.arange(100) % 2, partial(KMeansSegments, 2), report=stop)


def test_lda_holds_segments_apart_that_differ_in_a_quiet_figure():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 600)
    features = rng.normal(size=(600, 5)) * np.array([6, 6, 6, 1, 1])
    features[:, 3:] += 4 * np.array([[0, 0], [1, 0], [0, 1]])[truth]

    apart = [_apart(plane(features, truth, projection)[0], truth) for projection in Projection]

    assert apart[1] > 0.9 > apart[0]


def test_a_map_repeats_and_says_how_much_it_shows(planted):
    data = planted(300, 3).data

    place, shares, loadings = plane(data.features, np.zeros(300, np.int64), Projection.PCA)

    assert place.shape == (300, 2)
    assert 1 > shares[0] >= shares[1] > 0
    assert (np.abs(loadings) <= 1 + 1e-9).all() and (loadings.max(axis=0) > 0).all()
    np.testing.assert_allclose(plane(-data.features, np.zeros(300), Projection.PCA)[1], shares)


@pytest.mark.parametrize("n_segments", [2, 3])
def test_two_segments_lie_on_a_line(planted, n_segments):
    world = planted(200, n_segments)

    place, shares, _ = plane(world.data.features, world.truth, Projection.LDA)

    assert (place[:, 1] == 0).all() == (n_segments == 2)
    assert shares.sum() == pytest.approx(1, abs=0.01)


def test_an_axis_is_told_by_the_figures_that_it_follows(planted):
    import pandas as pd

    data = planted(300, 1).data
    data.features[:, 2] *= 9
    columns = pd.MultiIndex.from_tuples([("rfm", f"figure {n}") for n in range(4)])

    first, _ = axis_figures(plane(data.features, np.zeros(300), Projection.PCA)[2], columns)

    assert first[0][:2] == ("rfm", "figure 2")
    assert first[0][2] == pytest.approx(1, abs=0.01)


def _apart(place: np.ndarray, truth: np.ndarray) -> float:
    """Return how well the plane alone tells the truth, by the nearest mean."""
    means = np.array([place[truth == label].mean(0) for label in range(3)])
    return rand_index(truth, ((place[:, None] - means) ** 2).sum(2).argmin(1))
