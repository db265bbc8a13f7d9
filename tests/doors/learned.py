"""What each option of `train` and `imbalance` does, told by the files that they wrote."""

from dataclasses import replace

import h5py
import pandas as pd
import pytest

from analytics.lab.config import Imbalance, Reduction
from analytics.lab.figures import figures
from analytics.lab.files import MODEL, RECORD, TESTED, WRITTEN
from analytics.lab.imbalance_comparison import COMPARED, IMBALANCE, MAP
from analytics.lab.imbalance_comparison import RECORD as COMPARISON
from analytics.lab.imbalance_comparison import WRITTEN as OF_COMPARISON
from analytics.lab.splits import split_examples
from analytics.lab.subjects.kept import read_examples
from analytics.lab.variant import fit_variant
from analytics.lab.work import LAB
from tests.doors.learning import Lab, of_both
from tests.doors.limits import Check
from tests.doors.rows import Doors

TRAIN = Lab("trained", "learn", LAB, RECORD, {*(file.name for file in WRITTEN), MODEL.name})
BALANCE = Lab("balanced", "balance", IMBALANCE, COMPARISON, {file.name for file in OF_COMPARISON})


def model_of(doors: Doors, row: str) -> set[str]:
    """Return the names of what the model of a row is kept in."""
    return {path.name for path in (doors.done(f"trained {row}").out / MODEL.name).iterdir()}


def networks_read_pasts_as_asked(doors: Doors) -> None:
    told, folder = TRAIN.told(doors, "demo"), doors.done("trained demo").out / MODEL.name
    assert told["train"]["augmentations"] == ["crop", "mask"]
    assert (told["epochs"], told["device"], told["backend"]) == (1, "cpu", "tensorflow")
    with h5py.File(folder / "network.weights.h5") as weights:
        names: list[str] = []
        weights.visit(names.append)
    assert any("gru" in name for name in names) and not any("lstm" in name for name in names)


def what_is_asked_for_is_stacked(doors: Doors) -> None:
    assert model_of(doors, "orders") >= {"logistic", "bagging"}
    assert not model_of(doors, "orders") & {"boosting", "forest"}
    assert TRAIN.told(doors, "orders")["method"] == "stacking"


def rows_are_prepared_as_asked(doors: Doors) -> None:
    assert model_of(doors, "joined") >= {"sample_0", "sample_4", "recalibration.json", "reduction.npz"}
    assert "recalibration.json" in model_of(doors, "table")
    assert not {"recalibration.json", "reduction.npz"} & model_of(doors, "demo")


def every_way_learns_from_projections(doors: Doors) -> None:
    table = pd.read_parquet(doors.done("balanced joined").out / COMPARED.name)
    assert table["imbalance"].unique().tolist() == list(Imbalance)
    learned, train = read_examples(BALANCE.kept(doors, "joined")), BALANCE.asked(doors, "joined").train
    parts = split_examples(learned, train)
    projected, plain = (
        figures(
            parts.test.outcome, fit_variant(replace(train, reduction=way), parts).predict(parts.test), 0.5
        )
        for way in (train.reduction, Reduction.NONE)
    )
    assert table["auc"].iloc[0] == pytest.approx(projected["auc"]) != pytest.approx(plain["auc"])
    points = pd.read_parquet(doors.done("balanced joined").out / MAP.name)
    assert set(points["reduction"]) == {"pca", "lda", "random"}


def shares_are_of_the_customers_that_were_drawn(doors: Doors) -> None:
    learned, train = read_examples(TRAIN.kept(doors, "table")), TRAIN.asked(doors, "table").train
    tested = pd.read_parquet(doors.done("trained table").out / TESTED.name)
    assert sorted(tested["customer"]) == sorted(split_examples(learned, train).test.customer)


TRAINED: dict[str, Check] = {
    **of_both(TRAIN),
    "--split": shares_are_of_the_customers_that_were_drawn,
    **dict.fromkeys(("--augment", "--recurrent", "--device", "--backend"), networks_read_pasts_as_asked),
    "--stacked": what_is_asked_for_is_stacked,
    **dict.fromkeys(("--imbalance", "--recalibrate", "--reduction"), rows_are_prepared_as_asked),
}
BALANCED: dict[str, Check] = {**of_both(BALANCE), "--reduction": every_way_learns_from_projections}
