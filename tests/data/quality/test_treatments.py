from itertools import permutations

import pytest

from data.privacy.forget import forget_customer
from data.quality.report import read_quality
from data.quality.settle import save_treatments
from data.schema import InputError
from data.schema.doubts import DOUBT_KINDS
from data.services.undo import undo_last_import
from tests.builders import import_csv
from tests.defects import (
    line,
    planted_events,
    write_rows,
)
from tests.treated import CHOICES, assert_counts_add_up, state


def test_a_changed_treatment_is_carried_out_on_what_is_stored(shop):
    lines = planted_events().lines

    save_treatments(shop, {"duplicate": "drop", "bot": "drop"})

    rejects = shop.rejects().set_index("reason")["row"]
    assert {rejects["duplicate"]} == lines["duplicate"]
    assert set(rejects["bot"]) == lines["bot"]
    assert_counts_add_up(shop)


def test_every_choice_can_be_taken_back_to_the_last_digit(shop):
    before, fingerprint = state(shop), shop.fingerprint

    save_treatments(shop, CHOICES)
    assert state(shop) != before
    assert shop.fingerprint != fingerprint
    assert_counts_add_up(shop)
    save_treatments(shop, {})

    assert state(shop) == before
    assert shop.fingerprint == fingerprint


def test_what_is_stored_does_not_depend_on_the_order_of_the_choices(shop):
    steps = [{"duplicate": "drop"}, {"unit_slip": "cap"}, {"bot": "drop"}]
    states = []
    for order in permutations(steps):
        chosen = {}
        for step in order:
            chosen |= step
            save_treatments(shop, chosen)
        states.append(state(shop))
        save_treatments(shop, {})

    assert all(one == states[0] for one in states)


def test_row_numbers_stay_those_of_the_file_whatever_was_put_back(shop):
    before = read_quality(shop).doubts.set_index("kind")["rows"].to_dict()

    save_treatments(shop, CHOICES)
    save_treatments(shop, {"orphan_product": "drop", "non_product": "keep"})
    save_treatments(shop, {})

    assert read_quality(shop).doubts.set_index("kind")["rows"].to_dict() == before


def test_a_capped_value_becomes_the_nearest_usual_one(shop):
    save_treatments(shop, {"unit_slip": "cap", "extreme_quantity": "cap"})

    with shop.cursor() as connection:
        price = connection.execute("SELECT net_price FROM events WHERE order_id = 'U1'").fetchone()[0]
        quantity = connection.execute("SELECT quantity FROM events WHERE order_id = 'Q1'").fetchone()[0]
    assert float(price) == 7.0
    assert float(quantity) == 2.0
    assert_counts_add_up(shop)


def test_codes_that_are_no_products_come_in_where_the_shop_wishes(shop):
    assert "POST" not in set(shop.read("products")["product_id"])

    save_treatments(shop, {"non_product": "keep"})

    assert "POST" in set(shop.read("products")["product_id"])
    assert_counts_add_up(shop)


def test_a_treatment_that_a_kind_does_not_have_is_refused(shop):
    before = state(shop)

    for choices in ({"duplicate": "cap"}, {"impossible_price": "keep"}, {"nonsense": "drop"}):
        with pytest.raises(InputError):
            save_treatments(shop, choices)

    assert state(shop) == before


def test_prices_and_quantities_are_only_ever_kept_capped_or_dropped():
    assert {choice for kind in DOUBT_KINDS.values() for choice in kind.choices} == {"keep", "cap", "drop"}


def test_forgetting_a_customer_leaves_the_other_rows_on_their_lines(shop):
    save_treatments(shop, {"bot": "drop", "duplicate": "drop"})
    before = read_quality(shop).doubts.set_index("kind")["rows"].to_dict()

    forget_customer(shop, "B9")
    forget_customer(shop, "C7")

    after = read_quality(shop).doubts.set_index("kind")["rows"].to_dict()
    assert "bot" not in after
    assert "unmatched_return" not in after
    for kind in ("mojibake", "order_of_two", "extreme_price", "test_order"):
        assert after[kind] == before[kind]
    assert_counts_add_up(shop)


def test_the_last_import_is_undone_with_its_doubts(shop, tmp_path):
    before = state(shop)
    import_csv(shop, write_rows(tmp_path / "more.csv", [line(1, 300, "z1"), line(1, 300, "z1")]))

    undo_last_import(shop)

    assert state(shop) == before
    with shop.cursor() as connection:
        doubts = "SELECT count(*) FROM doubts WHERE import_no NOT IN (SELECT import_no FROM imports)"
        assert connection.execute(doubts).fetchone() == (0,)
