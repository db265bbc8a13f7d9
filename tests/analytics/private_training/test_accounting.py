"""What noisy steps tell of one customer: equal to known figures, and found again from what is wanted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.private_training.accounting import Accountant, Spending, spending_for

KNOWN = Spending(noise_multiplier=1.1, sampling_share=0.01, n_steps=2000)


def test_epsilon_equals_the_published_figures():
    assert KNOWN.epsilon(1e-5, Accountant.RDP) == pytest.approx(2.381, abs=5e-4)
    assert KNOWN.epsilon(1e-5, Accountant.PLD) == pytest.approx(2.160, abs=5e-4)


def test_no_noise_is_no_privacy():
    assert Spending(0.0, 0.01, 10).epsilon(1e-5) == float("inf")


def test_counts_and_a_second_training_cost_more():
    alone = KNOWN.epsilon(1e-5)
    with_counts = Spending(1.1, 0.01, 2000, counts_noise=5.0).epsilon(1e-5)

    assert alone < with_counts < KNOWN.epsilon(1e-5, times=2) < 2 * alone


@settings(max_examples=4, deadline=None)
@given(
    epsilon=st.floats(0.3, 10),
    share=st.floats(0.01, 0.5),
    n_steps=st.integers(1, 200),
    has_counts=st.booleans(),
)
def test_the_noise_found_keeps_to_epsilon_and_is_no_more_than_that(epsilon, share, n_steps, has_counts):
    found = spending_for(epsilon, 1e-5, share, n_steps, has_counts)

    assert 0.97 * epsilon - 0.01 < found.epsilon(1e-5) <= epsilon
    assert (found.counts_noise > 0) == has_counts
