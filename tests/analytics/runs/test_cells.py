import numpy as np

from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice
from analytics.demand.encoder import Encoder
from analytics.runs.cells import baseline_cells, sampled_cells
from tests.logs import log_by_hand, log_of
from tests.worlds import customers_of


def test_a_sample_of_cells_holds_only_those_that_tell_something():
    log = log_by_hand([[True, False]] * 6, seen=[[True, False]] * 6)

    cells = sampled_cells(log, np.arange(6) < 4, 100, np.random.default_rng(0))

    visited_at = cells.log.visited_at[cells.visit]
    assert visited_at.tolist() == log.visited_at[:4].tolist()
    assert cells.product.tolist() == [0, 0, 0, 0]


def test_where_only_purchases_are_known_the_sole_product_of_a_basket_tells_nothing():
    log = log_by_hand([[True, False, False], [True, True, False]], seen=False)

    cells = sampled_cells(log, np.ones(2, bool), 100, np.random.default_rng(0))

    assert list(zip(cells.visit.tolist(), cells.product.tolist(), strict=True)) == [
        *((0, 1), (0, 2)),
        *((1, 0), (1, 1), (1, 2)),
    ]


def test_a_sample_of_cells_is_of_whole_visits_and_no_larger_than_asked():
    log = log_by_hand(np.eye(3)[np.arange(50) % 3], customer=np.arange(50) // 5)

    cells = sampled_cells(log, np.ones(50, bool), 40, np.random.default_rng(0))

    assert len(cells) == 39
    assert set(np.bincount(cells.visit)) <= {0, 3}
    assert (np.diff(cells.visit) >= 0).all()


def test_baselines_know_the_past_and_not_the_present(small_world):
    log, customers = log_of(small_world), customers_of(small_world)
    model = BasketChoice()
    model.encoder_ = Encoder(np.ones(log.n_products, np.float32)).fit(learned_cells(log, 0), customers)
    cells = sampled_cells(log, np.ones(len(log), bool), len(log) * log.n_products, np.random.default_rng(0))

    known = baseline_cells(model, cells, customers)

    bought = np.zeros((len(log), log.n_products), bool)
    bought[log.bought.visit, log.bought.product] = True
    second = int(np.flatnonzero(log.rank == 1)[3])
    own = known[cells.visit == second].set_index("product")
    assert (own["past_visits"] == 1).all()
    for product, row in own.iterrows():
        assert row["past_share"] == float(bought[second - 1, product])
        assert row["rest_of_basket"] == np.delete(bought[second], product).sum()
