"""What each option of `transfer` does, told by the files that it wrote."""

import json

import pandas as pd

from tests.doors.limits import Check
from tests.doors.rows import Doors


def record(doors: Doors) -> dict:
    """Return what the transfer says that it learned."""
    return json.loads((doors.done("transferred").out / "transfer.json").read_text())


def the_other_shop_is_pretrained_on(doors: Doors) -> None:
    told = record(doors)
    assert told["source"] == "There"
    assert told["n_shared"] == told["n_categories"] == 6
    assert told["fingerprint"] != told["source_fingerprint"]


def trainings_are_as_asked(doors: Doors) -> None:
    runs = pd.read_parquet(doors.done("transferred").out / "transfer_runs.parquet")
    assert runs["data_share"].tolist() == [0.8, 0.8]
    assert runs["seed"].tolist() == [0, 1]
    told = record(doors)
    assert (told["seeds"], told["seed"]) == (2, 7)
    assert sum(told["n_rows"].values()) < 1300


def the_gain_is_written(doors: Doors) -> None:
    gains = pd.read_parquet(doors.done("transferred").out / "transfer.parquet")
    assert (gains["auc_gain_low"] <= gains["auc_gain_high"]).all()
    gain = gains["auc_pretrained"] - gains["auc_scratch"]
    pd.testing.assert_series_equal(gain, gains["auc_gain"], check_names=False)


TRANSFERRED: dict[str, Check] = {
    **dict.fromkeys(("--workspace", "--from-shop", "--shop"), the_other_shop_is_pretrained_on),
    **dict.fromkeys(("--shares", "--seeds", "--rows", "--seed"), trainings_are_as_asked),
    "--out": the_gain_is_written,
}
