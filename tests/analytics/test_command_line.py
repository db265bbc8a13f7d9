import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.pricing import choice
from analytics.pricing.price_book import COLUMNS
from analytics.runs import evaluate
from data.store import Workspace
from data.synthetic import simulate_shop
from tests.builders import REAL_DATA, event, events_csv, write_csv
from tests.worlds import command, write_files

ROOT = Path(__file__).parents[2]
SLICE = REAL_DATA / "rees46_2019-10-01_slice.csv.gz"
CUT = REAL_DATA / "rees46_2019-10-01_slice.truncated-original.csv.gz"
AT_HAND = pytest.mark.skipif(not SLICE.exists(), reason=f"the optional real data are not at {REAL_DATA}")
GIVEN = ["discount_share", "bundle_price", "take_rate"]


@pytest.fixture
def few_steps(monkeypatch):
    """How a command behaves does not depend on how long it trains or how many scores it explains."""
    monkeypatch.setattr(choice, "_FEWEST_STEPS", 60)
    monkeypatch.setattr(evaluate, "_EXPLAINED", 20)


def small(**changes):
    return simulate_shop(n_customers=60, n_visits_per_customer=6.0, n_products=4, **changes)


def book_of(out):
    return pd.read_parquet(out / "price_book.parquet")


def refused(capsys, tmp_path, *arguments):
    """Run an import that must be refused; return its one line on stderr."""
    workspace = tmp_path / "workspace"
    code = main(["import", *arguments, "--workspace", str(workspace), "--out", str(tmp_path / "out")])
    said = capsys.readouterr()
    lines = [line for line in said.err.splitlines() if not line.lstrip()[:4].rstrip("% ").isdigit()]  # progress
    assert code == 2
    assert said.out == ""
    assert "Traceback" not in said.err
    assert Workspace(workspace).shop_names() == []
    assert len(lines) == 1, lines
    return lines[0]


def test_the_same_files_and_seed_make_the_same_price_book(tmp_path, few_steps):
    paths = write_files(small(), tmp_path / "files")

    books = []
    for name in ("a", "b"):
        assert main(command(paths, tmp_path / name, "--segments", "tier", "--seed", "3")) == 0
        books.append(book_of(tmp_path / name))

    numbers = list(books[0].select_dtypes("number").columns)
    np.testing.assert_allclose(books[0][numbers], books[1][numbers], rtol=0, atol=1e-6)
    for name in set(COLUMNS) - set(numbers) - {"product_ids"}:
        assert books[0][name].tolist() == books[1][name].tolist()
    for out in (tmp_path / "a", tmp_path / "b"):
        assert {path.name for path in out.iterdir()} == {
            "customers.parquet",
            "price_book.parquet",
            "evidence.json",
            "run.json",
            "intake.json",
        }


def test_a_shop_whose_prices_never_moved_gets_no_advice(tmp_path, few_steps):
    paths = write_files(small(price_spread=0.0), tmp_path / "files")

    assert main(command(paths, tmp_path / "out")) == 0

    book = book_of(tmp_path / "out")
    assert set(book["verdict"]) == {"FAIL"}
    assert book[GIVEN].isna().all(axis=None)
    assert book["reason"].str.contains("The price never moved").all()
    assert book["reason"].str.contains("price test").all()


@AT_HAND
def test_views_of_real_products_whose_prices_never_moved_get_no_advice(tmp_path, few_steps):
    assert main(["run", "--events", str(SLICE), "--out", str(tmp_path / "out")]) == 0

    book = book_of(tmp_path / "out")
    assert len(book) > 0 and set(book["verdict"]) == {"FAIL"}
    assert book[GIVEN].isna().all(axis=None)


@AT_HAND
def test_a_file_cut_in_its_last_row_loses_that_row_only(tmp_path):
    out = tmp_path / "out"

    assert main(["import", "--events", str(CUT), "--workspace", str(tmp_path / "workspace"), "--out", str(out)]) == 0

    intake = json.loads((out / "intake.json").read_text())
    assert (intake["rows_read"], intake["rows_kept"]) == (17_435, 17_434)
    assert sum(intake["rejected"].values()) == 1


