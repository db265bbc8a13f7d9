"""Features of the calendar: periods, seasons, weekdays."""

import numpy as np
import pytest

from tests.demand import visits_by_hand
from tests.encoding import customers, encoded, encoder


def test_a_period_after_training_has_no_effect_of_its_own():
    visits = visits_by_hand([[1], [0], [1]], period=[0, 1, 2])
    fitted = encoder(visits.where(visits.period < 2), customers(3))

    assert fitted.transform(visits, customers(3))["period"].tolist() == [0, 1, -1]


def test_a_short_history_has_no_yearly_season():
    x = encoded(visits_by_hand([[1], [0]], period=[0, 100]))

    assert x["season"][:, :2].tolist() == [[0, 0], [0, 0]]


def test_a_year_of_history_has_a_season():
    x = encoded(visits_by_hand([[1], [0]], period=[0, 330]))

    assert np.abs(x["season"][:, :2]).max() > 0.5


def test_weekdays_repeat_after_seven_days():
    x = encoded(visits_by_hand([[1], [0], [1]], period=[0, 3, 7]))

    assert x["season"][0, 2:] == pytest.approx(x["season"][2, 2:], abs=1e-5)
    assert x["season"][0, 2:] != pytest.approx(x["season"][1, 2:], abs=1e-2)
