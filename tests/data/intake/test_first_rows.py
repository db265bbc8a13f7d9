"""Fields of an order that stand on its first line hold for its other lines; a line's own stay its own."""

import pytest

from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from tests.builders import import_csv, new_shop
from tests.workbooks import write_workbook

EVENTS = (
    "SELECT product_id, order_id, customer_id, strftime(event_time, '%d') FROM events ORDER BY product_id"
)
FIRST = [
    ("A", "1", "ann", "01"),
    ("B", "1", "ann", "01"),
    ("C", "2", "ben", "02"),
    ("D", "3", "cat", "03"),
    ("E", "3", "cat", "03"),
]
FILES = {
    "repeated number": (
        "order_id,date,customer,sku,qty,price\n"
        "1,2024-03-01,ann,A,1,5\n"
        "1,,,B,1,6\n"
        "2,2024-03-02,ben,C,1,7\n"
        "3,2024-03-03,cat,D,1,8\n"
        "3,,,E,1,9\n"
    ),
    "merged cells": (
        "order_id,date,customer,sku,qty,price\n"
        "1,2024-03-01,ann,A,1,5\n"
        ",,,B,1,6\n"
        "2,2024-03-02,ben,C,1,7\n"
        "3,2024-03-03,cat,D,1,8\n"
        ",,,E,1,9\n"
    ),
    "German": (
        "Auftragsnummer;Datum;Kunde;Artikelnummer;Menge;Einzelpreis\n"
        "1;01.03.2024;ann;A;1;5,00\n"
        "1;;;B;1;6,00\n"
        "2;02.03.2024;ben;C;1;7,00\n"
        "3;13.03.2024;cat;D;1;8,00\n"
        "3;;;E;1;9,00\n"
    ),
}


def events_of(directory, text, name="lines.csv", query=EVENTS):
    path = directory / name
    path.write_text(text, encoding="utf-8")
    shop = new_shop(directory)
    intake = import_csv(shop, path, "events")
    with shop.changing() as connection:
        return connection.execute(query).fetchall(), intake


@pytest.mark.parametrize("name", list(FILES))
def test_later_lines_of_an_order_are_in_its_basket(tmp_path, name):
    found, intake = events_of(tmp_path, FILES[name])

    assert [row[:3] for row in found] == [row[:3] for row in FIRST]
    assert intake.rejected == {}


def test_subtotals_and_a_total_below_merged_cells_do_not_hide_them(tmp_path):
    head, *lines = FILES["merged cells"].splitlines()
    rows = [head, *lines[:2], ",,,Subtotal,,11", lines[2], ",,,Subtotal,,7", *lines[3:], "Total,,,,,35"]

    found, intake = events_of(tmp_path, "\n".join(rows) + "\n")

    assert found == FIRST
    assert sum(intake.rejected.values()) == 3


def test_merged_cells_of_a_sheet_are_read_alike(tmp_path):
    rows = [[cell or None for cell in line.split(",")] for line in FILES["merged cells"].splitlines()]
    path = write_workbook(tmp_path / "lines.xlsx", {"Sheet1": rows})
    shop = new_shop(tmp_path)

    import_csv(shop, path, "events")

    with shop.changing() as connection:
        assert connection.execute(EVENTS).fetchall() == FIRST


@pytest.mark.parametrize(
    ("text", "n_kept"),
    [
        (
            "1,2024-03-01,ann,A,1,5\n,2024-03-01,bob,B,1,6\n2,2024-03-02,ben,C,1,7\n",
            None,
        ),  # a guest at the till
        (
            "1,2024-03-01,ann,A,1,5\n1,2024-03-01,ann,B,1,6\n2,2024-03-02,ben,C,1,7\n,,,D,1,5\n",
            3,
        ),  # numbers repeat
        ("".join(f"{n},2024-03-01,c{n},A,1,5\n" for n in range(50)) + ",,,B,1,6\n", 50),  # one gap among many
    ],
)
def test_a_number_that_is_missing_is_not_taken_from_above(tmp_path, text, n_kept):
    found, _ = events_of(
        tmp_path,
        "order_id,date,customer,sku,qty,price\n" + text,
        query="SELECT product_id FROM events WHERE order_id IS NULL",
    )

    with_gap = [] if n_kept else [("B",)]
    assert found == with_gap


def test_a_lines_own_attribute_is_never_filled(tmp_path):
    text = (
        "order_id,date,customer,city,color,gift,sku,qty,price\n1,2024-03-01,ann,Ulm,blue,yes,A,1,5\n1,,,,,,B,1,6\n"
        "2,2024-03-02,ben,Bonn,red,yes,C,1,7\n2,,,,,,D,1,7\n3,2024-03-02,ben,Bonn,red,no,E,1,7\n3,,,,,yes,F,1,7\n"
    )

    found, _ = events_of(
        tmp_path, text, query="SELECT product_id, city, color, gift FROM events ORDER BY product_id"
    )

    assert found == [
        ("A", "Ulm", "blue", "yes"),
        ("B", "Ulm", None, None),
        ("C", "Bonn", "red", "yes"),
        ("D", "Bonn", None, None),
        ("E", "Bonn", "red", "no"),
        ("F", "Bonn", None, "yes"),
    ]


def test_orders_that_contradict_themselves_are_not_filled(tmp_path):
    text = "order_id,date,customer,sku,qty,price\n1,2024-03-01,ann,A,1,5\n1,2024-03-09,bob,B,1,6\n1,,,C,1,6\n"
    path = tmp_path / "lines.csv"
    path.write_text(text)

    assert "fill_down" not in guess_mapping(read_preview(path), "events").constants


def test_the_status_of_an_order_holds_for_all_its_lines(tmp_path):
    text = FILES["repeated number"].replace("price\n", "price,status\n")
    for row, word in (
        ("5\n", "5,paid\n"),
        ("6\n", "6,\n"),
        ("7\n", "7,paid\n"),
        ("8\n", "8,cancelled\n"),
        ("9\n", "9,\n"),
    ):
        text = text.replace(row, word)

    found, intake = events_of(tmp_path, text)

    assert [row[0] for row in found] == ["A", "B", "C"]
    assert intake.rejected == {"no_sale": 2}


def test_gaps_beyond_the_first_look_are_seen_too(tmp_path):
    long = "x" * 300_000  # beyond what the first look reads
    rows = [
        "1,2024-03-01,ann,A,1,5,",
        f"2,2024-03-02,ben,B,1,6,{long}",
        "3,2024-03-03,cat,C,1,7,",
        "3,,,D,1,8,",
    ]

    found, _ = events_of(tmp_path, "order_id,date,customer,sku,qty,price,note\n" + "\n".join(rows) + "\n")

    assert found[3] == ("D", "3", "cat", "03")
