"""What a state may know, and that it learns what purchase rates cannot tell."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.cells import learned_cells
from analytics.demand.customer_state.estimator import CustomerState, StateConfig
from analytics.demand.customer_state.examples import folds
from tests.logs import log_by_hand

N_CUSTOMERS, N_VISITS = 120, 12
QUICK = StateConfig(most_epochs=6, fewest_steps=15, learning_rate=0.03)


def shop(bought, **changes):
    """Return cells (n_customers × N_VISITS × 2) with habits and prices that tell nothing."""
    customer = np.repeat(np.arange(len(bought) // N_VISITS), N_VISITS)
    cells = learned_cells(log_by_hand(bought, customer=customer, **changes), 0)
    return cells, np.zeros((len(cells), 3), np.float32), np.zeros(len(cells), np.float32)


def fitted(bought, config=QUICK, **more):
    return CustomerState(config).fit(*shop(bought), np.zeros((2, 0), np.float32), **more)


def told(state, bought):
    cells = shop(bought)[0]
    return state.added(cells, np.zeros(len(bought))).reshape(-1, 2)


def by_turns():
    """Return a shop whose customers buy now the one product, now the other, each starting where they like."""
    start = np.random.default_rng(0).integers(0, 2, N_CUSTOMERS)
    turn = (start[:, None] + np.arange(N_VISITS)) % 2
    return np.stack([turn == 0, turn == 1], -1).reshape(-1, 2)


@pytest.fixture(scope="module")
def turns():
    return fitted(by_turns())


def test_it_learns_an_order_that_rates_do_not_show(turns):
    bought = by_turns()

    added = told(turns, bought)

    later = np.arange(len(bought)) % N_VISITS > 0
    assert (added[later][bought[later]] > 1).all()
    assert (added[later][~bought[later]] < -1).all()
    assert turns.gain_ > 0.5


def test_it_says_next_to_nothing_where_the_past_tells_nothing():
    at_random = np.random.default_rng(1).random((N_CUSTOMERS * N_VISITS, 2)) < 0.4

    state = fitted(at_random)

    assert state.gain_ < 0.01
    assert np.abs(told(state, at_random)).mean() < 0.15


def test_a_few_visits_teach_nothing():
    bought = by_turns()[: 50 * N_VISITS]

    assert not told(fitted(bought), bought).any()


def test_a_state_knows_neither_its_visit_nor_the_future(turns):
    bought = by_turns()
    nth = np.arange(len(bought)) % N_VISITS
    changed = np.where((nth >= 7)[:, None], ~bought, bought)

    before, after = (told(turns, b) for b in (bought, changed))

    np.testing.assert_allclose(before[nth <= 7], after[nth <= 7], atol=1e-6)
    assert not np.allclose(before[nth > 7], after[nth > 7])


def test_customers_are_told_by_the_network_that_learned_from_the_others():
    bought = by_turns()
    half = folds(shop(bought)[0].log)
    turned = np.where((half == 1)[:, None], ~bought, bought)  # as often, in the other order

    added = [told(fitted(b, replace(QUICK, most_epochs=2)), bought) for b in (bought, turned)]

    np.testing.assert_allclose(added[0][half == 1], added[1][half == 1], atol=1e-5)
    assert not np.allclose(added[0][half == 0], added[1][half == 0])


def test_a_fit_can_be_stopped_and_says_how_far_it_is():
    said = []

    def stop(share):
        said.append(share)
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fitted(by_turns(), progress=stop)

    assert said == pytest.approx([1 / 6, 2 / 6])
