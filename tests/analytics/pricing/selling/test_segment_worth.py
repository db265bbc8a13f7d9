"""What prices by other segments than the training's are worth."""

import numpy as np
import pytest

from analytics.pricing.selling.modes import PriceScheme
from analytics.pricing.selling.personal_prices import band
from analytics.pricing.selling.personal_tables import schemes_frame
from analytics.pricing.selling.segment_worth import worth_of_segmentations
from tests.analytics.pricing.selling.test_personal import row, trial_of, two_tiers


@pytest.fixture(scope="module")
def trial():
    return trial_of(two_tiers(noise=0.2))


def test_the_trainings_own_segments_are_worth_what_the_table_of_schemes_says(trial):
    own = trial.sample.segment

    worth = worth_of_segmentations([trial], {"own": own, "nobody apart": np.zeros_like(own)})

    told = row(schemes_frame(trial), PriceScheme.SEGMENTS)
    assert band(worth["own"]) == pytest.approx((told["worth"], told["worth_low"], told["worth_high"]))
    assert (worth["nobody apart"] == 0).all()


def test_segments_that_know_who_minds_prices_are_worth_more_than_segments_by_lot(trial):
    by_lot = np.random.default_rng(0).permutation(trial.sample.segment)

    worth = worth_of_segmentations([trial], {"own": trial.sample.segment, "by lot": by_lot})

    assert band(worth["own"])[1] > band(worth["by lot"])[2]


def test_offers_add_up(trial):
    segments = {"own": trial.sample.segment}

    once, twice = (worth_of_segmentations([trial] * n, segments)["own"] for n in (1, 2))

    np.testing.assert_allclose(twice, 2 * once)
