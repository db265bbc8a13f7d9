import numpy as np

from analytics.demand.cells import learned_cells
from analytics.demand.customer_state.network import N_FOLDS, StateNetworkConfig, build_memory
from tests.logs import log_of, small_model
from tests.simulated import simulate_shop
from tests.worlds import customers_of


def test_what_is_said_of_a_cell_does_not_depend_on_which_others_are_asked():
    world = simulate_shop(n_customers=20, n_visits_per_customer=6.0, n_products=3)
    log, customers = log_of(world), customers_of(world)
    model = small_model(log, world)
    sizes = {"n_bought": 2, "n_seen": 3, "n_visits": len(log), "cells_per_visit": 3.0, "n_units": 4}
    columns = np.zeros((3, 0), np.float32)
    model.state_.memory_ = build_memory(StateNetworkConfig(3, columns, n_past=4, length=8, **sizes))
    model.state_.directions_ = np.random.default_rng(0).normal(size=(3, N_FOLDS, 4)).astype(np.float32)
    cells = learned_cells(log, 0)
    few = np.arange(0, len(cells), 7)

    every, some = model.logits(cells, customers), model.logits(cells.rows(few), customers)

    np.testing.assert_allclose(some, every[few], atol=1e-5)
