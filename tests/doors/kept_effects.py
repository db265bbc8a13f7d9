"""What each option of the other commands does: prices, scores, imports, what looks after a workspace."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest

from analytics.jobs.state import JobStatus
from analytics.runs.demos import DEMO_NAMES
from analytics.runs.process import list_runs
from data.schema import KINDS
from data.services.workspaces import open_workspace
from tests.doors.left_out import is_same
from tests.doors.rows import KEY, SHOP, Doors


def record(doors: Doors, name: str, file: str = "run.json") -> dict[str, Any]:
    """Return a JSON file that a row wrote."""
    return json.loads((doors.done(name).out / file).read_text())


def kept_runs(doors: Doors, workspace: str, shop: str) -> list[JobStatus]:
    """Return the runs that a workspace keeps, read with the key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUNDLEWISE_KEY", KEY)
        return list_runs(doors.at / workspace / shop)


def priced_again_offers_are_as_in_the_run(doors: Doors) -> None:
    again = pd.read_parquet(doors.done("demo priced").out / "price_book.parquet")
    assert is_same(again, doors.done("demo").book)
    found = pd.read_csv(doors.done("money priced").out)
    assert is_same(found, doors.done("money").book)


def scores_are_of_every_customer_and_offer(doors: Doors) -> None:
    scores, book = pd.read_parquet(doors.done("scores").out), doors.done("money").book
    mine = book[book["segment"] == "south"].set_index("offer_id")
    strangers = pd.read_csv(doors.files / "strangers.csv")["customer_id"]
    assert scores["customer_id"].tolist() == np.repeat(strangers, len(mine)).tolist()
    for _, rows in scores.groupby("customer_id"):
        rows = rows.set_index("offer_id")
        for name in ("discount_share", "bundle_price"):
            np.testing.assert_allclose(rows[name], mine.loc[rows.index, name], atol=1e-6)


def batches_change_no_score(doors: Doors) -> None:
    whole, parts = pd.read_parquet(doors.done("scores").out), pd.read_csv(doors.done("scores in batches").out)
    assert (whole["customer_id"] == parts["customer_id"]).all()
    for name in ("take_rate", "incremental_profit"):
        np.testing.assert_allclose(whole[name], parts[name], atol=2e-5)


def customers_of_a_workspace_are_known_by_their_past(doors: Doors) -> None:
    scores = pd.read_parquet(doors.done("later priced").out)
    assert set(scores["customer_id"]) == set(doors.world.customers["customer_id"])
    of_offer = scores[scores["verdict"].isin(["PASS", "WARN"])].groupby("offer_id")["take_rate"]
    assert (of_offer.nunique() > 30).all()  # not what a segment does on average


def files_go_where_they_are_wanted(doors: Doors) -> None:
    names = {path.name for path in doors.done("demo priced").out.iterdir()}
    assert names == {"price_book.parquet", "scores.parquet", "price_book.signature.json"}
    assert doors.done("scores in batches").out.suffix == ".csv"


def every_kind_is_imported(doors: Doors) -> None:
    files = record(doors, "import", "intake.json")["files"]
    assert {file["kind"] for file in files} == set(KINDS)
    assert all(file["rows_kept"] == file["rows_read"] > 0 for file in files)


def the_import_is_kept(doors: Doors) -> None:
    doors.done("import")
    assert open_workspace(doors.at / "imported").shop_names() == [SHOP]


def the_demo_is_loaded(doors: Doors) -> None:
    doors.done("demo loaded")
    assert open_workspace(doors.at / "loaded").shop_names() == list(DEMO_NAMES)
    assert all(len(kept_runs(doors, "loaded", name)) == 1 for name in DEMO_NAMES)


def nothing_can_be_read_without_the_key(doors: Doors) -> None:
    assert f"{SHOP}: encrypted" in doors.done("encrypt").said
    doors.done("later")
    for path in (doors.at / "space").rglob("*"):
        if path.is_file() and path.suffix in (".parquet", ".duckdb"):
            assert b"customer_id" not in path.read_bytes() and b"Thing p0" not in path.read_bytes()


def rows_are_kept_as_long_as_asked(doors: Doors) -> None:
    assert "Rows are kept for 36,500 days. Erased: 0 rows" in doors.done("retained").said
    assert "Rows are kept forever" in doors.done("kept").said


def what_is_held_is_told(doors: Doors) -> None:
    with ZipFile(doors.done("access").out) as archive:
        rows = pd.read_csv(BytesIO(archive.read("tables/events.csv")), dtype=str)
        names = archive.namelist()
    assert set(rows["customer_id"]) == {"c2"}
    assert sum("audience_customers" in name for name in names) == 2  # of both trainings of the shop


def the_customer_is_forgotten(doors: Doors) -> None:
    said = doors.done("forget").said
    assert "2 trainings are to be repeated" in said, said
    assert all(run.stale for run in kept_runs(doors, "space", SHOP))


def the_prices_of_one_product_are_read(doors: Doors) -> None:
    prices = pd.read_csv(doors.done("mart").out)
    assert set(prices["product_id"]) == {"p1"} and (prices["price"] > 0).all()
