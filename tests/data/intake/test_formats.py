import pytest

from tests.builders import events_csv, import_csv, new_shop


def times(tmp_path, *texts):
    shop = new_shop(tmp_path)
    import_csv(shop, events_csv(tmp_path / "events.csv", [{"event_time": text} for text in texts]))
    with shop.cursor() as cursor:
        return [
            f"{row[0]:%Y-%m-%d %H:%M:%S}"
            for row in cursor.execute("SELECT event_time FROM events").fetchall()
        ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-10-01 00:00:05 UTC", "2019-10-01 00:00:05"),
        ("2019-10-01T00:00:05Z", "2019-10-01 00:00:05"),
        ("2019-10-01T02:00:05+02:00", "2019-10-01 00:00:05"),
        ("2019-10-01 02:00:05 +0200", "2019-10-01 00:00:05"),
        ("2019/10/01 00:00:05", "2019-10-01 00:00:05"),
        ("2019-10-01", "2019-10-01 00:00:00"),
        ("20191001", "2019-10-01 00:00:00"),
        ("1569888005", "2019-10-01 00:00:05"),
        ("1569888005000", "2019-10-01 00:00:05"),
        ("1569888005000000", "2019-10-01 00:00:05"),
        ("31/12/2019 18:30", "2019-12-31 18:30:00"),
        ("31.12.2019 18:30:01", "2019-12-31 18:30:01"),
        ("12/31/19 18:30", "2019-12-31 18:30:00"),
        ("12/31/2019 6:30 PM", "2019-12-31 18:30:00"),
    ],
)
def test_a_time_is_read_however_it_is_written(tmp_path, text, expected):
    assert times(tmp_path, text) == [expected]


def test_one_late_day_above_twelve_decides_the_whole_file(tmp_path):
    texts = ["01/02/2019"] * 300 + ["13/02/2019"]

    assert set(times(tmp_path, *texts)) == {"2019-02-01 00:00:00", "2019-02-13 00:00:00"}


def revenue(tmp_path, *prices):
    shop = new_shop(tmp_path)
    path = tmp_path / "events.csv"
    import_csv(shop, events_csv(path, [{"net_price": price} for price in prices]))
    return shop.read("overview")["revenue"][0], len(shop.rejects())


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (["$73.86"], 73.86),
        (["1,234.50", "10"], 1244.5),
        (["€ 5.00", "5 EUR"], 10.0),
        (["12,50", "7"], 19.5),
        (["1.234,50", "0,50"], 1235.0),
        (["￥3.00".replace("￥", "¥")], 3.0),
        (["1e2"], 100.0),
        (["12.500", "990", "9.990"], 23480.0),  # pesos: no trimmed decimal ends in a zero
        (["12.500", "990", "1.250.000"], 1263490.0),
        (["1.250", "2.125"], 3.375),
        (["12.50", "990"], 1002.5),
        (["1.250", "0.480", "990"], 991.73),
        (["1.250", "12"], 13.25),
    ],
)
def test_a_price_is_read_however_it_is_written(tmp_path, prices, expected):
    assert revenue(tmp_path, *prices) == (pytest.approx(expected), 0)


def test_a_price_written_otherwise_far_down_the_file_is_still_read(tmp_path):
    prices = ["1.00"] * 60_000 + ["$1,000.00"]

    assert revenue(tmp_path, *prices) == (pytest.approx(61_000), 0)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("pv", "view"),
        ("addtocart", "cart"),
        ("transaction", "purchase"),
        ("BUY", "purchase"),
        ("add_to_cart", "cart"),
    ],
)
def test_event_types_have_many_names(tmp_path, text, canonical):
    shop = new_shop(tmp_path)
    import_csv(shop, events_csv(tmp_path / "events.csv", event_type=text))

    assert shop.read("funnel")["event_type"].tolist() == [canonical]
