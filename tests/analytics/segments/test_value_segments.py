import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.segments.value_segments import ValueSegment, assign_value_segments

AMOUNTS = st.lists(st.tuples(st.floats(-100, 1e5), st.floats(-100, 1e5)), min_size=1, max_size=60)


def test_a_fifth_is_high_value_and_others_have_potential_where_more_lies_ahead():
    expected = np.array([100.0, 50, 40, 30, 20, 10, 9, 8, 7, 6])
    contribution = np.array([900.0, 50, 10, 30, 16.1, 1, 1, 1, 1, 1])

    segments = assign_value_segments(expected, contribution)

    assert segments.tolist() == (
        [ValueSegment.HIGH_VALUE] * 2 + [ValueSegment.POTENTIAL] + [ValueSegment.ORDINARY] * 7
    )


@given(AMOUNTS)
def test_at_most_a_fifth_is_high_value_and_nobody_below_it_is_expected_to_bring_more(amounts):
    expected, contribution = np.array(amounts).T

    segments = assign_value_segments(expected, contribution)

    is_high = segments == ValueSegment.HIGH_VALUE
    assert is_high.mean() <= 0.2 + 1e-9 or len(np.unique(expected)) < len(expected)
    if is_high.any() and not is_high.all():
        assert expected[is_high].min() > expected[~is_high].max()
    assert (expected[segments != ValueSegment.ORDINARY] > 0).all()


@given(AMOUNTS, st.randoms())
def test_the_order_of_customers_does_not_matter(amounts, random):
    order = list(range(len(amounts)))
    random.shuffle(order)
    expected, contribution = np.array(amounts).T

    segments = assign_value_segments(expected, contribution)

    assert assign_value_segments(expected[order], contribution[order]).tolist() == segments[order].tolist()


def test_nobody_has_no_segment():
    assert len(assign_value_segments(np.array([]), np.array([]))) == 0
