"""The shop of sequences differs in nothing but the order of what customers do."""

import numpy as np
import pandas as pd
import pytest

from analytics.simulation.sequences import N_CATEGORIES, SEGMENT, Habit, sequence_shop


@pytest.fixture(scope="module")
def lines() -> pd.DataFrame:
    events, customers = sequence_shop(600, seed=1)
    return events.merge(customers, on="customer_id")


def test_all_habits_are_there_and_the_seed_decides(lines):
    assert set(lines[SEGMENT]) == {habit.value for habit in Habit}
    pd.testing.assert_frame_equal(sequence_shop(50, seed=3)[0], sequence_shop(50, seed=3)[0])
    assert not sequence_shop(50, seed=3)[0].equals(sequence_shop(50, seed=4)[0])


def test_how_much_customers_buy_at_which_price_does_not_tell_the_habit(lines):
    by_customer = lines.groupby([SEGMENT, "customer_id"]).agg(
        n=("order_id", "size"), spent=("net_price", "sum"), discount=("net_price", "mean")
    )

    means, spread = by_customer.groupby(level=0).mean(), by_customer.std()

    assert (np.abs(means - by_customer.mean()) / spread < 0.3).to_numpy().all()


def test_every_category_has_the_same_share_in_every_habit(lines):
    shares = lines.groupby(SEGMENT)["category"].value_counts(normalize=True)

    assert len(shares) == len(Habit) * N_CATEGORIES
    np.testing.assert_allclose(shares, 1 / N_CATEGORIES, atol=0.03)


def test_the_order_of_categories_tells_the_habit(lines):
    lines = lines.sort_values(["customer_id", "event_time"], kind="stable")
    number = lines["category"].str[-1].astype(int)
    before = number.groupby(lines["customer_id"]).shift()
    steps = ((number - before) % N_CATEGORIES).groupby(lines[SEGMENT]).value_counts(normalize=True)

    assert steps[Habit.CYCLES, 1] == 1
    assert steps[Habit.STAYS, 0] > 0.7
    assert steps[Habit.WANDERS].max() < 0.25
