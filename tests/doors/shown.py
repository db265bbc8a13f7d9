"""What each option of `validate` and `report` does, told by the files that they wrote."""

import json
from typing import Any

import pandas as pd
import pytest

from analytics.runs.validation import FOLDS, OUTPUTS, REPORT
from data.intake.demo import DEMO_NAME
from tests.doors.kept_effects import record
from tests.doors.limits import Check
from tests.doors.rows import Doors

ROWS = {"validated": "customer", "validated again": "time"}  # and what they split by


def report(doors: Doors, row: str) -> dict[str, Any]:
    """Return what a validation says of the whole."""
    return json.loads((doors.done(row).out / REPORT.name).read_text())


def the_validated_run_is_the_one_named(doors: Doors) -> None:
    own = record(doors, "demo", "evidence.json")["model"]
    for row in ROWS:
        assert report(doors, row)["own"]["auc"] == pytest.approx(own["auc"])


def folds_are_as_asked(doors: Doors) -> None:
    for (row, by), members in zip(ROWS.items(), (1, 2), strict=True):
        folds = pd.read_parquet(doors.done(row).out / FOLDS.name)
        assert set(folds["by"]) == {by} and folds["fold"].nunique() == 2
        asked = report(doors, row)["config"]
        assert (asked["folds"], asked["by"], asked["members"]) == (2, by, members)


def the_tables_lie_where_they_should(doors: Doors) -> None:
    for row in ROWS:
        assert {path.name for path in doors.done(row).out.iterdir()} == {file.name for file in OUTPUTS}


VALIDATED: dict[str, Check] = {
    **dict.fromkeys(("--model", "--workspace", "--shop"), the_validated_run_is_the_one_named),
    **dict.fromkeys(("--folds", "--by", "--members"), folds_are_as_asked),
    "--out": the_tables_lie_where_they_should,
}


def the_reported_run_is_the_one_named(doors: Doors) -> None:
    copy, kept = (doors.done(row).out.read_text(encoding="utf-8") for row in ("reported", "reported shop"))
    for text, run in ((copy, "money"), (kept, "demo")):
        assert f"fingerprint {record(doors, run)['fingerprint']}" in text
    assert "copy of the model" in copy and DEMO_NAME not in copy
    assert "copy of the model" not in kept and DEMO_NAME in kept


REPORTED: dict[str, Check] = dict.fromkeys(
    ("--model", "--workspace", "--shop", "--out"), the_reported_run_is_the_one_named
)
