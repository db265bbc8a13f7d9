"""What may be brought to the upload page beside one CSV: zips, sheets, files without a header, databases."""

import sqlite3
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from components.upload.databases import LISTED
from data.services.workspaces import open_workspace
from tests.app_driver import open_app, press, upload, words
from tests.builders import event, write_csv
from tests.servers import PASSWORD, free_port, postgresql, quoted
from tests.workbooks import write_workbook

UPLOAD = "pages/shop/upload.py"
ROWS = [event(order_id=f"o{n}", customer_id=f"c{n % 3}", product_id=f"p{n % 2}") for n in range(12)]
SOLD = (
    "CREATE TABLE sold (customer_id int, event_time timestamp, product_id text, net_price numeric(9,2)); "
    "INSERT INTO sold SELECT n % 4, timestamp '2024-01-01' + n * interval '1 day', 'p1', 1 + n FROM "
    f"generate_series(1, 20) AS t(n); CREATE ROLE analyst LOGIN PASSWORD {quoted(PASSWORD)}; "
    "GRANT SELECT ON sold TO analyst;"
)


def box(app, label: str, kind: str = "text_input"):
    return next(element for element in getattr(app, kind) if element.label == label)


def fill(app, **values: object):
    for label, value in values.items():
        box(app, label.capitalize()).set_value(value)
    return app.run()


def kept(app) -> int:
    assert not app.exception and not app.error
    return int(open_workspace().open("My shop").imports()["rows_kept"].sum())


def test_the_tables_of_a_zip_are_mapped_one_by_one(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(write_csv(tmp_path / "a.csv", ROWS), "lines.csv")
        archive.write(write_csv(tmp_path / "b.csv", [{"product_id": "p1", "title": "x"}] * 2), "items.csv")
        archive.writestr("other.csv", "nothing\nto see")

    app = upload(open_app(UPLOAD), path)
    assert "other.csv" in words(app)
    app = box(app, "Tables of export.zip", "multiselect").set_value(["lines.csv", "items.csv"]).run()
    app = press(app, "import")

    assert kept(app) == 13
    assert open_workspace().open("My shop").imports()["file"].tolist() == [
        "export.zip: items.csv",  # a catalog comes before the lines that name its products
        "export.zip: lines.csv",
    ]


def test_the_first_table_of_a_workbook_is_offered(tmp_path):
    sheet = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
    path = write_workbook(tmp_path / "t.xlsx", {"Cover": [["Shop"]], "A": sheet, "B": sheet[:4]})

    app = press(upload(open_app(UPLOAD), path), "import")

    assert kept(app) == 12


def test_a_file_without_a_header_is_told_apart_and_can_be_corrected(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text("".join(f"c{n % 3},2024-01-{n + 1:02d},p{n % 2}\n" for n in range(9)))

    app = upload(open_app(UPLOAD), path)
    header = box(app, "The first row names the columns", "checkbox")
    assert header.value is False
    assert "column 3" in box(app, "Product *", "selectbox").options
    app = header.check().run()
    assert "2024-01-01" in box(app, "Product *", "selectbox").options

    app = box(app, "The first row names the columns", "checkbox").uncheck().run()
    for label, column in (
        ("Customer *", "column 1"),
        ("Event time *", "column 2"),
        ("Product *", "column 3"),
    ):
        app = box(app, label, "selectbox").set_value(column).run()
    assert kept(press(app, "import")) == 9


def test_tables_of_a_database_come_in_and_the_password_stays_nowhere(tmp_path):
    with postgresql(SOLD) as port:
        app = open_app(UPLOAD)
        assert box(app, "Kind", "selectbox").value == "postgresql"
        box(app, "Port", "number_input").set_value(port)
        app = fill(app, host="localhost", database="shop", user="analyst", password="not it")
        app = press(app, "database-list")
        assert "refuses user analyst" in words(app)

        app = press(fill(app, password=PASSWORD), "database-list")
        app = box(app, "Tables", "multiselect").set_value(["sold"]).run()
        listed_of, _ = app.session_state[f"remembered::{LISTED}"]
        app = press(app, "import")

    assert kept(app) == 20
    assert listed_of.user == "analyst" and listed_of.password == ""
    assert PASSWORD not in repr(app.session_state._state.filtered_state)  # its field is gone as well
    stored = b"".join(path.read_bytes() for path in open_workspace().directory.rglob("*") if path.is_file())
    assert PASSWORD.encode() not in stored


def test_a_database_that_does_not_answer_is_one_sentence():
    port = free_port()
    app = open_app(UPLOAD)
    box(app, "Port", "number_input").set_value(port)

    app = press(fill(app, database="shop", user="jane", password="s3cret"), "database-list")

    assert len(app.error) == 1
    assert f"no PostgreSQL answers at localhost:{port}." in words(app)


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        pd.DataFrame(ROWS).to_sql("sold", connection, index=False)
    connection.close()
    return path


def test_a_visitor_cannot_name_files_of_the_server(sqlite):
    app = box(open_app(UPLOAD), "Kind", "selectbox").set_value("sqlite").run()

    assert "BUNDLEWISE_LOCAL_FILES=1" in words(app)
    assert [field.label for field in app.text_input if "File" in field.label] == []


def test_a_file_of_this_machine_is_read_where_its_owner_allows_it(sqlite, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_LOCAL_FILES", "1")

    app = box(open_app(UPLOAD), "Kind", "selectbox").set_value("sqlite").run()
    app = press(box(app, "File on this machine").set_value(str(sqlite)).run(), "database-list")
    app = box(app, "Or a query that reads", "text_area").set_value("SELECT * FROM sold").run()

    assert kept(press(app, "import")) == 12


def test_letters_that_may_be_others_are_told_of_before_the_import(tmp_path):
    rows = [event(title="męski"), event(title="zieleń", order_id="o2")]

    app = upload(open_app(UPLOAD), write_csv(tmp_path / "events.csv", rows, encoding="cp1250"))

    assert ["look at the accents below" in warning.value for warning in app.warning] == [True]
    assert kept(press(app, "import")) == 2
