"""Rows that are refused as they are read leave no gap in what is stored, nor in the numbers of lines."""

from itertools import compress, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.intake.staging.refused import Refused
from data.quality.report import read_quality
from tests.builders import event, events_csv, import_csv, new_shop, write_csv


@given(st.lists(st.booleans(), max_size=60))
def test_a_place_and_its_record_are_found_from_each_other(is_refused):
    refused = Refused(np.flatnonzero(is_refused))
    stored = np.flatnonzero(~np.array(is_refused, bool))
    places = np.arange(len(stored))

    assert refused.record_of(places).tolist() == stored.tolist()
    assert refused.place_of(stored).tolist() == places.tolist()


BAD = {
    "price": {"net_price": "?"},
    "time": {"event_time": "soon"},
    "customer": {"customer_id": "", "order_id": ""},
}


@pytest.mark.parametrize("ending", ["", "\n", "\n\n"])
@pytest.mark.parametrize("bad", [set(), {0}, {7, 8, 19}, {19}])
def test_every_refused_row_is_found_however_the_file_ends(tmp_path, bad, ending):
    rows = [BAD["price"] if n in bad else {"order_id": f"o{n}"} for n in range(20)]
    path = events_csv(tmp_path / "events.csv", rows)
    path.write_text(path.read_text().rstrip("\n") + ending)
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert (intake.rows_read, intake.rows_kept) == (20, 20 - len(bad))
    assert set(shop.rejects()["row"]) == {n + 2 for n in bad}


@pytest.mark.parametrize("broken", ["c1,cut", 'c1,"open', "c1,2024-03-04 10:00:00,purchase,p1,1,1,o1,more"])
def test_rows_that_cannot_be_split_hide_none_that_is_refused(tmp_path, broken):
    rows = [{"order_id": "o1"}, *BAD.values(), {"order_id": "o2"}, *BAD.values(), {"order_id": "o3"}]
    path = events_csv(tmp_path / "events.csv", rows)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:6], broken, *lines[6:]]) + "\n")
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert intake.rows_read == 10 == intake.rows_kept + sum(intake.rejected.values())
    assert {3, 4, 5, 7, 8, 9, 10} <= set(shop.rejects()["row"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_refused_rows_are_found_in_a_file_whose_lines_end_in_two_ways(tmp_path, encoding):
    rows = [BAD["price"] if n in (1, 3) else {"order_id": f"o{n}", "title": "\u010a茶"} for n in range(4)]
    path = events_csv(tmp_path / "events.csv", rows)
    lines = path.read_text().splitlines()
    path.write_bytes("".join(line + "\n\r"[n % 2] for n, line in enumerate(lines)).encode(encoding))
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert (intake.rows_kept, intake.rejected) == (2, {"price_unreadable": 2})
    assert shop.rejects()["row"].tolist() == [3, 5]


def test_doubts_keep_their_lines_where_other_rows_are_refused(tmp_path):
    rows = [{"order_id": f"o{n}", "product_id": f"p{n}"} for n in range(40)]
    for n in (3, 4, 20):
        rows[n] |= BAD["price"]
    rows += [rows[30], {"order_id": "o9", "product_id": "POST"}, rows[10]]
    shop = new_shop(tmp_path)

    import_csv(shop, events_csv(tmp_path / "events.csv", rows))

    found = read_quality(shop).doubts.set_index("kind")["rows"]
    assert found["duplicate"] == [42, 44]
    assert found["non_product"] == [43]


def test_prices_in_another_currency_keep_their_lines_where_other_rows_are_refused(tmp_path):
    rows = [{"order_id": f"o{n}", "net_price": f"${n + 1}.00"} for n in range(30)]
    rows[2]["net_price"], rows[5]["event_time"], rows[9]["net_price"] = "free", "soon", "€5.00"
    shop = new_shop(tmp_path)

    import_csv(shop, events_csv(tmp_path / "events.csv", rows))

    assert read_quality(shop).doubts.set_index("kind")["rows"]["mixed_currency"] == [11]


def test_lines_that_take_their_customer_from_orders_are_refused_on_their_own_line(tmp_path):
    orders = [{"order_id": f"o{n}", "customer_id": "c1", "order_date": "2024-01-01"} for n in range(50)]
    lines = [
        {"order_id": f"o{n * 7 % 50}", "sku": "p1", "price": "?" if n in (3, 44) else n + 1}
        for n in range(50)
    ]
    shop, sources = new_shop(tmp_path), []
    for name, rows in (("lines.csv", lines), ("orders.csv", orders)):
        path = write_csv(tmp_path / name, rows)
        mapping = guess_mapping(read_preview(path))
        sources.append(Source(path, name, mapping.kind, mapping))

    intake = import_files(shop, sources)[0]

    assert intake.rejected == {"price_unreadable": 2}
    assert shop.rejects()["row"].tolist() == [5, 46]


def test_a_price_written_otherwise_among_refused_rows_is_still_read(tmp_path):
    rows = [event(order_id=f"o{n}") for n in range(60_000)]
    rows[55_000]["net_price"], rows[58_000]["net_price"] = "?", "$3.00"
    shop = new_shop(tmp_path)

    intake = import_csv(shop, write_csv(tmp_path / "events.csv", rows))

    assert intake.rejected == {"price_unreadable": 1}
    assert shop.rejects()["row"].tolist() == [55_002]


FAULTS = {  # in the order in which they are looked for
    "time_unreadable": {"event_time": "soon"},
    "product_missing": {"product_id": ""},
    "buyer_missing": {"customer_id": "", "order_id": ""},
    "price_unreadable": {"net_price": "?"},
    "quantity_unreadable": {"quantity": "?"},
}


def test_a_row_with_several_problems_is_refused_for_the_first(tmp_path):
    rows, first_problems = [], []
    for n, chosen in enumerate(product([False, True], repeat=len(FAULTS))):
        row = {"order_id": f"o{n}"}
        for fault in compress(FAULTS.values(), chosen):
            row |= fault
        rows.append(row)
        first_problems.append(next(compress(FAULTS, chosen), None))
    shop = new_shop(tmp_path)

    import_csv(shop, events_csv(tmp_path / "events.csv", rows))

    told = shop.rejects().set_index("row")["reason"].to_dict()
    assert told == {n + 2: reason for n, reason in enumerate(first_problems) if reason}


def test_a_fee_with_another_problem_stays_a_fee_where_others_are_refused_for_that(tmp_path):
    rows = [{"order_id": f"o{n}", "product_id": f"p{n}"} for n in range(40)]
    rows[5] |= {"product_id": "POST", "quantity": "?"}
    rows[9]["quantity"] = "?"
    shop = new_shop(tmp_path)

    import_csv(shop, events_csv(tmp_path / "events.csv", rows))

    told = shop.rejects().set_index("row")["reason"].to_dict()
    assert told == {7: "non_product", 11: "quantity_unreadable"}
