"""Whether a change of the shares bought is told from chance."""

import numpy as np
import pytest

from analytics.evidence.drift.calibration import Chances, by_score, by_week, calibration_signs
from analytics.evidence.drift.codes import (
    Advice,
    Drift,
    Sign,
    advice_of,
    drift_of,
    gravest,
    sure_part,
)


def chances(seed, n=6_000, factor=1.0, shuffled=False, n_customers=300):
    rng = np.random.default_rng(seed)
    score = rng.beta(2, 6, n)
    told = rng.permutation(score) if shuffled else score
    days = np.datetime64("2026-01-05", "us") + rng.integers(0, 28, n) * np.timedelta64(1, "D")
    bought = (rng.random(n) < factor * score).astype(float)
    return Chances(bought, told, rng.integers(0, n_customers, n), days)


def advice(signs):
    return {row["sign"]: row["advice"] for row in signs}


def test_chances_of_the_same_kind_advise_to_keep():
    found = [advice(calibration_signs(chances(2 * k), chances(2 * k + 1))) for k in range(10)]

    assert [one for one in found if set(one.values()) != {"keep"}] == []


def test_fewer_purchases_than_predicted_are_told_by_the_level_and_by_calibration():
    told = calibration_signs(chances(0), chances(1, factor=0.6))

    assert advice(told) == {"level": "retrain", "ece": "retrain", "auc": "keep"}
    level = told[0]
    assert level["change"] == pytest.approx(np.log(0.6), abs=0.12)
    assert level["low"] < level["change"] < level["high"] < 0


def test_scores_that_rank_no_longer_are_told_by_the_auc():
    assert advice(calibration_signs(chances(0), chances(1, shuffled=True)))["auc"] == "retrain"


def test_weeks_and_bins_hold_every_chance_of_then_and_now():
    then, now = chances(0, 900), chances(1, 600)

    for table in (by_week(then, now), by_score(then, now)):
        assert table.groupby("period")["n"].sum().to_dict() == {"then": 900, "now": 600}
        assert (table["low"] <= table["observed"]).all() and (table["observed"] <= table["high"]).all()
    assert by_week(then, now).groupby("period").size().to_dict() == {"then": 4, "now": 4}


def test_codes_follow_the_sure_part():
    assert [drift_of(low) for low in (0.09, 0.1, 0.25)] == [Drift.STABLE, Drift.MODERATE, Drift.LARGE]
    assert [sure_part(*ends) for ends in ((-1, 2), (0.5, 2), (-2, -0.5))] == [0, 0.5, 0.5]
    assert [advice_of(Sign.PRICES, moved) for moved in (0.04, 0.05, 0.1)] == list(Advice)
    assert gravest(["keep", "retrain", "watch"]) == Advice.RETRAIN and gravest([]) == Advice.KEEP
