"""Rows of a rare outcome, balanced; what is learned from them is recalibrated, kept and read back."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.curves.recalibration import Recalibration
from analytics.lab.config import Imbalance, Method, Reduction
from analytics.lab.imbalance import balanced
from analytics.lab.recalibration import Recalibrator
from analytics.lab.variant import fit_variant, load_variant
from data.schema import NotEnoughDataError
from tests.planted import parts_of, planted, quick

ADDING = (Imbalance.OVERSAMPLING, Imbalance.SMOTE, Imbalance.ADASYN)


def rare(n_yes=60):
    """Rows of which few came out yes."""
    rows = planted(1200)
    yes, no = np.flatnonzero(rows.outcome == 1)[:n_yes], np.flatnonzero(rows.outcome == 0)
    return rows.rows(np.sort(np.concatenate([yes, no])))


@pytest.mark.parametrize("way", [way for way in Imbalance if way is not Imbalance.NONE])
def test_both_outcomes_count_about_alike_whatever_the_way(way):
    rows, weight = balanced(rare(), way)

    counts = np.ones(len(rows)) if weight is None else weight
    assert counts.mean() == pytest.approx(1)
    assert (counts * rows.outcome).sum() / counts.sum() == pytest.approx(0.5, abs=0.03)
    again, _ = balanced(rare(), way)
    pd.testing.assert_frame_equal(rows.inputs, again.inputs)


@pytest.mark.parametrize("way", ADDING)
def test_real_rows_stay_as_they_are_and_added_ones_are_possible(way):
    train = rare()

    rows, _ = balanced(train, way)

    real, added = rows.rows(np.arange(len(train))), rows.rows(np.arange(len(train), len(rows)))
    pd.testing.assert_frame_equal(real.inputs, train.inputs)
    assert (added.outcome == 1).all()
    of_yes = train.inputs[train.outcome == 1]
    assert added.inputs["signal"].between(of_yes["signal"].min(), of_yes["signal"].max()).all()
    assert added.inputs["kind"].dtype == train.inputs["kind"].dtype
    assert set(added.past_row) <= set(train.past_row[train.outcome == 1])
    assert 0 < added.inputs["gappy"].isna().mean() < 0.6


def test_categories_alone_are_enough_for_synthetic_rows():
    train = rare()
    of_categories = replace(train, inputs=train.inputs[["kind"]])

    rows, _ = balanced(of_categories, Imbalance.SMOTE)

    assert rows.outcome.mean() == pytest.approx(0.5)


@pytest.mark.parametrize("way", [Imbalance.SMOTE, Imbalance.ADASYN])
def test_one_row_of_the_rare_outcome_is_too_few(way):
    with pytest.raises(NotEnoughDataError, match="rare outcome"):
        balanced(rare(n_yes=1), way)


@pytest.mark.parametrize("way", list(Recalibration))
def test_a_recalibration_is_kept_and_never_turns_scores_round(way, tmp_path):
    rng = np.random.default_rng(0)
    share = rng.random(4000)
    outcome = (rng.random(4000) < share).astype(float)
    score = share**2

    found = Recalibrator.of(outcome, score, way)
    found.save(tmp_path)

    again = Recalibrator.load(tmp_path)
    assert again(score) == pytest.approx(found(score))
    assert (np.diff(found(np.sort(score))) >= 0).all()
    if way is not Recalibration.NONE:
        assert np.abs(found(score) - share).mean() < np.abs(score - share).mean() / 2


@pytest.mark.parametrize("way", list(Imbalance))
def test_a_variant_is_read_back_and_its_shares_mean_what_they_say(way, tmp_path):
    reduction = Reduction.PCA if way is Imbalance.SMOTE else Reduction.NONE
    config = quick(Method.LOGISTIC, imbalance=way, reduction=reduction, n_components=5)
    parts = parts_of(config)

    variant = fit_variant(config, parts)
    variant.save(tmp_path)

    again = load_variant(config, tmp_path)
    assert again.predict(parts.test) == pytest.approx(variant.predict(parts.test))
    assert again.predict_raw(parts.test) == pytest.approx(variant.predict_raw(parts.test))
    assert (variant.recalibrator is None) == (way is Imbalance.NONE)
    assert variant.predict(parts.validation).mean() == pytest.approx(
        parts.validation.outcome.mean(), abs=0.03
    )
