"""Rows of `tune` and `models`, and the workspace that they work on."""

from pathlib import Path

import pandas as pd

from tests.doors.row import Row
from tests.doors.transfer_rows import TRANSFER_ROWS, write_pair
from tests.lab_runs import lab_run, planted

LAB_SHOP = "Lab shop"
OF_TABLE = "tune --table {files}/won.csv --outcome won --customer who --time when --model logistic"
SEARCHED = (
    "--split customer --sampler random --pruner none --trials 3 --minutes 9 --space l2=0.001:1 --seed 3"
)
TUNED_ROWS = {
    **TRANSFER_ROWS,
    "tuned": Row(f"{OF_TABLE} {SEARCHED} --out {{at}}/tuned"),
    "tuned again": Row(f"{OF_TABLE} {SEARCHED} --resume --out {{at}}/tuned", ("tuned",)),
    "tuned shop": Row(
        f"tune --workspace {{at}}/lab-space --shop '{LAB_SHOP}' --model logistic --trials 1"
        " --space most_epochs=5:9 --out {at}/tuned-shop"
    ),
    "exported": Row(
        f"models export latest --workspace {{at}}/lab-space --shop '{LAB_SHOP}' --out {{at}}/model.zip"
    ),
}


def write_lab(files: Path, shop_directory: Path) -> None:
    """Write a table of yes and no, a finished run of the Lab beside a shop, and two more shops."""
    examples = planted(90)
    told = {"won": examples.outcome, "who": range(90), "when": pd.date_range("2025-01-01", periods=90)}
    examples.inputs.assign(**told).to_csv(files / "won.csv", index=False)
    lab_run(shop_directory)
    write_pair(files, shop_directory.parent)
