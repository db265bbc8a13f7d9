"""Typing errors put right, and words going on, out of a shop's own words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analytics.recommend.search.completion import Completion
from analytics.recommend.search.misspelled import misspelled
from analytics.recommend.search.spelling import Spelling, distance

COUNTS = {
    "dress": 9,
    "toothpaste": 4,
    "soda": 9,
    "milk": 20,
    "yogurt": 3,
    "drill": 5,
    "dressing": 1,
    "红色连衣裙": 2,
}
WORDS = st.text(alphabet="abcd", max_size=6)


@given(WORDS, WORDS)
def test_the_distance_is_that_of_letters_and_the_same_both_ways(one, other):
    found = distance(one, other)

    assert found == distance(other, one)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))
    assert (found == 0) == (one == other)


@given(st.sampled_from(["dress", "toothpaste", "yogurt", "drill"]), st.integers(0, 99))
def test_one_error_in_a_word_of_the_shop_is_put_right(word, seed):
    wrong = misspelled(word, np.random.default_rng(seed))

    assert wrong == word or Spelling(COUNTS).meant(wrong) == word


def test_what_may_be_another_word_is_left_as_it_is():
    spelling = Spelling(COUNTS)

    assert spelling.meant("mlik") == "milk"
    assert [spelling.meant(word) for word in ("sofa", "tea", "xyzzy", "连衣", "500")] == [None] * 5
    assert misspelled("tea 红色", np.random.default_rng(0)) is None


def test_words_go_on_as_the_shop_has_them_the_most_usual_first():
    completion = Completion(COUNTS)

    assert completion.of_last("red dr") == ("red ", ["dress", "drill", "dressing"])
    assert completion.of_last("连") == ("", ["连衣裙"])
    assert completion.of_last("dress ") == ("dress ", [])
