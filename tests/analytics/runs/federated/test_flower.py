"""Flower between the shops: where its environment is, over real processes, and else in one sentence."""

import json
import os

import pytest

from analytics.__main__ import main
from analytics.runs.federated.flower import PYTHON
from tests.simulated import simulate_shop
from tests.worlds import write_files


@pytest.fixture
def command(tmp_path):
    for seed, name in enumerate(("one", "two")):
        world = simulate_shop(n_customers=20, n_visits_per_customer=6, n_products=3, seed=seed)
        write_files(world, tmp_path / name)
    shops = [str(tmp_path / name) for name in ("one", "two")]
    return [
        "federate",
        "--shop",
        *shops,
        "--place",
        "flower",
        "--rounds",
        "1",
        "--out",
        str(tmp_path / "out"),
    ]


def test_without_flower_the_command_says_what_is_missing(command, monkeypatch, capsys):
    monkeypatch.setenv(PYTHON, "")

    assert main(command) == 2

    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("Flower is not installed beside the app.") and PYTHON in said


@pytest.mark.skipif(not os.environ.get(PYTHON), reason=f"{PYTHON} names no environment that has Flower")
def test_with_flower_shops_train_over_its_processes(command, tmp_path):
    assert main(command) == 0

    record = json.loads((tmp_path / "out" / "federated.json").read_text())
    assert (record["rounds"], record["config"]["place"], record["lost"]) == (1, "flower", [])
    assert (tmp_path / "out" / "two" / "price_book.parquet").exists()
