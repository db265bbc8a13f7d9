"""Files made to harm, or broken on the way: refused in one sentence that names them, without a trace left."""

import gzip
import struct
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.intake.look import read_preview
from data.read.parts import parts_of
from data.schema import InputError
from tests.builders import events_csv, import_csv, new_shop
from tests.workbooks import MAIN, write_workbook

HEADER = b"customer_id,event_time,product_id\nc1,2024-01-01,p1\n"
TWO = [["customer_id", "product_id"], ["c1", "p1"]]


def refusal(tmp_path: Path, path: Path) -> str:
    shop = new_shop(tmp_path)
    with pytest.raises(InputError) as caught:
        import_csv(shop, path, "events")
    words = str(caught.value)
    assert path.name in words and "\n" not in words
    assert shop.is_empty
    assert list(shop.directory.joinpath("tmp").iterdir()) == []
    return words


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return path


@pytest.fixture
def small_limit(monkeypatch):
    """A bomb of eight megabytes in place of hundreds."""
    monkeypatch.setattr("data.read.archives.FREE_BYTES", 1 << 20)


def test_a_bomb_is_stopped_before_it_fills_the_disk(tmp_path, small_limit):
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(HEADER + b"0" * (8 << 20)))

    assert "200 times its size" in refusal(tmp_path, path)


def test_a_zip_locked_with_a_password_is_named(tmp_path):
    path = archive(tmp_path / "locked.zip", **{"a.csv": HEADER})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(mark) + offset, 1)
    path.write_bytes(content)

    assert "password" in refusal(tmp_path, path)


@pytest.mark.parametrize(
    "name", ["../../escaped.csv", "/etc/escaped.csv", "..\\escaped.csv", "C:\\escaped.csv"]
)
def test_a_zip_writes_nothing_under_the_names_it_gives(tmp_path, name):
    inside = tmp_path / "deep" / "deeper"
    inside.mkdir(parents=True)
    events = events_csv(tmp_path / "events.csv").read_bytes()
    path = archive(inside / "tricky.zip", **{name: events, "b.csv": events})
    before = set(tmp_path.rglob("*"))

    part = next(part for part in parts_of(path, path.name).names if "escaped" in part)
    preview = read_preview(path, part=part)

    assert preview.columns[0] == "customer_id"
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "old Excel workbook"),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"PAR1 garbage PAR1", "Parquet cannot be read"),
        (b"\x28\xb5\x2f\xfd garbage", "archive is damaged"),
        (pa.compress(HEADER * 999, "zstd", asbytes=True)[:-9], "archive is damaged"),
        (b"7z\xbc\xaf\x27\x1c", "7z archive"),
        (b"SQLite format 3\0", "SQLite database"),
    ],
    ids=["xls", "locked xlsx", "parquet", "zst", "cut zst", "7z", "sqlite"],
)
def test_what_cannot_be_read_is_named_with_what_to_do(tmp_path, content, words):
    path = tmp_path / "upload.bin"
    path.write_bytes(content)

    assert words in refusal(tmp_path, path)


def test_a_zip_without_a_table_is_named(tmp_path):
    assert "no CSV file" in refusal(
        tmp_path, archive(tmp_path / "a.zip", **{"a.png": b"", "README.txt": b"x"})
    )


def test_a_folder_without_parquet_is_named(tmp_path):
    (tmp_path / "lake").mkdir()

    assert "no Parquet files" in refusal(tmp_path, tmp_path / "lake")


def test_parquet_of_a_single_column_is_named(tmp_path):
    pq.write_table(pa.table({"a": [1, None]}), tmp_path / "a.parquet")

    assert "single column" in refusal(tmp_path, tmp_path / "a.parquet")


@pytest.mark.parametrize("sheets", [{}, {"a": []}, {"a": [["only", "header"]]}, {"a": [["x"], ["y"]]}])
def test_a_workbook_without_a_table_is_named(tmp_path, sheets):
    assert "no sheet holds a table" in refusal(tmp_path, write_workbook(tmp_path / "a.xlsx", sheets))


def sheet(body: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"


CORNERS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2">'
    '<v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
)


def test_cells_at_the_far_corners_of_a_sheet_cost_no_more_than_cells(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"a": TWO}, **{"xl/worksheets/sheet1.xml": sheet(CORNERS)})

    assert read_preview(path).rows.shape == (3, 3)


@pytest.mark.parametrize(
    "member",
    [
        {"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"},
        {"xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="1A"><v>1</v></c></row>')},
        {"xl/worksheets/sheet1.xml": sheet('<row r="9999999"><c r="A1"><v>1</v></c></row>')},
        {"xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="A1"><v>many</v></c></row>')},
        {"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><sst><si><t>&b;</t></si></sst>'},
        {"xl/_rels/workbook.xml.rels": "<Relationships/>"},
    ],
    ids=["cut", "no column", "no such row", "no number", "entities", "no sheets"],
)
def test_a_damaged_workbook_is_named(tmp_path, member):
    path = write_workbook(tmp_path / "a.xlsx", {"a": TWO}, **member)

    assert "damaged" in refusal(tmp_path, path)


def test_a_bomb_inside_a_workbook_is_stopped(tmp_path, small_limit):
    path = write_workbook(
        tmp_path / "a.xlsx", {"a": TWO}, **{"xl/styles.xml": "<styleSheet>" + " " * (8 << 20)}
    )

    assert "200 times its size" in refusal(tmp_path, path)


def test_one_long_text_in_every_cell_of_a_sheet_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("data.read.workbook.MOST_TEXT", 1 << 20)
    path = write_workbook(
        tmp_path / "a.xlsx", {"a": [["customer_id", "event_time"], *[["x" * 30_000] * 2] * 99]}
    )

    assert "200 times its size" in refusal(tmp_path, path)


def test_a_run_of_one_value_in_parquet_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("data.read.parquet.FREE_CELLS", 1_000)
    pq.write_table(
        pa.table({"customer_id": ["c"] * 1_000_000, "product_id": ["p"] * 1_000_000}), tmp_path / "a.parquet"
    )

    assert "cells per byte" in refusal(tmp_path, tmp_path / "a.parquet")
