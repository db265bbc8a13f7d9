import numpy as np
import pytest

from analytics.demand.training import bootstrap_weights
from tests.demand import visits_by_hand


def weights():
    visits = visits_by_hand([[1]] * 4000, customer=list(np.repeat(range(40), 100)))
    return bootstrap_weights(visits, 400, seed=0)


def test_the_fit_counts_every_visit_once():
    weight = weights()

    assert (weight[:, 0] == 1).all()


def test_visits_of_one_customer_stand_or_fall_together():
    weight = weights()

    assert (weight[0] == weight[1]).all()
    assert (weight[0, 1:] != weight[100, 1:]).all()  # another customer


def test_where_weeks_might_have_been_others_they_spread_a_mean_however_many_customers_come():
    visits = visits_by_hand([[1]] * 4000, customer=list(np.repeat(range(40), 100)), period=[0, 1] * 2000)
    weight = bootstrap_weights(visits, 400, seed=0, with_periods=True)

    member_means = [np.average(visits.period == 0, weights=member) for member in weight[:, 1:].T]

    assert (weight[:, 0] == 1).all()
    assert np.std(member_means) == pytest.approx(1 / np.sqrt(12), rel=0.2)  # as two exponentials share one
