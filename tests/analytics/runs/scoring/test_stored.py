"""Where a model to score with is found: beside a price book, or as the latest training of a shop."""

import json

import pytest

from analytics.runs.config import RunConfig, write_config
from analytics.runs.scoring.stored import find_model, keep_model, latest_run
from data.privacy.stale import STALE
from data.schema import InputError
from tests.builders import new_shop


@pytest.fixture
def shop(tmp_path):
    shop = new_shop(tmp_path)
    shop.close()
    return shop.directory


def run_of(shop, name, state="done", stale=False):
    directory = shop / "runs" / name
    directory.mkdir()
    write_config(directory, RunConfig())
    (directory / "progress.json").write_text(json.dumps({"state": state}))
    if stale:
        (directory / STALE).write_text(json.dumps({"reason": "a customer was forgotten"}))
    return directory


def test_a_model_is_found_in_its_folder_and_beside_its_price_book(exogenous, tmp_path):
    keep_model(exogenous.directory, tmp_path)

    assert find_model(tmp_path) == find_model(tmp_path / "model") == tmp_path / "model"
    assert find_model(exogenous.directory) == exogenous.directory


def test_a_later_run_into_the_same_folder_takes_the_place_of_the_model(exogenous, tmp_path):
    (tmp_path / "model" / "model").mkdir(parents=True)
    (tmp_path / "model" / "model" / "state.keras").write_text("of an earlier run")

    keep_model(exogenous.directory, tmp_path)

    kept = {path.name for path in (tmp_path / "model" / "model").iterdir()}
    assert kept == {path.name for path in (exogenous.directory / "model").iterdir()}


def test_the_latest_training_that_is_done_and_not_stale_counts(shop):
    run_of(shop, "20260101-000000-aaaa")
    wanted = run_of(shop, "20260102-000000-aaaa")
    run_of(shop, "20260103-000000-aaaa", state="failed")
    run_of(shop, "20260104-000000-aaaa", stale=True)

    assert latest_run(shop.parent, shop.name) == wanted


def test_a_shop_without_a_finished_training_says_so(shop):
    run_of(shop, "20260101-000000-aaaa", state="cancelled")

    with pytest.raises(InputError, match="no training has ended"):
        latest_run(shop.parent, shop.name)
