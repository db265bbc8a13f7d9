"""What each option of `tune` and of `models` does, told by the files that they wrote."""

import json
import zipfile

import pandas as pd

from tests.doors.limits import Check
from tests.doors.rows import Doors
from tests.doors.training_together import FEDERATED
from tests.doors.transferring import TRANSFERRED


def record(doors: Doors, row: str) -> dict:
    """Return what a search says that it found."""
    return json.loads((doors.done(row).out / "tuning.json").read_text())


def trials(doors: Doors, row: str) -> pd.DataFrame:
    """Return the trials of a search."""
    return pd.read_parquet(doors.done(row).out / "trials.parquet")


def the_columns_of_the_table_have_their_roles(doors: Doors) -> None:
    told = record(doors, "tuned")["about"]
    assert [told[name] for name in ("file", "outcome", "customer", "time")] == [
        "won.csv",
        "won",
        "who",
        "when",
    ]


def a_shop_is_learned_from(doors: Doors) -> None:
    told = record(doors, "tuned shop")
    assert told["subject"] == "purchase"
    assert told["train"]["split"] == "time"
    assert trials(doors, "tuned shop")["most_epochs"].dropna().between(5, 9).all()


def settings_are_tried_as_asked(doors: Doors) -> None:
    told = record(doors, "tuned")
    assert {name: told[name] for name in ("method", "sampler", "pruner", "seed")} == {
        "method": "logistic",
        "sampler": "random",
        "pruner": "none",
        "seed": 3,
    }
    assert told["train"]["split"] == "customer"
    assert len(trials(doors, "tuned")) == 4
    assert trials(doors, "tuned")["l2"].dropna().between(0.001, 1).all()


def a_search_is_gone_on_with(doors: Doors) -> None:
    before = trials(doors, "tuned")
    pd.testing.assert_frame_equal(trials(doors, "tuned again"), before)


def a_model_is_handed_over(doors: Doors) -> None:
    with zipfile.ZipFile(doors.done("exported").out) as archive:
        assert {"bundle.json", "lab_run.json", "model/logistic.json"} <= set(archive.namelist())


TUNED: dict[str, Check] = {
    **dict.fromkeys(
        ("--table", "--outcome", "--customer", "--time"), the_columns_of_the_table_have_their_roles
    ),
    **dict.fromkeys(("--workspace", "--shop"), a_shop_is_learned_from),
    **dict.fromkeys(
        (
            "--model",
            "--split",
            "--sampler",
            "--pruner",
            "--trials",
            "--minutes",
            "--space",
            "--seed",
            "--out",
        ),
        settings_are_tried_as_asked,
    ),
    "--resume": a_search_is_gone_on_with,
}
HANDED_OVER: dict[str, Check] = dict.fromkeys(("--workspace", "--shop", "--out"), a_model_is_handed_over)
LAB_EFFECTS = {"tune": TUNED, "models": HANDED_OVER, "transfer": TRANSFERRED, "federate": FEDERATED}
