import gzip
import zipfile

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.schema import AmbiguousDatesError
from tests.builders import event, events_csv, import_csv, new_shop, shop_with, write_csv


@pytest.mark.parametrize(
    ("overrides", "reason"),
    [
        ({"event_time": "soon"}, "time_unreadable"),
        ({"event_time": "", "order_id": "o9"}, "time_missing"),
        ({"product_id": "(not set)"}, "product_missing"),
        ({"net_price": "free"}, "price_unreadable"),
        ({"net_price": "0"}, "price_not_positive"),
        ({"net_price": ""}, "price_missing"),
        ({"quantity": "0"}, "quantity_zero"),
        ({"quantity": "some"}, "quantity_unreadable"),
        ({"event_type": "teleport"}, "event_type_unknown"),
        ({"customer_id": "", "order_id": "NULL"}, "buyer_missing"),
    ],
)
def test_a_row_that_cannot_be_kept_is_a_reject_with_its_line_and_reason(tmp_path, overrides, reason):
    rows = [{}, {"order_id": "o2"}, overrides, {"order_id": "o3"}]
    shop = new_shop(tmp_path)

    intake = import_csv(shop, events_csv(tmp_path / "events.csv", rows))

    assert intake.rejected == {reason: 1}
    assert (intake.rows_read, intake.rows_kept) == (4, 3)
    assert shop.rejects(intake.import_id)["row"].tolist() == [4]


def test_a_reject_names_the_column_as_the_file_calls_it(tmp_path):
    path = write_csv(tmp_path / "sales.csv", [event(), event(net_price="?")])
    path.write_text(path.read_text().replace("net_price", "Unit Price"))
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    reject = shop.rejects().iloc[0]
    assert (reject["file"], reject["row"], reject["column"], reject["value"]) == (
        "sales.csv",
        3,
        "Unit Price",
        "?",
    )


def test_a_negative_quantity_or_a_cancelled_invoice_is_a_return_of_positive_quantity(tmp_path):
    shop = shop_with(tmp_path, [{}, {"quantity": "-2"}, {"order_id": "C77", "quantity": "-1"}])

    with shop.cursor() as cursor:
        rows = cursor.execute(
            "SELECT event_type, quantity::INT FROM events ORDER BY quantity, event_type"
        ).fetchall()

    assert rows == [("purchase", 1), ("return", 1), ("return", 2)]


def test_a_customer_less_row_with_an_order_is_kept_as_a_guest(tmp_path):
    shop = shop_with(tmp_path, [{}, {"customer_id": "", "order_id": "o9"}])

    overview = shop.read("overview").iloc[0]

    assert overview["orders"] == 2
    assert overview["customers"] == 1
    assert overview["guest_revenue_share"] == 0.5


def test_ids_keep_every_digit(tmp_path):
    ids = ["2697787.2422183099", "9007199254740993123", "00042"]
    rows = [{"customer_id": id_, "product_id": id_} for id_ in ids]

    customers = shop_with(tmp_path, rows).read("customers")

    assert sorted(customers["customer_id"]) == sorted(ids)


def test_ids_written_as_decimals_lose_the_decimals_only_where_the_whole_column_has_them(tmp_path):
    whole = shop_with(tmp_path, [{"customer_id": "17850.0"}, {"customer_id": ""}, {"customer_id": "13047.0"}])
    (tmp_path / "other").mkdir()
    mixed = shop_with(tmp_path / "other", [{"customer_id": "17850.0"}, {"customer_id": "13047.5"}])

    assert whole.read("customers")["customer_id"].tolist() == ["13047", "17850"]
    assert mixed.read("customers")["customer_id"].tolist() == ["13047.5", "17850.0"]


def test_a_line_total_becomes_a_price_per_unit(tmp_path):
    rows = [event(quantity="4", sales_value="10.00")]
    rows[0].pop("net_price")
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", rows))

    overview = shop.read("overview").iloc[0]
    assert (overview["revenue"], overview["units"]) == (10.0, 4.0)


PACKS = ("plain", "gz", "zip")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")


# every pair of a packing and an encoding, and of an encoding and a delimiter
@pytest.mark.parametrize(
    ("pack", "encoding", "delimiter"),
    [
        (PACKS[(first + second) % 3], encoding, delimiter)
        for first, encoding in enumerate(ENCODINGS)
        for second, delimiter in enumerate((",", ";", "\t", "|"))
    ],
)
def test_any_common_packing_encoding_and_delimiter_gives_the_same_shop(tmp_path, pack, encoding, delimiter):
    rows = [event(title="Café crème"), event(product_id="p2", net_price="1", title="Thé")]
    path = write_csv(tmp_path / "events.csv", rows, delimiter, encoding)
    if pack == "gz":
        path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))
        path = path.with_suffix(".csv.gz")
    if pack == "zip":
        with zipfile.ZipFile(tmp_path / "events.zip", "w") as archive:
            archive.write(path, "events.csv")
        path = tmp_path / "events.zip"
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert (intake.rows_read, intake.rows_kept) == (2, 2)
    assert shop.read("products")["title"][0] == "Café crème"


def test_instruments_are_kept_as_numbers_under_their_own_name(tmp_path):
    path = write_csv(tmp_path / "events.csv", [event(**{"Cost index": "0.000012", "cost": "4"})])
    guessed = guess_mapping(read_preview(path))
    shop = new_shop(tmp_path)

    import_csv(shop, path, mapping=Mapping("events", guessed.columns, ("Cost index", "cost")))

    days = shop.read("price_days", products=["p1"])
    assert days["Cost index"][0] == 0.000012
    assert days["cost"][0] == 4.0


def test_a_file_that_cannot_say_day_or_month_first_is_asked_about(tmp_path):
    path = events_csv(tmp_path / "events.csv", [{"event_time": "01/02/2024"}, {"event_time": "03/04/2024"}])
    shop = new_shop(tmp_path)

    with pytest.raises(AmbiguousDatesError, match="event_time"):
        import_csv(shop, path)
    intake = import_csv(shop, path, date_order="DMY")

    assert f"{intake.event_time_max:%Y-%m-%d}" == "2024-04-03"


def test_progress_only_grows_and_ends_at_one(tmp_path):
    path = events_csv(tmp_path / "events.csv")
    source = Source(path, "events.csv", "events", guess_mapping(read_preview(path)))
    shares: list[float] = []

    import_files(new_shop(tmp_path), [source], lambda share, words: shares.append(share))

    assert shares == sorted(shares)
    assert shares[-1] == 1.0
