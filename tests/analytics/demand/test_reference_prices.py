import numpy as np

from analytics.demand.reference_prices import reference_prices
from tests.demand import visits_by_hand


def test_the_reference_is_the_list_price_while_visitors_still_meet_it():
    visits = visits_by_hand([[1]] * 4, price=[[10.0], [8.0], [8.0], [8.0]])

    assert reference_prices(visits, np.array([10.0])).tolist() == [10.0]


def test_the_reference_is_the_usual_price_where_nobody_meets_the_list_price():
    visits = visits_by_hand([[1]] * 4, price=[[9.0], [8.0], [8.0], [8.0]])

    assert reference_prices(visits, np.array([10.0])).tolist() == [8.0]


def test_the_reference_is_the_usual_price_where_no_list_price_is_known():
    visits = visits_by_hand([[1]] * 3, price=[[9.0], [8.0], [7.0]])

    assert reference_prices(visits, np.array([np.nan])).tolist() == [8.0]


def test_a_reference_is_never_zero():
    visits = visits_by_hand([[0]], considered=np.array([[False]]))

    assert reference_prices(visits, np.array([np.nan]))[0] > 0
