from hypothesis import given
from hypothesis import strategies as st

from data.engine.upgrade import define, new_shop
from data.privacy.pseudonyms.names import (
    OF_IDS,
    OF_VALUES,
    give_key,
    is_pseudonym,
    plain_value,
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


def test_an_address_is_the_same_however_it_is_typed():
    typed = "  Ann@Shop.ORG "

    assert told(typed, KEY, OF_VALUES, "plain_value($text)") == pseudonym_of(
        KEY, plain_value("ann@shop.org"), OF_VALUES
    )


def test_another_key_makes_other_pseudonyms_and_no_key_makes_none():
    assert told("c1", KEY) != told("c1", bytes(32))
    with new_shop() as connection:
        define(connection)
        assert connection.execute("SELECT pseudonym('customer_id', 'c1')").fetchall() == [(None,)]
