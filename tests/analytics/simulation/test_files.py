"""Synthetic shops on disk: the same bytes, in blocks, with a truth that comes back, fit for the import."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.simulation import __main__ as command_line
from analytics.simulation import shop as shop_room
from analytics.simulation.files import read_truth, write_shop
from analytics.simulation.kinds import KINDS, config_of
from analytics.simulation.practice import make_practice_shop, truth_of
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.oracles.best_discounts import best_discount
from tests.simulated import simulate_shop

LIVELY = config_of("lively", n_customers=90, n_visits_per_customer=4.0, seed=5)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(shop_room, "BLOCK_CELLS", 2_000)


def contents(directory):
    return {
        str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()
    }


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_the_same_seed_gives_the_same_bytes(format, tmp_path, small_blocks):
    for name in ("one", "two"):
        write_shop(LIVELY, tmp_path / name, format=format)

    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == 7


def test_files_hold_what_the_simulated_shop_holds(tmp_path):
    paths, world = write_shop(LIVELY, tmp_path, format="parquet"), simulate_shop(LIVELY)

    for kind, path in paths.items():
        pd.testing.assert_frame_equal(pd.read_parquet(path), getattr(world, kind), check_dtype=False)


def test_blocks_make_one_shop_without_double_ids(tmp_path, small_blocks):
    config = config_of("exogenous", n_customers=100, n_visits_per_customer=5.0)
    said = []

    paths = write_shop(config, tmp_path, lambda share, words: said.append(share))

    events, customers = pd.read_csv(paths["events"]), pd.read_csv(paths["customers"])
    assert shop_room.n_blocks(config) == len(said) == 2
    assert customers["customer_id"].tolist() == [f"c{i}" for i in range(100)]
    assert events.groupby("session_id")["customer_id"].nunique().max() == 1
    assert not events.duplicated(["session_id", "product_id", "event_type"]).any()
    assert said[-1] == 1.0 and said == sorted(said)
    world = simulate_shop(config)
    assert len(world.events) == len(events) and len(world.truth.people.tier) == 100


def test_a_block_of_a_million_customers_is_as_small_as_of_a_few(small_blocks):
    config = config_of("exogenous", n_customers=1_000_000)

    first = next(iter(shop_room.shop_blocks(config)[1]))

    assert first.n_visits * config.n_products < 1.1 * shop_room.BLOCK_CELLS
    assert len(first.people) * shop_room.n_blocks(config) >= 1_000_000


@pytest.mark.parametrize("kind", ["wtp", "drift", "lively"])
def test_the_truth_comes_back_from_disk(kind, tmp_path, small_blocks):
    config = config_of(kind, n_customers=50, n_visits_per_customer=4.0)
    write_shop(config, tmp_path)

    read, made = read_truth(tmp_path / "truth"), simulate_shop(config).truth

    assert read.config == config
    for day in (None, 100.0):
        assert best_discount(read, (0, 1), 1, day=day) == pytest.approx(
            best_discount(made, (0, 1), 1, day=day)
        )
    np.testing.assert_allclose(read.elasticities(), made.elasticities())
    np.testing.assert_array_equal(read.people.fraud, made.people.fraud)


def test_a_folder_without_a_truth_is_refused(tmp_path):
    with pytest.raises(InputError):
        read_truth(tmp_path)


def test_spoiled_rows_are_known_and_the_import_refuses_just_these(tmp_path, small_blocks):
    config = config_of("exogenous", n_customers=100, n_visits_per_customer=5.0, defect_share=0.03)
    shop = make_practice_shop(open_workspace(tmp_path), "Practice", config)

    planted = pd.read_parquet(shop.directory / "truth" / "defects.parquet")
    rejects = shop.rejects()
    assert planted["reason"].nunique() == 3 and len(planted) > 50
    assert dict(zip(rejects["row"], rejects["reason"], strict=True)) == dict(
        zip(planted["row"] + 2, planted["reason"], strict=True)
    )
    assert len(simulate_shop(config).defects) == len(planted)
    shop.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_shop_is_imported_without_a_reject(kind, tmp_path):
    shop = make_practice_shop(open_workspace(tmp_path), "Practice", config_of(kind, n_customers=20))

    imports = shop.imports()
    assert (imports["rows_read"] == imports["rows_kept"]).all()
    assert set(imports["kind"]) == {"events", "products", "customers"}
    assert truth_of(shop).config.n_customers == 20
    shop.close()


def test_nothing_stays_of_a_practice_shop_that_could_not_be_made(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "analytics.simulation.practice.import_files", lambda *given: (_ for _ in ()).throw(OSError("full"))
    )

    with pytest.raises(OSError, match="full"):
        make_practice_shop(open_workspace(tmp_path), "Practice", config_of("exogenous", n_customers=10))

    assert open_workspace(tmp_path).shop_names() == []


def test_the_command_line_writes_a_shop_and_its_truth(tmp_path, capsys):
    code = command_line.main(
        [str(tmp_path), "--kind", "confounded", "--customers", "20", "--seed", "3", "--set", "n_products=4"]
    )

    plain = json.loads((tmp_path / "truth" / "truth.json").read_text())
    assert code == 0
    assert plain["config"]["seed"] == 3 and plain["config"]["demand_shock"] == 0.5
    assert len(pd.read_csv(tmp_path / "products.csv")) == 4
    assert "20 of 20 customers" in capsys.readouterr().err


@pytest.mark.parametrize("switch", ["no_such=1", "churn=lots", "churn=7"])
def test_the_command_line_refuses_switches_in_one_line(switch, tmp_path, capsys):
    assert command_line.main([str(tmp_path), "--set", switch]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_practice_shop_given_up_while_its_files_come_in_leaves_nothing(tmp_path):
    workspace = open_workspace(tmp_path / "workspace")

    def give_up(share, words):
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_practice_shop(workspace, "Practice", config_of("exogenous", n_customers=100), give_up)

    assert workspace.shop_names() == []
    assert not list((tmp_path / "workspace" / ".drafts").iterdir())
