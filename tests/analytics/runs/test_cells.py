import numpy as np

from analytics.runs.cells import baseline_cells, sample_cells
from tests.demand import visits_by_hand


def test_a_sample_of_cells_holds_only_those_that_tell_something():
    visits = visits_by_hand(np.ones((6, 2)), considered=np.array([[True, False]] * 6))

    rows, columns = sample_cells(visits, np.arange(6) < 4, 100, np.random.default_rng(0))

    assert rows.tolist() == [0, 1, 2, 3]
    assert columns.tolist() == [0, 0, 0, 0]


def test_a_sample_of_cells_is_as_large_as_asked_and_has_no_doubles():
    visits = visits_by_hand(np.ones((50, 3)))

    rows, columns = sample_cells(visits, np.ones(50, bool), 40, np.random.default_rng(0))

    assert len(set(zip(rows.tolist(), columns.tolist(), strict=True))) == 40
    assert (np.diff(rows) >= 0).all()


def test_baselines_know_the_past_and_not_the_present(exogenous):
    visits = exogenous.snapshot.visits
    few = visits.where(visits.customer < 30)
    cells = baseline_cells(exogenous.model, few, exogenous.snapshot.customers)
    second = int(np.flatnonzero(np.diff(few.customer, prepend=-1))[0]) + 1

    row = cells(np.array([second]), np.array([0])).iloc[0]

    assert row["past_visits"] == 1
    assert row["past_share"] == float(few.bought[second - 1, 0])
    assert row["rest_of_basket"] == few.bought[second, 1:].sum()
