"""Pasts that are varied, and inputs that are projected."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.lab.augmentation import augmented
from analytics.lab.config import Augmentation, Reduction
from analytics.lab.reduction import Projection, plane
from analytics.numerics import random_stream
from tests.planted import planted

WAYS = st.lists(st.sampled_from(list(Augmentation)), unique=True)


@given(WAYS, st.integers(0, 1000), st.integers(0, 8))
def test_a_varied_past_holds_only_its_own_tokens(ways, seed, n_known):
    past = np.zeros((20, 8), np.int32)
    past[:, 8 - n_known :] = random_stream(seed, "tokens").integers(1, 50, (20, n_known))
    before = past.copy()

    varied = augmented(past, ways, random_stream(seed, "pasts"), mask_token=99)

    assert (past == before).all()
    assert varied.shape == past.shape
    assert varied.dtype == past.dtype
    for one, other in zip(past, varied, strict=True):
        kept = other[(other > 0) & (other != 99)]
        values, counts = np.unique(kept, return_counts=True)
        assert all(n <= (one == value).sum() for value, n in zip(values, counts, strict=True))
        assert Augmentation.MASK in ways or 99 not in other
        assert (other[: 8 - n_known] == 0).all()


@pytest.mark.parametrize("way", list(Augmentation))
def test_each_way_varies_pasts_and_the_same_stream_the_same(way):
    rows = planted(400)

    one, again = (augmented(rows.past, [way], random_stream(1, "pasts", 0)) for _ in range(2))

    assert (one == again).all()
    assert (one != rows.past).any()
    assert (one != augmented(rows.past, [way], random_stream(1, "pasts", 1))).any()


def test_a_crop_keeps_the_latest_and_a_reordering_every_token():
    past = random_stream(0, "tokens").integers(1, 9, (50, 10))

    cut = augmented(past, [Augmentation.CROP], random_stream(0, "pasts"))
    moved = augmented(past, [Augmentation.REORDER], random_stream(0, "pasts"))

    assert (cut[:, -1] == past[:, -1]).all()
    assert (np.sort(moved, axis=1) == np.sort(past, axis=1)).all()
    assert ((moved != past).sum(axis=1) <= 4).all()


@pytest.mark.parametrize("way", [Reduction.PCA, Reduction.LDA, Reduction.RANDOM])
def test_inputs_are_projected_onto_as_many_numbers_as_asked_for(way, tmp_path):
    rows = planted(400)

    found = Projection.of(rows, way, 3)
    found.save(tmp_path)

    n = 1 if way is Reduction.LDA else 3
    projected = found.applied(rows)
    assert projected.inputs.shape == (400, n)
    assert Projection.load(tmp_path).numbers(rows.inputs) == pytest.approx(found.numbers(rows.inputs))
    assert 0 < found.explained.sum() <= 1 + 1e-9
    assert (projected.past == rows.past).all()
    points, explained = plane(rows, rows, way)
    assert points.shape == (400, 2)
    assert len(explained) == 2


def test_principal_components_explain_most_first_and_lda_tells_outcomes_apart():
    rows = planted(800)

    components = Projection.of(rows, Reduction.PCA, 3).explained
    apart = Projection.of(rows, Reduction.LDA, 2).numbers(rows.inputs)[:, 0]

    assert (np.diff(components) <= 1e-9).all()
    assert np.corrcoef(apart, rows.outcome)[0, 1] > 0.4
