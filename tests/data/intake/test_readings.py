"""What is stored is what the file says, where one column alone would leave it open."""

import pytest

from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from tests.builders import event, import_csv, new_shop, write_csv


def stored(tmp_path, rows, columns, delimiter=",", **constants):
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "lines.csv", rows, delimiter), "events", **constants)
    with shop.cursor() as cursor:
        found = cursor.execute(f"SELECT {columns} FROM events ORDER BY rowid").fetchall()
    return [tuple(float(value) for value in row) for row in found], shop


def types_of(shop):
    with shop.cursor() as cursor:
        found = cursor.execute("SELECT DISTINCT event_type FROM events ORDER BY event_type").fetchall()
    return [name for (name,) in found]


def german(**overrides):
    row = {
        "bestellnr": "1",
        "datum": "13.03.2024",
        "kunde": "K1",
        "artikel": "A",
        "menge": "1",
        "preis": "12,50",
    }
    return row | overrides


def sale(**overrides):
    row = event(**overrides)
    del row["event_type"]
    return row


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["1,000", "2,250"], [1.0, 2.25]),
        (["0,500", "1,250"], [0.5, 1.25]),
        (["1.250", "2.000"], [1250.0, 2000.0]),
        (["1.250", "2.000,5"], [1250.0, 2000.5]),
        (["3", "4"], [3.0, 4.0]),
        (["1.5", "2.25"], [1.5, 2.25]),
    ],
)
def test_a_comma_is_the_decimal_sign_of_the_whole_file(tmp_path, amounts, expected):
    rows = [german(bestellnr=str(n), menge=amount) for n, amount in enumerate(amounts)]

    found, _ = stored(tmp_path, rows, "quantity, net_price", ";")

    assert found == [(amount, 12.5) for amount in expected]


def test_a_leading_zero_is_no_thousands_group(tmp_path):
    found, _ = stored(tmp_path, [event(quantity="0,500"), event(quantity="0,250")], "quantity")

    assert found == [(0.5,), (0.25,)]


def test_thousands_stay_thousands_where_no_column_has_decimal_commas(tmp_path):
    rows = [event(order_id=f"o{n}", net_price=price) for n, price in enumerate(["1,250", "2,000"])]

    assert stored(tmp_path, rows, "net_price")[0] == [(1250.0,), (2000.0,)]


def test_order_numbers_that_begin_with_c_are_no_cancellations_where_all_do(tmp_path):
    rows = [sale(order_id=f"C2024{n:03}", product_id=f"p{n}") for n in range(9)]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", rows), "events")

    assert types_of(shop) == ["purchase"]


def test_a_cancellation_among_other_orders_is_a_return(tmp_path):
    numbers = ["536365", "536366", "C536367"]
    rows = [sale(order_id=number) for number in numbers]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", rows), "events")

    assert types_of(shop) == ["purchase", "return"]


@pytest.mark.parametrize("whole", ["100", "100%"])
def test_what_is_given_away_has_no_price(tmp_path, whole):
    rows = [
        {"order_id": n, "date": "2024-03-05", "customer_id": "c", "sku": "p", "price": "20.00"}
        | {"discount_percent": share}
        for n, share in enumerate(["0", "10", whole])
    ]

    found, shop = stored(tmp_path, rows, "net_price, list_price")

    assert found == [(20.0, 20.0), (18.0, 20.0)]
    assert shop.rejects()[["row", "reason"]].to_numpy().tolist() == [[4, "price_not_positive"]]


@pytest.mark.parametrize("values", [["0.00", "1.00"], ["1,00", "1,00"], ["0", "1"]])
def test_a_discount_of_one_is_money_not_all_of_the_price(tmp_path, values):
    rows = [event(order_id=f"o{n}", net_price="12.50", discount=value) for n, value in enumerate(values)]
    path = write_csv(tmp_path / "lines.csv", rows)

    mapping = guess_mapping(read_preview(path), "events")

    assert "discount_share" not in mapping.columns
    assert mapping.columns["discount_total"] == "discount"


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2024-03-01 10:00:00 EST", "America/New_York", "2024-03-01 15:00"),
        ("2024-03-01 10:00:00 CET", "Europe/Berlin", "2024-03-01 09:00"),
        ("2024-03-01 10:00:00 Europe/Berlin", "America/New_York", "2024-03-01 09:00"),
        ("2024-03-01 10:00:00", "America/New_York", "2024-03-01 15:00"),
    ],
)
def test_a_time_that_names_its_zone_is_moved_once(tmp_path, text, zone, expected):
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", [event(event_time=text)]), "events", time_zone=zone)

    with shop.cursor() as cursor:
        assert f"{cursor.execute('SELECT event_time FROM events').fetchone()[0]:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/13/2024, 2:30:05 PM", "2024-03-13 14:30:05"),
        ("13.03.2024, 14:30:05", "2024-03-13 14:30:05"),
        ("Mar-13-24", "2024-03-13 00:00:00"),
        ("3/13/2024, 2:30:05\u202fPM", "2024-03-13 14:30:05"),
        ("2024-07-16 10:00:00 PDT", "2024-07-16 17:00:00"),
        ("2024-03-05 10:00:00 PST", "2024-03-05 18:00:00"),
        ("Mar 1, 2024 12:03:41 AM PST", "2024-03-01 08:03:41"),
        ("Jul 1, 2024 10:03:41 PM PDT", "2024-07-02 05:03:41"),
        ("1.709632005E9", "2024-03-05 09:46:45"),
        ("1.709632005123E12", "2024-03-05 09:46:45.123000"),
    ],
)
def test_dates_as_browsers_and_marketplaces_write_them(tmp_path, text, expected):
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", [event(event_time=text)]), "events")

    with shop.cursor() as cursor:
        assert str(cursor.execute("SELECT event_time FROM events").fetchone()[0]) == expected


def test_a_time_beside_a_date_that_has_its_own_changes_nothing(tmp_path):
    row = event(date="2024-02-01 10:00:00", time="10:05:09")
    del row["event_time"]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", [row]), "events")

    with shop.cursor() as cursor:
        assert str(cursor.execute("SELECT event_time FROM events").fetchone()[0]) == "2024-02-01 10:00:00"


def test_a_price_listed_twice_is_named_by_its_product_and_day(tmp_path):
    rows = [{"sku": "p1", "day": "2024-01-05", "price": price} for price in ("9.50", "9.00")]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "prices.csv", rows))

    rejects = shop.rejects()[["row", "column", "value", "reason"]]
    assert rejects.to_numpy().tolist() == [[3, "sku", "p1 2024-01-05 00:00:00", "listed_twice"]]
