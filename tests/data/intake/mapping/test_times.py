import duckdb
import pytest

from data.schema import AmbiguousDatesError, InputError
from data.sql import sql
from tests.builders import events_csv, import_csv, new_shop


@pytest.fixture(scope="module")
def read():
    """Return a function that runs one macro on one text."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name in ("macros", "times"):
        connection.execute(sql(name))

    def run(macro: str, text: str) -> str | None:
        value = connection.execute(f"SELECT {macro}($text)", {"text": text}).fetchall()[0][0]
        return None if value is None else str(value)

    yield run
    connection.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-11-21 10:00:00 UTC", "2020-11-21 10:00:00"),
        ("2020-11-21T10:00:00+01:00", "2020-11-21 09:00:00"),
        ("2020-11-21T10:00Z", "2020-11-21 10:00:00"),
        ("2014-12-06 02", "2014-12-06 02:00:00"),
        ("2024.3.5 9:07", "2024-03-05 09:07:00"),
        ("2024-03-05 3:04 PM", "2024-03-05 15:04:00"),
        ("2024年3月5日 下午3:04", "2024-03-05 15:04:00"),
        ("2024年03月05日 10时20分30秒", "2024-03-05 10:20:30"),
        ("2024年3月5日", "2024-03-05 00:00:00"),
        ("5-Mar-24", "2024-03-05 00:00:00"),
        ("March 5, 2024 3:04 PM", "2024-03-05 15:04:00"),
        ("Sept 5, 2024", "2024-09-05 00:00:00"),
        ("Tue, 05 Mar 2024 10:20:00 +0100", "2024-03-05 09:20:00"),
        ("Mon Mar 04 2024 10:00:00 GMT+0100 (CET)", "2024-03-04 09:00:00"),
        ("soon", None),
    ],
)
def test_a_time_in_words_or_with_an_offset_is_read_to_the_second(read, text, expected):
    assert read("read_words_time", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20201121", "2020-11-21 00:00:00"),
        ("20201121 10:30", "2020-11-21 10:30:00"),
        ("202011211030", "2020-11-21 10:30:00"),
        ("20201121103005", "2020-11-21 10:30:05"),
        ("1511544070", "2017-11-24 17:21:10"),
        ("1511544070123", "2017-11-24 17:21:10.123000"),
        ("1605937059520352", "2020-11-21 05:37:39.520352"),
        ("1511544070123456789", "2017-11-24 17:21:10.123456"),
        ("12345", None),
    ],
)
def test_a_time_in_digits_alone_is_read_by_their_number(read, text, expected):
    assert read("read_digits_time", text) == expected


def test_days_that_a_spreadsheet_counts_are_read(read):
    assert read("read_excel_time", "43831.35") == "2020-01-01 08:24:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$73.86", "73.86"),
        ("-$5.00", "-5.00"),
        ("(4.50)", "-4.50"),
        ("12.50-", "-12.50"),
        ("−5", "-5"),
        ("US$ 1,234.50", "1234.50"),
        ("1,23,456.00", "123456.00"),
        ("Rs. 100", "100"),
        ("3元", "3"),
    ],
)
def test_a_price_is_bare_of_its_currency_and_its_separators(read, text, expected):
    assert read("marked_number", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1.234,50", "1234.50"), ("1\u202f234,50 €", "1234.50"), ("R$ 10,00", "10.00"), ("12.50", None)],
)
def test_a_decimal_comma_is_read_as_one(read, text, expected):
    assert read("comma_number", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("$5", "$"), ("5 EUR", "EUR"), ("€ 5", "€"), ("R$ 1", "R$"), ("5.00", None)]
)
def test_the_currency_of_an_amount_is_what_it_names(read, text, expected):
    assert read("currency_of", text) == expected


def times(tmp_path, *texts, **constants):
    shop = new_shop(tmp_path)
    path = events_csv(tmp_path / "events.csv", [{"event_time": text} for text in texts])
    import_csv(shop, path, **constants)
    with shop.cursor() as cursor:
        rows = cursor.execute("SELECT CAST(event_time AS VARCHAR) FROM events ORDER BY rowid").fetchall()
    return [row[0] for row in rows]


def test_times_without_a_zone_are_read_where_the_clocks_stand_and_kept_in_utc(tmp_path):
    texts = ("2024-07-01 12:00:00", "2024-01-01 12:00:00", "2024-07-01T12:00:00+00:00")

    assert times(tmp_path, *texts, time_zone="Europe/Berlin") == [
        "2024-07-01 10:00:00",
        "2024-01-01 11:00:00",
        "2024-07-01 12:00:00",
    ]


def test_epochs_are_utc_wherever_the_clocks_stand(tmp_path):
    assert times(tmp_path, "1511544070", time_zone="Asia/Shanghai") == ["2017-11-24 17:21:10"]


def test_a_zone_that_does_not_exist_is_refused_with_an_example(tmp_path):
    with pytest.raises(InputError, match=r"time_zone.*Europe/Berlin"):
        times(tmp_path, "2024-01-01", time_zone="Mars")


def test_numbers_of_days_are_counted_from_a_stated_first_day(tmp_path):
    assert times(tmp_path, "1", "700", first_day="2020-01-01") == [
        "2020-01-01 00:00:00",
        "2021-11-30 00:00:00",
    ]


def test_dates_that_read_both_ways_are_asked_about_with_examples(tmp_path):
    with pytest.raises(AmbiguousDatesError, match="03/04/2024") as refused:
        times(tmp_path, "03/04/2024", "05/06/2024", "07/07/2024")

    assert refused.value.examples == ("03/04/2024", "05/06/2024")
