"""What each option of `monitor` does, told by the tables that it wrote."""

import json

import pandas as pd

from analytics.evidence.drift.codes import Advice
from analytics.runs.monitoring.job import OUTPUTS
from tests.doors.limits import Check
from tests.doors.rows import Doors


def the_newest_training_meets_what_came_since(doors: Doors) -> None:
    out, newer = doors.done("monitored").out, pd.read_csv(doors.at / "newer.csv")
    report = json.loads((out / "monitoring.json").read_text())
    assert report["n_visits_now"] == newer["session_id"].nunique()
    assert report["n_customers_now"] == newer["customer_id"].nunique()
    drift = pd.read_parquet(out / "monitoring_drift.parquet").set_index("input")["advice"]
    same = ["price", "product", "category", "segment", "attribute", "basket"]  # the weeks are those before
    assert set(drift[same]) == {Advice.KEEP.value}
    prices, book = pd.read_parquet(out / "monitoring_prices.parquet"), doors.done("demo").book
    assert set(prices["offer_id"]) <= set(book["offer_id"])


def its_tables_lie_where_they_should(doors: Doors) -> None:
    out = doors.done("monitored").out
    assert {path.name for path in out.iterdir()} == {file.name for file in OUTPUTS}


WATCHED: dict[str, Check] = {
    **dict.fromkeys(("--workspace", "--shop"), the_newest_training_meets_what_came_since),
    "--out": its_tables_lie_where_they_should,
}
