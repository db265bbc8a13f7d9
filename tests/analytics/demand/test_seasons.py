"""Features of the calendar: periods, seasons, weekdays."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.features import FeatureEncoder
from tests.demand import visits_by_hand


def customers(n=1, **columns):
    return pd.DataFrame({"segment": ["all"] * n, **columns}, index=[f"c{i}" for i in range(n)])


def encoder(visits, who, reference_price=1.0):
    price = np.broadcast_to(np.float32(reference_price), visits.n_products).copy()
    return FeatureEncoder(price).fit(visits, who)


def encoded(visits, who=None, **changes):
    who = customers(len(visits.customer_ids)) if who is None else who
    return encoder(visits, who, **changes).transform(visits, who)


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