def test_the_intake_adds_up_and_says_what_was_mapped(tmp_path):
    path = events_csv(tmp_path / "events.csv", [{}, {"net_price": "?"}, {"product_id": "p2", "event_time": "2024-05-06 10:00:00"}])
    out = tmp_path / "out"

    assert main(["import", "--events", str(path), "--workspace", str(tmp_path / "w"), "--out", str(out)]) == 0

    intake = json.loads((out / "intake.json").read_text())
    assert intake["rows_read"] == intake["rows_kept"] + sum(intake["rejected"].values()) == 3
    assert sum(intake["rejected"].values()) == 1
    assert intake["event_time_min"] == "2024-03-04T10:00:00"
    assert intake["event_time_max"] == "2024-05-06T10:00:00"
    assert intake["mapping"]["columns"]["net_price"] == "net_price"


def test_an_import_keeps_the_shop_in_its_workspace(tmp_path):
    path = events_csv(tmp_path / "events.csv")

    main(["import", "--events", str(path), "--workspace", str(tmp_path / "w"), "--out", str(tmp_path / "out")])

    assert len(Workspace(tmp_path / "w").shop_names()) == 1


def test_an_empty_file_is_refused_by_name(capsys, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("")

    assert "empty.csv" in refused(capsys, tmp_path, "--events", str(path))


def test_a_missing_file_is_refused_by_name(capsys, tmp_path):
    assert "nowhere.csv" in refused(capsys, tmp_path, "--events", str(tmp_path / "nowhere.csv"))


def test_a_missing_column_is_named(capsys, tmp_path):
    path = write_csv(tmp_path / "events.csv", [{k: v for k, v in event().items() if k != "product_id"}])

    line = refused(capsys, tmp_path, "--events", str(path))

    assert "events.csv" in line and "product" in line


def test_text_in_every_price_names_column_and_row(capsys, tmp_path):
    path = events_csv(tmp_path / "events.csv", [{"net_price": "cheap"}, {"net_price": "dear"}])

    line = refused(capsys, tmp_path, "--events", str(path))

    assert "events.csv" in line and "net_price" in line and "row 2" in line


def test_a_file_of_one_wide_column_is_refused(capsys, tmp_path):
    path = write_csv(tmp_path / "events.csv", [event(), event(product_id="p2")], delimiter="~")

    assert "events.csv" in refused(capsys, tmp_path, "--events", str(path))


def test_no_events_at_all_are_refused(capsys, tmp_path):
    assert "--events" in refused(capsys, tmp_path)


def test_one_bad_file_keeps_the_good_one_out_too(capsys, tmp_path):
    good, bad = events_csv(tmp_path / "events.csv"), tmp_path / "products.csv"
    bad.write_text("")

    assert "products.csv" in refused(capsys, tmp_path, "--events", str(good), "--products", str(bad))


@pytest.mark.parametrize(
    ("column", "words"), [("product_id", "one product only"), ("customer_id", "one customer only")]
)
def test_a_shop_of_one_is_refused_in_one_line(capsys, tmp_path, column, words):
    rows = [
        {"customer_id": f"c{i % 5}", "product_id": f"p{i % 3}", "order_id": f"o{i}", "event_time": f"2024-03-{i + 1:02d}"}
        for i in range(28)
    ]
    path = events_csv(tmp_path / "events.csv", rows, **{column: "only"})

    code = main(["run", "--events", str(path), "--out", str(tmp_path / "out")])

    last = capsys.readouterr().err.splitlines()[-1]
    assert code == 2
    assert words in last and "Upload" in last


def test_an_unknown_segment_column_is_refused_and_the_known_ones_named(capsys, tmp_path):
    paths = write_files(small(), tmp_path / "files")

    assert main(command(paths, tmp_path / "out", "--segments", "mood")) == 2

    last = capsys.readouterr().err.splitlines()[-1]
    assert "mood" in last and "tier" in last


def test_an_unknown_instrument_is_refused(capsys, tmp_path):
    paths = write_files(small(), tmp_path / "files")

    assert main(command(paths, tmp_path / "out", "--instrument", "weather")) == 2

    assert "weather" in capsys.readouterr().err.splitlines()[-1]


def test_the_command_in_a_process_of_its_own_says_one_line(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("")

    process = subprocess.run(
        [sys.executable, "-m", "analytics", "import", "--events", str(path), "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert process.returncode == 2
    assert process.stdout == ""
    assert len(process.stderr.splitlines()) == 1
