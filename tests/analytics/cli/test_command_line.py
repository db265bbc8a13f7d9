import json

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.demand import batches
from analytics.pricing.price_book.book import COLUMNS
from analytics.runs import evaluate
from data.intake.demo import DEMO_NAME
from data.services.workspaces import open_workspace
from tests.builders import REAL_DATA, events_csv
from tests.doors.rows import import_shop
from tests.simulated import simulate_shop
from tests.worlds import command, write_files

SLICE = REAL_DATA / "rees46_2019-10-01_slice.csv.gz"
CUT = REAL_DATA / "rees46_2019-10-01_slice.truncated-original.csv.gz"
AT_HAND = pytest.mark.skipif(not SLICE.exists(), reason=f"the optional real data are not at {REAL_DATA}")
GIVEN = ["discount_share", "bundle_price", "take_rate"]


@pytest.fixture
def few_steps(monkeypatch):
    """How a command behaves does not depend on how long it trains or how many scores it explains."""
    monkeypatch.setattr(batches, "_MOST_STEPS", 60)
    monkeypatch.setattr(evaluate, "_EXPLAINED", 20)


def small(**changes):
    return simulate_shop(n_customers=60, n_visits_per_customer=6.0, n_products=4, **changes)


def book_of(out):
    return pd.read_parquet(out / "price_book.parquet")


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
            "portfolio.json",
            "portfolio.parquet",
            "product_blocks.parquet",
            "price_book.parquet",
            "evidence.json",
            "run.json",
            "intake.json",
            "model",
        }


def test_a_shop_whose_prices_never_moved_gets_no_advice(tmp_path, few_steps):
    paths = write_files(small(price_spread=0.0), tmp_path / "files")

    assert main(command(paths, tmp_path / "out")) == 0

    book = book_of(tmp_path / "out")
    assert set(book["verdict"]) == {"FAIL"}
    assert book[GIVEN].isna().all(axis=None)
    assert book["reason"].str.contains("The price never moved").all()
    assert book["reason"].str.contains("price test").all()
    gates = pd.DataFrame(json.loads((tmp_path / "out" / "evidence.json").read_text())["gates"])
    assert list(gates.columns) == ["name", "product_id", "verdict", "value", "detail", "remedy"]
    moved = gates[gates["name"] == "price_variation"]
    assert set(moved["detail"]) == {"The price never moved"}
    assert moved["remedy"].str.startswith("Run a price test").all()


@pytest.mark.parametrize("name", ["price", "list_price", "n_customers"])
def test_what_is_a_price_or_a_count_is_no_instrument(tmp_path, name, capsys):
    write_files(small(), tmp_path / "files")
    import_shop(tmp_path / "space", DEMO_NAME, tmp_path / "files")  # where the demo shop is looked for
    words = ["run", "--demo", "--workspace", str(tmp_path / "space"), "--out", str(tmp_path / "out")]

    assert main([*words, "--instrument", name]) == 2

    said = capsys.readouterr().err.splitlines()[-1]
    assert f"column {name}: the events have no such instrument. Choose one of: promotion, cost" in said


@AT_HAND
def test_views_of_real_products_whose_prices_never_moved_get_no_advice(tmp_path, few_steps):
    few = tmp_path / "events.csv"
    pd.read_csv(SLICE, dtype=str, nrows=600).to_csv(few, index=False)

    assert main(["run", "--events", str(few), "--out", str(tmp_path / "out")]) == 0

    book = book_of(tmp_path / "out")
    assert len(book) > 0 and set(book["verdict"]) == {"FAIL"}
    assert book[GIVEN].isna().all(axis=None)


@AT_HAND
def test_a_file_cut_in_its_last_row_loses_that_row_only(tmp_path):
    out = tmp_path / "out"

    assert (
        main(["import", "--events", str(CUT), "--workspace", str(tmp_path / "workspace"), "--out", str(out)])
        == 0
    )

    intake = json.loads((out / "intake.json").read_text())
    assert (intake["rows_read"], intake["rows_kept"]) == (17_435, 17_434)
    assert sum(intake["rejected"].values()) == 1


def test_the_intake_adds_up_and_says_what_was_mapped(tmp_path):
    path = events_csv(
        tmp_path / "events.csv",
        [{}, {"net_price": "?"}, {"product_id": "p2", "event_time": "2024-05-06 10:00:00"}],
    )
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

    main(
        ["import", "--events", str(path), "--workspace", str(tmp_path / "w"), "--out", str(tmp_path / "out")]
    )

    assert len(open_workspace(tmp_path / "w").shop_names()) == 1
