"""What a text is found by, in any language that a title mixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.recommend.search.terms import asked_terms, folded, is_run, stem, terms, words

LETTERS = "abesxyz红色连衣裙é5 ,-"


@given(st.text(alphabet=LETTERS, max_size=20))
def test_whatever_is_typed_is_found_in_itself(text):
    assert set(asked_terms(text)) <= set(terms(text))
    assert words(folded(text).upper()) == words(text)


def test_english_goes_without_its_plural_and_chinese_by_pairs_and_characters():
    found = terms("Red DRESSES, 500ml 红色连衣裙")

    assert " ".join(found) == "red dress 500 ml 红色 色连 连衣 衣裙 红 色 连 衣 裙"
    assert asked_terms("红") == ["红"]
    assert asked_terms("something for the 牛奶") == ["牛奶"]
    assert asked_terms("the") == ["the"]


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("berries", "berry"), ("boxes", "box"), ("glasses", "glass"), ("houses", "house"), ("bus", "bus")],
)
def test_a_plural_is_found_by_its_singular(plural, singular):
    assert stem(plural) == stem(singular) == singular
    assert not is_run(plural)
