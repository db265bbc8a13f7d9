"""Columns that look personal are named, by name and values; ids, codes and products are not."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.intake.mapping.personal import personal_in, usual_replacements
from data.quality.personal.checksums import is_card_number, is_iban
from data.quality.personal.find import personal_kind
from data.schema import PersonalKind as P
from data.schema import Replacement as R
from tests.builders import REAL_DATA, write_csv

IBANS = ("DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "FR1420041010050500013M02606")
CARDS = ("4111 1111 1111 1111", "5500005555555559", "340000000000009", "6011000000000004")
CARDS_MANY = tuple(f"41111111111{n:04d}" for n in range(1000))
MARKED = [
    ("contact", ("ann@shop.org", "", "bob@mail.co.uk"), P.EMAIL),
    ("email", ("unbekannt",), None),
    ("x", ("+49 170 1234567", "+33 6 12 34 56 78", "+1 555 123 4567"), P.PHONE),
    ("Telefon", ("0170 1234567", "030/123456-7"), P.PHONE),
    ("Phone (Billing)", ("5551234567", "5557654321"), P.PHONE),
    ("First Name (Shipping)", ("Ann", "Bob"), P.NAME),
    ("phone", ("iPhone 12", "Pixel 9"), None),
    ("phone_sku", ("1234567", "7654321", "1234568"), None),
    ("first_name", ("Ann", "José", "Mary-Lou"), P.NAME),
    ("Kunden-Name", ("Müller", "Özgür"), P.NAME),
    ("姓名", ("王伟", "李娜"), P.NAME),
    ("first_name", ("17", "18"), None),
    ("shipping_address1", ("12 Main Street", "Am Markt 3"), P.ADDRESS),
    ("x", ("12 Main Street", "7 Oak Ave", "1 Long Road"), P.ADDRESS),
    ("ip_address", ("10.0.0.1", "10.0.0.2"), None),
    ("date_of_birth", ("1970-01-31", "1.2.1980"), P.BIRTH_DATE),
    ("birthday_card", ("yes", "no"), None),
    ("iban", IBANS, P.BANK_ACCOUNT),
    ("x", ("DE89370400440532013001", "GB29NWBK60161331926818", "FR1420041010050500013M02605"), None),
    ("comment", ("please ring the bell", "write to me at ann@shop.org please"), P.FREE_TEXT),
    ("comment", ("call +49 (170) 123 45 67 before noon", "no hurry with this one"), P.FREE_TEXT),
    ("comment", ("two for the price of one", "12-345-678 fits the blue lamp"), None),
    ("title", ("WHITE HANGING HEART T-LIGHT HOLDER", "SET OF 3 CAKE TINS"), None),
    ("ean", ("4006381333931", "5901234123457", "9780306406157") * 4, None),
    ("customer_id", ("17850.0", "13047.0"), None),
    ("email", ("p" + "0" * 20, "p" + "1" * 20), None),
]


@pytest.mark.parametrize(("name", "values", "kind"), MARKED)
def test_a_column_is_named_for_what_it_says(name, values, kind):
    assert personal_kind(name, values) is kind


def test_a_name_is_a_persons_among_customers_and_a_products_elsewhere():
    assert personal_kind("name", ("Ann Lee", "Bob Ray"), "customers") is P.NAME
    assert personal_kind("name", ("Red Lamp", "Blue Lamp"), "products") is None
    assert personal_kind("name", ("Red Lamp", "Blue Lamp"), "events") is None


def test_card_numbers_are_told_where_all_have_the_right_check_digit():
    cards = [number for number in CARDS_MANY if is_card_number(number)]

    assert 90 <= len(cards) <= 110  # one in ten
    assert personal_kind("x", cards) is P.CARD_NUMBER
    assert personal_kind("x", CARDS_MANY) is None


@given(st.sampled_from(CARDS), st.integers(0, 15), st.integers(1, 9))
def test_a_card_with_one_wrong_digit_is_none(card, place, more):
    digits = card.replace(" ", "")
    assume(place < len(digits))
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]

    assert is_card_number(card) and not is_card_number(wrong)


@given(st.sampled_from(IBANS), st.integers(2, 30), st.integers(1, 9))
def test_an_iban_with_one_wrong_digit_is_none(iban, place, more):
    plain = iban.replace(" ", "")
    assume(place < len(plain) and plain[place].isdigit())
    wrong = plain[:place] + str((int(plain[place]) + more) % 10) + plain[place + 1 :]

    assert is_iban(iban) and not is_iban(wrong)


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=40))
def test_numbers_alone_are_never_an_address_a_name_or_an_account(numbers):
    kind = personal_kind("column 1", [str(number) for number in numbers])

    assert kind in (None, P.CARD_NUMBER, P.PHONE)
    assert kind is not P.PHONE


def test_a_shop_of_pseudonyms_leaves_nothing_as_it_stands_that_may_name_somebody(tmp_path):
    row = {"customer_id": "c1", "email": "a@b.org", "iban": IBANS[0], "phone": "", "note": "", "tier": "gold"}
    rows = [row | {"customer_id": f"c{n}", "iban": IBANS[n]} for n in range(3)]
    preview = read_preview(write_csv(tmp_path / "people.csv", rows))
    mapping = guess_mapping(preview, "customers")

    assert personal_in(preview, mapping) == {"email": P.EMAIL, "iban": P.BANK_ACCOUNT}
    assert usual_replacements(preview, mapping) == {
        "email": R.PSEUDONYM,
        "iban": R.LEAVE_OUT,
        "phone": R.PSEUDONYM,  # by its name: its values are still to come
        "note": R.SCRUB,
    }


@pytest.mark.skipif(not REAL_DATA.is_dir(), reason=f"the optional real data are not at {REAL_DATA}")
def test_real_files_without_people_raise_no_alarm():
    files = sorted(path for path in REAL_DATA.rglob("*.csv*") if path.stat().st_size < 40_000_000)
    looked_at = 0

    for path in files:
        preview = read_preview(path)
        assert personal_in(preview, guess_mapping(preview)) == {}, path.name
        looked_at += len(preview.columns)

    assert looked_at > 60
