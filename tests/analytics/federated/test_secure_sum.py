"""Sums of masked messages: exact, also where shops are lost, and no message of them can be read."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from analytics.federated.secure import shares
from analytics.federated.secure.fixed_point import FRACTION_BITS, decoded, encoded
from analytics.federated.secure.member import Member, RefusedError
from analytics.federated.secure.secure_sum import SecureSum, unmasked

numbers = st.floats(-1e6, 1e6, allow_nan=False)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 6).flatmap(
        lambda n: st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=n, max_size=n)
    )
)
def test_the_sum_is_the_plain_sum_to_the_accuracy_of_fixed_point(rows):
    messages = {i: np.array(row) for i, row in enumerate(rows)}

    total = SecureSum(len(rows)).total(messages, 1)

    assert np.abs(total - np.sum(rows, axis=0)).max() <= len(rows) / 2 ** (FRACTION_BITS + 1) + 1e-8


@settings(max_examples=25, deadline=None)
@given(st.integers(3, 6), st.data())
def test_shops_lost_before_or_after_their_message_leave_the_sum_of_what_arrived(n, data):
    few = n - (n // 2 + 1)
    lost = data.draw(st.sets(st.integers(0, n - 1), max_size=few))
    left = [i for i in range(n) if i not in lost]
    silent = data.draw(st.sets(st.sampled_from(left), max_size=few - len(lost)))
    messages = {i: np.array([1.5 * i, -2.0, 1e5 + i]) for i in left}

    total = SecureSum(n).total(messages, 3, silent=silent)

    np.testing.assert_allclose(total, sum(messages.values()), atol=1e-6)


def test_too_few_answers_tell_nothing():
    with pytest.raises(ValueError, match="2 shops answered, and it takes 3"):
        SecureSum(4).total({i: np.zeros(3) for i in range(4)}, 1, silent=(0, 1))


def members(n):
    """Return shops that have met, their shares of round 1 dealt."""
    found = [Member(i) for i in range(n)]
    for one in found:
        one.meet({other.number: other.public_key for other in found}, n // 2 + 1)
    boxes = {one.number: one.sealed_shares(1) for one in found}
    for one in found:
        one.hold({i: box[one.number] for i, box in boxes.items() if i != one.number}, 1)
    return found


def test_one_masked_message_is_as_good_as_chance():
    """Bytes of many zeros and of one large number are spread evenly, and unlike each other."""
    shop = members(3)[0]
    said = (np.zeros(20_000), np.full(20_000, 12345.678))

    masked = [shop.masked(encoded(message), part) for part, message in enumerate(said, start=1)]

    for words in masked:
        counts = np.bincount(np.frombuffer(words.tobytes(), np.uint8), minlength=256)
        assert chisquare(counts).pvalue > 1e-6
    alike = (masked[0].view(np.uint8) == masked[1].view(np.uint8)).mean()
    assert abs(alike - 1 / 256) < 0.001


def test_without_the_masks_the_same_check_fails():
    counts = np.bincount(
        np.frombuffer(encoded(np.full(20_000, 12345.678)).tobytes(), np.uint8), minlength=256
    )

    assert chisquare(counts).pvalue < 1e-6


def test_no_shop_tells_both_masks_of_one_or_answers_twice_or_for_a_few():
    one, *_ = members(4)

    for arrived, missing in (((0, 1, 2), (2, 3)), ((0, 1), (2, 3))):
        with pytest.raises(RefusedError):
            one.reveal(arrived, missing, 1)
    one.reveal((0, 1, 2), (3,), 1)
    with pytest.raises(RefusedError):
        one.reveal((0, 1, 2, 3), (), 1)


def test_a_wrong_share_spoils_the_sum_and_does_not_pass_for_one():
    found = members(3)
    masked = {one.number: one.masked(encoded(np.ones(4)), 1) for one in found}
    told = {one.number: one.reveal(masked, (), 1) for one in found}
    right = decoded(unmasked(masked, told, 2))
    told[0].shares[1] += 2**400

    np.testing.assert_array_equal(right, np.full(4, 3.0))
    with pytest.raises(OverflowError):  # no secret of 32 bytes
        unmasked(masked, told, 2)


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(2, 7), st.data())
def test_enough_shares_tell_a_secret_and_fewer_do_not(secret, n, data):
    threshold = data.draw(st.integers(2, n))
    cut = shares.split(secret, n, threshold)
    some = data.draw(st.permutations(sorted(cut)))

    assert shares.joined({x: cut[x] for x in some[:threshold]}) == secret
    with suppress(OverflowError):  # of a number beyond 32 bytes: no secret either
        assert shares.joined({x: cut[x] for x in some[: threshold - 1]}) != secret


@pytest.mark.parametrize("value", [np.nan, np.inf, -1e12])
def test_what_a_sum_could_not_hold_is_refused(value):
    with pytest.raises(OverflowError):
        encoded(np.array([1.0, value]))
