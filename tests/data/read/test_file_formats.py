"""Packed, Parquet or Excel: each format brings the same rows, digits and reject numbers as the plain CSV."""

import gzip
import zipfile
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.read.parts import parts_of
from data.schema import InputError
from tests.builders import event, events_csv, import_csv, new_shop
from tests.workbooks import write_workbook

ROWS = [{"order_id": f"o{n}", "net_price": "?" if n == 3 else "1.50"} for n in range(9)]


def zipped(path: Path, **files: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files.items():
            archive.write(file, name.replace("__", "/") + ".csv")
    return path


def packed(path: Path, form: str) -> Path:
    target = path.with_suffix(f".csv.{form}")
    if form == "gz":
        target.write_bytes(gzip.compress(path.read_bytes()))
    elif form == "zst":
        target.write_bytes(pa.compress(path.read_bytes(), "zstd", asbytes=True))
    else:
        zipped(target, events=path)
    return target


@pytest.mark.parametrize("form", ["gz", "zst", "zip"])
def test_a_packed_file_is_the_file_itself(tmp_path, form):
    path = events_csv(tmp_path / "events.csv", ROWS)
    shop = new_shop(tmp_path)

    intake = import_csv(shop, packed(path, form))
    again = import_csv(shop, path)

    assert (intake.rows_read, intake.rows_kept) == (9, 8)
    assert shop.rejects()["row"].tolist() == [5]
    assert again.import_id == intake.import_id


def test_frames_of_zst_that_follow_each_other_are_one_file(tmp_path):
    content = events_csv(tmp_path / "events.csv", ROWS).read_bytes()
    halves = (content[:150], content[150:])
    (tmp_path / "t.csv.zst").write_bytes(b"".join(pa.compress(half, "zstd", asbytes=True) for half in halves))

    assert import_csv(new_shop(tmp_path), tmp_path / "t.csv.zst").rows_read == 9


def test_each_table_of_a_zip_is_a_file_of_its_own(tmp_path):
    first = events_csv(tmp_path / "a.csv", ROWS)
    second = events_csv(tmp_path / "b.csv", [{"order_id": "x", "product_id": "p2"}])
    (tmp_path / "c.csv").write_text("how to read this")
    path = zipped(tmp_path / "all.zip", a=first, sub__b=second, README=tmp_path / "c.csv")
    shop = new_shop(tmp_path)

    parts = parts_of(path, path.name)
    mapping = guess_mapping(read_preview(path, part="a.csv"))
    sources = [Source(path, part, "events", mapping, part) for part in parts.usual]
    intakes = import_files(shop, sources)

    assert parts.names == parts.usual == ("a.csv", "sub/b.csv")
    assert [intake.rows_kept for intake in intakes] == [8, 1]
    with pytest.raises(InputError, match="2 CSV files"):
        read_preview(path)


def parquet(path: Path, **columns: list) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_keeps_every_digit_and_writes_times_as_iso(tmp_path):
    path = parquet(
        tmp_path / "t.parquet",
        big=[541912345678901234, None],
        whole=[17850.0, None],
        part=[2.5, 1e-7],
        at=[datetime(2024, 1, 1, 10, 30), datetime(2024, 1, 2)],
        text=["0042", "a\nb"],
        nested=[{"a": [1, 2]}, None],
        flag=[True, False],
        raw=[b"abc", b"\xff"],
    )

    rows = read_preview(path).rows

    assert rows.iloc[0].tolist() == [
        "541912345678901234", "17850", "2.5", "2024-01-01 10:30:00", "0042", '{"a":[1,2]}', "true", "abc",
    ]  # fmt: skip
    assert rows["big"].isna().tolist() == [False, True]
    assert rows.loc[1, ["part", "at", "text", "raw"]].tolist() == [
        "1e-07",
        "2024-01-02 00:00:00",
        "a\nb",
        "\\xFF",
    ]


def table_of(n_rows: int, **overrides: dict[int, object]) -> dict[str, list]:
    rows = [event(order_id=f"o{n}", title="two\nlines" if n % 2 else "one") for n in range(n_rows)]
    for name, values in overrides.items():
        for place, value in values.items():
            rows[place][name] = value
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_rejects_of_parquet_name_the_row_of_the_table(tmp_path):
    long = {5: "x" * 2_500_000}
    path = parquet(tmp_path / "t.parquet", **table_of(20, net_price={3: "0", 9: None, 17: "0"}, title=long))
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert (intake.rows_read, intake.rows_kept) == (20, 16)
    assert sorted(shop.rejects()["row"]) == [5, 7, 11, 19]


def test_a_directory_of_parquet_is_one_table_in_the_order_of_its_files(tmp_path):
    lake = tmp_path / "lake"
    for month, price in (("01", "1.00"), ("02", "0")):
        (lake / f"month={month}").mkdir(parents=True)
        parquet(lake / f"month={month}" / "part.parquet", **table_of(4, net_price={2: price}))
    (lake / "_SUCCESS").touch()
    parquet(lake / "_old.parquet", other=[1])
    shop = new_shop(tmp_path)

    preview = read_preview(lake)
    intake = import_csv(shop, lake)

    assert preview.rows["month"].tolist() == ["01"] * 4 + ["02"] * 4
    assert (intake.rows_read, intake.rows_kept) == (8, 7)
    assert shop.rejects()["row"].tolist() == [8]


def test_parquet_of_two_thousand_columns_is_read(tmp_path):
    path = parquet(tmp_path / "t.parquet", **table_of(3), **{f"extra {n}": ["1"] * 3 for n in range(2_000)})
    shop = new_shop(tmp_path)
    preview = read_preview(path)

    intake = import_csv(shop, path, mapping=Mapping("events", guess_mapping(preview, "events").columns))

    assert len(preview.columns) == 2_008
    assert intake.rows_kept == 3


def test_every_format_leads_to_the_same_shop(tmp_path):
    rows = [event(order_id=f"o{n}", customer_id=f"{n % 4}", net_price=f"{n + 1}.25") for n in range(40)]
    frame = pd.DataFrame(rows)
    frame.to_parquet(tmp_path / "t.parquet")
    events_csv(tmp_path / "t.csv", rows)
    write_workbook(tmp_path / "t.xlsx", {"A": [list(frame.columns), *frame.to_numpy().tolist()]})
    shops = []
    for form in ("csv", "parquet", "xlsx"):
        (tmp_path / form).mkdir()
        shop = new_shop(tmp_path / form)
        import_csv(shop, tmp_path / f"t.{form}")
        shops.append(shop.read("customers"))

    pd.testing.assert_frame_equal(shops[0], shops[1])
    pd.testing.assert_frame_equal(shops[0], shops[2])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[{"customer_id": "c1", "product_id": "p1"},\n {"customer_id": "c2", "product_id": "p1"}]', "JSON"),
        ('{"customer_id": "c1", "product_id": "p1"}\n{"customer_id": "c2", "product_id": "p1"}', "JSON"),
        ("\n<!DOCTYPE html>\n<table><tr><td>a,b</td></tr></table>", "a web page"),
        ("<table border=1><tr><td>a;b</td></tr>\n</table>", "a web page"),
        ('<?xml version="1.0"?>\n<orders><order id="a,b"/></orders>', "XML"),
    ],
)
def test_another_text_format_is_named(tmp_path, text, what):
    path = tmp_path / "export.csv"
    path.write_text(text)

    with pytest.raises(InputError, match=rf"export\.csv: this is {what}, not a CSV\. Export"):
        read_preview(path)
