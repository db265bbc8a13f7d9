"""Files that break naive readers: each is read, or refused in one sentence, and no row disappears."""

import pytest

from data.intake.look import read_preview
from data.schema import InputError, Mapping
from tests.builders import event, events_csv, import_csv, new_shop, write_csv

HEADER = "customer_id,event_time,product_id,net_price,order_id,title\n"


def raw(tmp_path, text: str | bytes):
    path = tmp_path / "hostile.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    shop = new_shop(tmp_path)
    intake = import_csv(shop, path)
    assert intake.rows_read == intake.rows_kept + sum(intake.rejected.values())
    return shop, intake


def line(order="o1", title="thing", price="2.00"):
    return f"c1,2024-01-01,p1,{price},{order},{title}"


def test_a_cut_last_row_is_one_reject(tmp_path):
    shop, intake = raw(tmp_path, HEADER + line() + "\n" + line("o2")[:-20])

    assert (intake.rows_read, intake.rows_kept) == (2, 1)
    assert shop.rejects()["row"].tolist() == [3]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_with_too_many_or_too_few_cells_are_rejects_and_later_lines_keep_their_numbers(tmp_path, end):
    lines = [line(), line() + ",extra,more", line("o2"), "c1,2024", line(price="0"), line("o3")]

    shop, intake = raw(tmp_path, (HEADER + "\n".join(lines) + "\n").replace("\n", end))

    assert (intake.rows_read, intake.rows_kept) == (6, 3)
    assert shop.rejects()["row"].tolist() == [3, 5, 6]


def test_line_breaks_in_quotes_and_blank_lines_do_not_shift_the_line_numbers(tmp_path):
    lines = [
        line(title='"two\nlines"'),
        "",
        line(price="0"),
        line("o2", title='"a\n\nb"'),
        line(price="-1"),
        "c1",
    ]

    shop, intake = raw(tmp_path, HEADER + "\n".join(lines) + "\n")

    assert intake.rows_kept == 2
    assert shop.rejects()["row"].tolist() == [5, 9, 10]
    with shop.cursor() as cursor:
        titles = cursor.execute("SELECT title FROM events ORDER BY order_id").fetchall()
    assert titles == [("two\nlines",), ("a\n\nb",)]


def test_an_unclosed_quote_loses_no_line(tmp_path):
    lines = [line(), line(title='"open'), line("o2"), line("o3", title='"closed"'), line("o4")]

    shop, intake = raw(tmp_path, HEADER + "\n".join(lines) + "\n")

    assert intake.rows_read == 5
    assert set(shop.rejects()["row"]) | {2, 6} == {2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    "title", ["=1+1", "<b>x</b>", "'); DROP TABLE events;--", "a\x00b", "漢字 🎁", 'say ""hi""']
)
def test_what_a_cell_says_is_only_text(tmp_path, title):
    cell = f'"{title}"'

    shop, intake = raw(tmp_path, HEADER + line(title=cell) + "\n")

    assert intake.rows_kept == 1
    assert shop.read("products")["title"].tolist() == [title.replace('""', '"')]


def test_a_row_of_three_megabytes_is_a_reject(tmp_path):
    shop, intake = raw(tmp_path, HEADER + line(title="x" * 3_000_000) + "\n" + line("o2") + "\n")

    assert intake.rejected == {"row_too_long": 1}
    assert shop.rejects()["row"].tolist() == [2]


@pytest.mark.parametrize("ends", [("\r\n", "\n"), ("\n", "\r\n"), ("\r", "\r")])
def test_mixed_line_ends_are_read(tmp_path, ends):
    _, intake = raw(
        tmp_path, HEADER.replace("\n", ends[0]) + line() + ends[1] + line("o2") + ends[0] + line("o3")
    )

    assert intake.rows_kept == 3


def test_header_names_may_have_spaces_a_byte_order_mark_and_repeat(tmp_path):
    header = "\ufeff customer_id ,event_time,product_id,net_price,order_id,Order_ID\n"

    _, intake = raw(tmp_path, header + line() + "\n")

    assert intake.rows_kept == 1
    assert read_preview(tmp_path / "hostile.csv").columns[-1] == "Order_ID (2)"


def test_a_column_named_like_sql_stays_a_name(tmp_path):
    name = 'x"; DROP TABLE customers; --'
    path = write_csv(tmp_path / "customers.csv", [{"customer_id": "c1", name: "gold", "n_orders": "7"}])
    shop = new_shop(tmp_path)
    import_csv(shop, events_csv(tmp_path / "events.csv"))

    import_csv(shop, path, "customers")

    customers = shop.read("customers")
    assert customers[name].tolist() == ["gold"]
    assert customers["n_orders (attribute)"].tolist() == ["7"]
    assert customers["n_orders"].tolist() == [1]


def test_an_instrument_named_like_sql_stays_a_name(tmp_path):
    name = 'it\'s "odd"'
    path = write_csv(tmp_path / "events.csv", [event(**{name: "1.5"}), event(**{name: "?"})])
    shop = new_shop(tmp_path)
    columns = {
        column: column for column in ("customer_id", "event_time", "product_id", "net_price", "order_id")
    }

    intake = import_csv(shop, path, mapping=Mapping("events", columns, (name,)))

    assert intake.rejected == {"instrument_unreadable": 1}
    assert shop.rejects()["column"].tolist() == [name]
    assert shop.read("price_days", products=["p1"])[name].tolist() == [1.5]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        (HEADER.encode(), "there is a header but no row under it"),
        (b"customer_id event_time product_id\nc1 2024-01-01 p1\n", "one single text"),
        (b"customer_id,product_id\nc1,p1\n", "event_time"),
        (bytes(range(256)) * 20, "it is not text"),
        (b"%PDF-1.7 ....", "a PDF"),
        (b"PK\x03\x04garbage", "archive is damaged"),
        (b"\x1f\x8bgarbage", "archive is damaged"),
        (HEADER.encode() + b"c1,2024-01-01,p1,cheap,o1,x\n" * 3, "text, not numbers"),
        (HEADER.encode() + b"c1,maybe,p1,1,o1,x\n" * 3, "not times"),
        (HEADER.encode() + b"c1,2024-01-01,p1,0,o1,x\n" * 3, "no row can be used"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence_that_names_it(tmp_path, content, words):
    path = tmp_path / "upload.csv"
    path.write_bytes(content)
    shop = new_shop(tmp_path)

    with pytest.raises(InputError) as caught:
        import_csv(shop, path, "events")

    assert words in str(caught.value)
    assert "upload.csv" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert shop.is_empty
