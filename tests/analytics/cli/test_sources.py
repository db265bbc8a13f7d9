"""What the command line takes in place of a CSV: zips of several, Parquet, workbooks, tables of databases."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main
from tests.builders import event, write_csv
from tests.workbooks import write_workbook

ROWS = [
    event(order_id=f"o{n}", customer_id=f"c{n % 3}", net_price="0" if n == 4 else "2.50") for n in range(8)
]


def imported(tmp_path: Path, *arguments: str) -> dict:
    assert main(["import", *arguments, "--out", str(tmp_path / "out")]) == 0
    return json.loads((tmp_path / "out" / "intake.json").read_text())


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        pd.DataFrame(ROWS).to_sql("sold", connection, index=False)
    connection.close()
    return path


@pytest.mark.parametrize("query", ["table=sold", "query=SELECT%20*%20FROM%20sold"])
def test_a_table_or_query_of_a_database_is_imported(tmp_path, sqlite, query):
    intake = imported(tmp_path, "--events", f"sqlite:///{sqlite}?{query}")

    assert (intake["rows_read"], intake["rows_kept"]) == (8, 7)
    assert intake["files"][0]["file"].endswith("in shop.db")


def test_a_database_named_beside_the_folder_is_found(tmp_path, sqlite, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert imported(tmp_path, "--events", "sqlite:///shop.db?table=sold")["rows_kept"] == 7


def test_a_directory_of_parquet_is_imported(tmp_path):
    (tmp_path / "lake").mkdir()
    for n in (0, 1):
        pd.DataFrame(ROWS[4 * n : 4 * n + 4]).to_parquet(tmp_path / "lake" / f"{n}.parquet")

    assert imported(tmp_path, "--events", str(tmp_path / "lake"))["rows_read"] == 8


def test_the_tables_of_a_zip_are_imported_each_as_what_its_columns_say(tmp_path):
    products = [{"product_id": "p1", "title": "thing", "category": "things"}]
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(write_csv(tmp_path / "a.csv", ROWS), "lines.csv")
        archive.write(write_csv(tmp_path / "b.csv", products), "products.csv")

    files = imported(tmp_path, "--events", str(tmp_path / "export.zip"))["files"]

    kept = {file["file"]: (file["kind"], file["rows_kept"]) for file in files}
    assert kept == {"export.zip: lines.csv": ("events", 7), "export.zip: products.csv": ("products", 1)}


def test_a_workbook_is_imported_from_its_first_table(tmp_path):
    lines = [list(ROWS[0]), *(list(row.values()) for row in ROWS)]
    write_workbook(tmp_path / "t.xlsx", {"Cover": [["Shop"]], "A": lines, "B": lines[:3]})

    assert imported(tmp_path, "--events", str(tmp_path / "t.xlsx"))["rows_read"] == 8


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("postgresql://jane:s3cret@localhost:1/shop?table=t", "no PostgreSQL answers at localhost:1"),
        ("oracle://localhost/shop?table=t", "cannot be read from"),
        ("sqlite:///nowhere.db?table=t", "nowhere.db"),
        ("nowhere.csv", "no such file"),
    ],
)
def test_what_cannot_be_reached_is_one_line_without_secrets(tmp_path, capsys, place, words):
    assert main(["import", "--events", place, "--out", str(tmp_path / "out")]) == 2

    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1
    assert "s3cret" not in said
