"""A sheet comes in as its reader sees it: values for formulas, dates as dates, every digit of an id."""

from datetime import datetime

from data.intake.look import read_preview
from data.read.parts import parts_of
from tests.builders import import_csv, new_shop
from tests.workbooks import Formula, write_workbook

SHEET = [
    ["customer_id", "event_time", "product_id", "net_price", "order_id", "title"],
    [541912345678901234, datetime(2024, 1, 1, 10, 30), "0042", 2.5499999999999998, "o1", "a\nb"],
    [17850.0, datetime(2024, 1, 2), "p2", 3, "o2", Formula("shown")],
    [],
    [17850, "2024-01-03", "p2", 0, "o3", "x"],
    [17850, datetime(2024, 1, 4, 9, 0, 0, 500_000), "p2", 1.0, "o4", None, None, "beyond"],
]


def test_a_sheet_shows_values_as_they_are_meant(tmp_path):
    path = write_workbook(tmp_path / "t.xlsx", {"Lines": SHEET})

    rows = read_preview(path).rows

    assert rows["customer_id"].tolist() == ["541912345678901234", "17850", "17850", "17850"]
    assert rows["event_time"].tolist() == [
        "2024-01-01 10:30:00", "2024-01-02", "2024-01-03", "2024-01-04 09:00:00.500",
    ]  # fmt: skip
    assert rows["net_price"].tolist() == ["2.55", "3", "0", "1"]
    assert rows["title"].tolist()[:2] == ["a\nb", "shown"]


def test_rejects_of_a_sheet_name_the_row_that_excel_shows(tmp_path):
    titled = [["Sales of January"], ["as of", "today"], *SHEET]
    path = write_workbook(tmp_path / "t.xlsx", {"Cover": [["Shop"]], "Lines": titled})
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert (intake.rows_read, intake.rows_kept) == (4, 3)
    assert shop.rejects()["row"].tolist() == [7]


def test_the_sheets_of_a_workbook_that_hold_tables_are_listed(tmp_path):
    sheets = {"Cover": [["Shop"]], "A": SHEET, "hidden": SHEET, "empty": [], "B": SHEET}
    path = write_workbook(tmp_path / "t.xlsx", sheets)

    parts = parts_of(path, path.name)

    assert (parts.names, parts.usual) == (("A", "B"), ("A",))
    assert read_preview(path, part="B").columns[0] == "customer_id"


def test_a_sheet_without_a_header_is_read_as_a_csv_without_one(tmp_path):
    path = write_workbook(tmp_path / "t.xlsx", {"A": SHEET[1:]})

    preview = read_preview(path)

    assert not preview.has_header
    assert preview.rows["column 3"].tolist()[:2] == ["0042", "p2"]
