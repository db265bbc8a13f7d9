"""Numbers as people elsewhere write them: no cents, a minus behind, groups of two, other digits."""

import duckdb
import pytest

from data.sql import sql
from tests.builders import import_csv, new_shop, write_csv

NUMBERS = [
    ("12,-", "marked", "12"),
    ("12:-", "marked", "12"),
    ("1,200円", "marked", "1200"),
    ("10,00 TL", "comma", "10.00"),
    ("12.-", "marked", "12"),
    ("12,--", "comma", "12"),
    ("12,–", "comma", "12"),
    ("12,-- €", "comma", "12"),
    ("CHF 12.-", "marked", "12"),
    ("1.234,-", "comma", "1234"),
    ("1'234.-", "marked", "1234"),
    ("12,- Kč", "comma", "12"),
    ("12,-kr", "comma", "12"),
    ("'-1", "marked", "-1"),
    ("'12.50", "marked", "12.50"),
    ("'1.234,50", "comma", "1234.50"),
    ("1 234,56 €", "comma", "1234.56"),
    ("1\xa0234,56\xa0\u20ac", "comma", "1234.56"),
    ("1\u202f234,56 EUR", "comma", "1234.56"),
    ("1'234.50", "marked", "1234.50"),
    ("1’234.50", "marked", "1234.50"),
    ("12.50-", "marked", "-12.50"),
    ("12,50-", "comma", "-12.50"),
    ("12,50 -", "comma", "-12.50"),
    ("- 12.50", "marked", "-12.50"),
    ("-€12.50", "marked", "-12.50"),
    ("€-12.50", "marked", "-12.50"),
    ("€ -12.50", "marked", "-12.50"),
    ("12,50-€", "comma", "-12.50"),
    ("12,50 €-", "comma", "-12.50"),
    ("12.50 USD-", "marked", "-12.50"),
    ("(12.50)", "marked", "-12.50"),
    ("($12.50)", "marked", "-12.50"),
    ("-$1,234.50", "marked", "-1234.50"),
    ("$(1,234.50)", "marked", "-1234.50"),
    ("–12.50", "marked", "-12.50"),
    ("\u201112.50", "marked", "-12.50"),
    ("－１２．５０", "marked", "-12.50"),
    ("12.50 CR", "marked", None),
    ("1,23,456.78", "marked", "123456.78"),
    ("₹1,23,456", "marked", "123456"),
    ("Rs. 12,34,567.50", "marked", "1234567.50"),
    ("１２．５０", "marked", "12.50"),
    ("１，２３４", "marked", "1234"),
    ("¥１２００", "marked", "1200"),
    ("٤٥", "marked", "45"),
    ("٤٥٫٥٠", "marked", "45.50"),
    ("١٬٢٣٤٫٥٠", "marked", "1234.50"),
    ("۱۲", "marked", "12"),
    ("1 234,50", "comma", "1234.50"),
    ("1.234.567,89", "comma", "1234567.89"),
    ("+12.50", "marked", "+12.50"),
    ("12,50", "comma", "12.50"),
    ("R$ 1.234,50", "comma", "1234.50"),
    ("12-13", "marked", None),
    ("2024-03-05", "marked", None),
    ("-", "marked", None),
    ("12.5.3", "marked", None),
    ("'", "marked", None),
    ("12,-5", "comma", None),
    ("1-", "marked", "-1"),
    ("12.50€", "marked", "12.50"),
    ("12,50zł", "comma", "12.50"),
    ("1,234.50", "marked", "1234.50"),
]


def test_numbers_of_other_habits_are_read():
    query = "SELECT TRY_CAST(if($way = 'comma', comma_number($v), marked_number($v)) AS DECIMAL(18, 4))"
    with duckdb.connect() as connection:
        connection.execute(sql("macros"))
        found = [connection.execute(query, {"v": v, "way": way}).fetchall()[0][0] for v, way, _ in NUMBERS]

    wrong = [
        (v, way, expected, read)
        for (v, way, expected), read in zip(NUMBERS, found, strict=True)
        if (read if read is None else float(read)) != (expected and float(expected))
    ]
    assert wrong == []


def imported(tmp_path, **columns):
    """Return the rows of order lines with these columns, as they are stored."""
    rows = [
        {"order_id": n, "date": "2024-03-13", "customer_id": "c", "sku": f"p{n}"}
        | dict(zip(columns, cells, strict=True))
        for n, cells in enumerate(zip(*columns.values(), strict=True))
    ]
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "lines.csv", rows, ";"), "events")
    with shop.cursor() as cursor:
        return cursor.execute("SELECT event_type, quantity, net_price FROM events ORDER BY rowid").fetchall()


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (["12,-", "9,50", "1.234,--"], [12.0, 9.5, 1234.0]),
        (["CHF 12.-", "1'234.50", "9.-"], [12.0, 1234.5, 9.0]),
        (["12,-- Kč", "9,50 Kč", "10,-- Kč"], [12.0, 9.5, 10.0]),
        (["1,23,456.78", "99.00", "₹1,00,000"], [123456.78, 99.0, 100000.0]),
        (["１２．５０", "９．００", "８．２５"], [12.5, 9.0, 8.25]),
        (["'12.50", "'9.00", "8.25"], [12.5, 9.0, 8.25]),
    ],
)
def test_a_column_of_such_prices_is_read_as_its_whole_says(tmp_path, prices, expected):
    found = imported(tmp_path, qty=["'1"] * 3, price=prices)

    assert [(type_, float(n), float(price)) for type_, n, price in found] == [
        ("purchase", 1.0, price) for price in expected
    ]


def test_a_count_below_zero_is_a_return_however_it_is_written(tmp_path):
    found = imported(tmp_path, qty=["2", "'-1", "1-", "３", "−2"], price=["5.00"] * 5)

    assert [(type_, int(n)) for type_, n, _ in found] == [
        ("purchase", 2),
        ("return", 1),
        ("return", 1),
        ("purchase", 3),
        ("return", 2),
    ]
