"""`python -m analytics imbalance`: from a table to what each way comes to; and how `train` prepares rows."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.lab.config import Imbalance, Method
from analytics.lab.files import RECORD as RUN
from analytics.lab.imbalance_comparison import COMPARED, MAP, RECORD, compared
from tests.planted import parts_of, planted_table, quick


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("planted") / "rows.csv"
    rows = planted_table(1200)
    is_left = (rows["bought"] == "no") | (rows.index % 4 == 0)  # few came out yes
    rows[is_left].to_csv(path, index=False)
    return path


def test_each_way_is_judged_before_and_after_recalibration(table, tmp_path, capsys):
    rows = ("--table", str(table), "--outcome", "bought", "--customer", "who")
    how = (
        "--model",
        "logistic",
        "--set",
        "l2=0.001",
        "--split",
        "customer",
        "--reduction",
        "pca",
        "--seed",
        "3",
    )

    assert main(["imbalance", *rows, *how, "--out", str(tmp_path)]) == 0

    found, record = (
        pd.read_parquet(tmp_path / COMPARED.name),
        json.loads((tmp_path / RECORD.name).read_text()),
    )
    assert found["imbalance"].unique().tolist() == [way.value for way in Imbalance]
    assert (record["method"], record["seed"]) == ("logistic", 3)
    raw, mended = (found[found["is_recalibrated"] == is_].set_index("imbalance") for is_ in (False, True))
    others = raw.index != "none"
    assert (raw["recall_half"][others] > raw["recall_half"]["none"]).all()
    assert (mended["ece"][others] < raw["ece"][others]).all()
    assert (mended["brier"][others] < raw["brier"][others]).all()
    points = pd.read_parquet(tmp_path / MAP.name)
    assert set(points["reduction"]) == {"pca", "lda", "random"}
    printed = capsys.readouterr()
    assert "EasyEnsemble" in printed.out
    assert "Balancing lifts recall" in printed.err


def test_a_way_that_rows_are_too_few_for_has_no_figures():
    config = quick(Method.LOGISTIC)
    parts = parts_of(config)
    one_yes = parts.train.rows((parts.train.outcome == 0) | (parts.train.outcome.cumsum() == 1))

    found = compared(type(parts)(one_yes, parts.validation, parts.test), config)

    missing = found[found["auc"].isna()]
    assert set(missing["imbalance"]) == {"smote", "adasyn"}


def test_training_prepares_rows_as_it_is_asked(table, tmp_path):
    rows = ("--table", str(table), "--outcome", "bought", "--out", str(tmp_path))
    how = ("--imbalance", "easy_ensemble", "--reduction", "lda", "--recalibrate", "--augment", "crop", "mask")

    assert main(["train", *rows, "--model", "logistic", *how]) == 0

    train = json.loads((tmp_path / RUN.name).read_text())["train"]
    assert (train["imbalance"], train["reduction"], train["is_recalibrated"]) == (
        "easy_ensemble",
        "lda",
        True,
    )
    assert train["augmentations"] == ["crop", "mask"]
    for name in ("sample_4/logistic.json", "recalibration.json", "reduction.npz"):
        assert (tmp_path / "model" / name).exists()
