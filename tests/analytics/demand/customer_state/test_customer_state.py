"""What a state may know, and that it learns what purchase rates cannot tell."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.customer_state.estimator import CustomerState, StateConfig
from analytics.demand.customer_state.examples import fold_of
from tests.demand import visits_by_hand

N_CUSTOMERS, N_VISITS = 120, 12
QUICK = StateConfig(most_epochs=6, fewest_steps=15, learning_rate=0.03)


def shop(bought):
    """Return visits (n_customers × N_VISITS, 2) with habits and prices that tell nothing."""
    customer = np.repeat(np.arange(len(bought) // N_VISITS), N_VISITS)
    visits = visits_by_hand(bought, customer=customer)
    return visits, np.zeros((len(visits), 2, 3), np.float32), np.zeros((len(visits), 2), np.float32)


def by_turns():
    """Return a shop whose customers buy now the one product, now the other, each starting where they like."""
    start = np.random.default_rng(0).integers(0, 2, N_CUSTOMERS)
    turn = (start[:, None] + np.arange(N_VISITS)) % 2
    return np.stack([turn == 0, turn == 1], -1).reshape(-1, 2)


def at_random():
    return np.random.default_rng(1).random((N_CUSTOMERS * N_VISITS, 2)) < 0.4


@pytest.fixture(scope="module")
def turns():
    return CustomerState(QUICK).fit(*shop(by_turns()))


def test_it_learns_an_order_that_rates_do_not_show(turns):
    bought = by_turns()

    told = turns.transform(*shop(bought))

    later = np.arange(len(bought)) % N_VISITS > 0
    assert (told[later][bought[later]] > 1).all()
    assert (told[later][~bought[later]] < -1).all()
    assert turns.gain_ > 0.5


def test_it_says_next_to_nothing_where_the_past_tells_nothing():
    state = CustomerState(QUICK).fit(*shop(at_random()))

    assert state.gain_ < 0.01
    assert np.abs(state.transform(*shop(at_random()))).mean() < 0.15


def test_a_few_visits_teach_nothing():
    bought = by_turns()[: 50 * N_VISITS]

    state = CustomerState(QUICK).fit(*shop(bought))

    assert state.gain_ == 0
    assert not state.transform(*shop(bought)).any()


def test_a_state_knows_neither_its_visit_nor_the_future(turns):
    bought = by_turns()
    changed = bought.copy()
    is_late = np.arange(len(bought)) % N_VISITS >= 7
    changed[is_late] = ~changed[is_late]

    before, after = (turns.transform(*shop(b)) for b in (bought, changed))

    until = np.arange(len(bought)) % N_VISITS <= 7
    assert np.array_equal(before[until], after[until])
    assert not np.allclose(before[~until], after[~until])


def test_customers_are_told_by_the_network_that_learned_from_the_others():
    bought = by_turns()
    visits = shop(bought)[0]
    half = np.array([fold_of(customer) for customer in visits.customer_ids])[visits.customer]
    turned = np.where((half == 1)[:, None], ~bought, bought)  # as often, in the other order

    fitted = [CustomerState(replace(QUICK, most_epochs=2)).fit(*shop(b)) for b in (bought, turned)]

    told = [state.transform(*shop(bought)) for state in fitted]
    assert np.array_equal(told[0][half == 1], told[1][half == 1])
    assert not np.allclose(told[0][half == 0], told[1][half == 0])


def test_a_fit_can_be_stopped_and_says_how_far_it_is():
    said = []

    def stop(share):
        said.append(share)
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        CustomerState(QUICK).fit(*shop(by_turns()), stop)

    assert said == pytest.approx([1 / 6, 2 / 6])


def test_a_loaded_state_tells_the_same(turns, tmp_path):
    turns.save(tmp_path / "state.keras")

    loaded = CustomerState.load(tmp_path / "state.keras")

    np.testing.assert_allclose(
        loaded.transform(*shop(by_turns())), turns.transform(*shop(by_turns())), atol=1e-6
    )


def test_without_a_network_every_state_is_zero(tmp_path):
    nothing = CustomerState.load(tmp_path / "state.keras")
    nothing.save(tmp_path / "state.keras")

    assert not nothing.transform(*shop(by_turns())).any()
    assert not (tmp_path / "state.keras").exists()


def test_days_between_visits_are_told():
    """Who comes back within days buys the one product, who comes back after months the other."""
    rng = np.random.default_rng(2)
    is_soon = rng.random(N_CUSTOMERS * N_VISITS) < 0.5
    visits, past, price = shop(np.stack([is_soon, ~is_soon], -1))
    days = np.where(is_soon, 2, 90).reshape(-1, N_VISITS).cumsum(1).ravel()
    visits = replace(visits, visited_at=visits.visited_at[0] + days.astype("timedelta64[D]"))

    told = CustomerState(QUICK).fit(visits, past, price).transform(visits, past, price)

    later = np.arange(len(visits)) % N_VISITS > 0
    assert told[later & is_soon, 0].mean() > 1 > -1 > told[later & ~is_soon, 0].mean()
