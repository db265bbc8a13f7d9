import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.engine.upgrade import define, new_shop
from data.privacy.pseudonyms.names import (
    OF_IDS,
    OF_VALUES,
    give_key,
    is_pseudonym,
    pseudonym_of,
)

KEY = bytes(range(32))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def told(text: str, key: bytes, of: str = OF_IDS, read: str = "$text") -> str:
    """Return what SQL makes of a text."""
    with new_shop() as connection:
        define(connection)
        give_key(connection, key)
        (row,) = connection.execute(f"SELECT pseudonym($of, {read})", {"of": of, "text": text}).fetchall()
    return row[0]


@given(TEXTS)
def test_sql_and_python_make_the_same_pseudonym(text):
    with new_shop() as connection:
        define(connection)
        give_key(connection, KEY)
        ids = connection.execute("SELECT pseudonym($of, $v)", {"of": OF_IDS, "v": text}).fetchall()

    assert ids == [(pseudonym_of(KEY, text),)] and is_pseudonym(ids[0][0])


def test_a_pseudonym_is_the_hmac_that_a_standard_library_makes():
    assert pseudonym_of(KEY, "cust-1") == "p64a03638163c3e604ad8"  # openssl dgst -sha256 -mac HMAC


def test_ids_and_addresses_have_no_pseudonym_in_common():
    assert pseudonym_of(KEY, "a@b.org") != pseudonym_of(KEY, "a@b.org", OF_VALUES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("  Ann@Shop.ORG ", "ann@shop.org"),
        ("Ann@Shop.org", hashlib.sha256(b"ann@shop.org").hexdigest()),
        ("+49 (170) 555-0123", "0049 170 5550123"),
        ("Ann  Lee", "ann lee"),
    ],
)
def test_what_joins_in_plain_has_one_pseudonym_however_it_is_written(one, other):
    assert told(one, KEY, OF_VALUES, "personal_value($text)") == told(
        other, KEY, OF_VALUES, "personal_value($text)"
    )


def test_words_for_nobody_have_no_pseudonym_to_be_joined_by():
    assert told("No email", KEY, OF_VALUES, "personal_value($text)") is None


def test_another_key_makes_other_pseudonyms_and_no_key_makes_none():
    assert told("c1", KEY) != told("c1", bytes(32))
    with new_shop() as connection:
        define(connection)
        assert connection.execute("SELECT pseudonym('customer_id', 'c1')").fetchall() == [(None,)]
