"""The trainings that come with the app: small, whole, of this version, runs like any other in their shop."""

import json
import shutil
import zipfile
from importlib.metadata import version

import numpy as np
import pandas as pd
import pytest

from analytics.jobs.state import JobState
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.many import FEW, quick_curves
from analytics.runs.demos import DEMOS, ELECTRONICS, open_demo
from analytics.runs.duration import slowness
from analytics.runs.known_answers import offers_of, true_curves
from analytics.runs.process import list_runs
from analytics.runs.reprice import offers_of_book
from analytics.runs.results import load_results
from analytics.runs.shipped import (
    HOME,
    MANIFEST,
    archive_of,
    install_training,
    pack_training,
    read_manifest,
    unpacked,
)
from analytics.runs.train import PACKAGES
from analytics.simulation.electronics import CUSTOMER_TYPES
from analytics.simulation.practice import truth_of
from data.privacy.encrypted_files import is_encrypted
from data.privacy.forget import forget_customer
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.worlds import shop_of

MOST_BYTES = 10_000_000
TRAININGS = [demo.training for demo in DEMOS]
AGAIN = 4  # offers
FIGURES = ["discount_share", "take_rate", "incremental_profit_per_visit", "incremental_profit_low"]


@pytest.fixture(scope="module")
def first_opened(tmp_path_factory):
    """The workspace with the electronics shop as it is when the app is first opened."""
    workspace = open_workspace(tmp_path_factory.mktemp("first"))
    open_demo(workspace, ELECTRONICS).close()
    return workspace.directory


@pytest.fixture
def electronics(first_opened, tmp_path):
    """A shop of its own for each test."""
    shutil.copytree(first_opened, tmp_path / "space")
    shop = open_demo(open_workspace(tmp_path / "space"), ELECTRONICS)
    yield shop
    shop.close()


def extracted(name, directory):
    with zipfile.ZipFile(archive_of(name)) as archive:
        archive.extractall(directory)
    return directory


def newest_run(shop):
    return shop.directory / "runs" / list_runs(shop.directory)[0].job_id


def test_what_comes_with_the_app_is_small():
    sizes = [path.stat().st_size for path in HOME.iterdir()]

    assert 0 < sum(sizes) < MOST_BYTES


def test_every_file_that_comes_with_the_app_is_known_by_its_digest():
    manifest = read_manifest()

    assert sorted(manifest) == sorted(TRAININGS)
    assert {path.name for path in HOME.iterdir()} == {MANIFEST, *(archive_of(name).name for name in manifest)}
    for name, kept in manifest.items():
        assert set(unpacked(name)) == set(kept["files"])


@pytest.mark.parametrize("name", TRAININGS)
def test_a_training_that_comes_with_the_app_is_of_the_versions_pinned(name):
    made_with = json.loads(unpacked(name)["run.json"])["versions"]

    assert {package: made_with[package] for package in PACKAGES} == {p: version(p) for p in PACKAGES}


@pytest.mark.parametrize("name", TRAININGS)
def test_a_training_of_another_machine_does_not_tell_how_quick_this_one_is(name):
    assert slowness(json.loads(unpacked(name)["run.json"])) == 1.0


@pytest.mark.parametrize("name", TRAININGS)
def test_offers_priced_now_are_as_the_price_book_that_comes_with_the_app_says(name, tmp_path):
    found = load_results(extracted(name, tmp_path))
    offers = offers_of_book(found.price_book)
    some = offers[:: max(len(offers) // AGAIN, 1)]

    exact = build_price_book(found.market, some)
    quick = build_price_book(found.market, some, quick_curves(found.market, some))

    kept = found.price_book[found.price_book["offer_id"].isin(exact["offer_id"])].reset_index(drop=True)
    is_exact, is_quick = (
        np.isclose(again[FIGURES], kept[FIGURES], 1e-6, 1e-6).all(1) for again in (exact, quick)
    )
    assert (is_exact | (is_quick & (len(offers) > FEW))).all()
    assert (kept["verdict"] == exact["verdict"].where(is_exact, quick["verdict"])).all()


def test_the_electronics_shop_is_trained_and_its_truth_is_known(electronics):
    (run,) = list_runs(electronics.directory)
    found = load_results(electronics.directory / "runs" / run.job_id)

    assert run.state is JobState.DONE and run.stale is None
    assert found.record["fingerprint"] == electronics.fingerprint
    assert set(found.price_book["segment"]) == set(CUSTOMER_TYPES)
    assert set(found.audience.product_ids) <= set(truth_of(electronics).product_ids)


def test_the_electronics_book_promises_about_what_is_true(electronics):
    """Visits look at some aisles only: a book that took them to look at all promised fifty times as much."""
    found, truth = load_results(newest_run(electronics)), truth_of(electronics)
    book = found.price_book.round({"discount_share": 2})
    rows = book.merge(true_curves(found, truth, offers_of(book)).round({"discount_share": 2}))

    assert 0.7 < rows["take_rate"].sum() / rows["true_take"].sum() < 1.5
    assert 0.6 < rows["incremental_profit_per_visit"].sum() / rows["true_profit"].sum() < 1.6


def test_opening_a_demo_again_brings_no_second_training(electronics, tmp_path):
    electronics.close()

    again = open_demo(open_workspace(tmp_path / "space"), ELECTRONICS)

    assert len(list_runs(again.directory)) == 1
    again.close()


def test_a_training_is_packed_and_put_into_its_shop_as_it_was(electronics, tmp_path):
    run, home = newest_run(electronics), tmp_path / "home"
    before = load_results(run)
    pack_training(run, ELECTRONICS.training, home)
    shutil.rmtree(run)

    assert install_training(electronics, ELECTRONICS.training, home)

    found = load_results(newest_run(electronics))
    assert found.config == before.config and found.evidence == before.evidence
    for name in ("price_book", "products", "customers"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(before, name))
    packed, kept = (archive_of(ELECTRONICS.training, place).read_bytes() for place in (home, HOME))
    assert packed == kept


def test_who_is_forgotten_goes_from_the_training_that_came_with_the_app(electronics):
    run = newest_run(electronics)
    assert "c7" in set(pd.read_parquet(run / "customers.parquet")["customer_id"])

    forgotten = forget_customer(electronics, "c7")

    assert forgotten.n_runs == 1 and list_runs(electronics.directory)[0].stale
    assert "c7" not in set(load_results(run).customers["customer_id"])


def test_with_a_key_the_training_that_came_with_the_app_is_encrypted(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key that only the analyst knows")

    shop = open_demo(open_workspace(tmp_path / "space"), ELECTRONICS)

    run = newest_run(shop)
    files = [path for path in run.rglob("*") if path.is_file() and path.name != "pid"]
    assert files and all(is_encrypted(path) for path in files)
    assert len(load_results(run).price_book) > 0
    shop.close()


def test_a_shop_with_other_data_gets_no_training(small_world, tmp_path):
    shop = shop_of(small_world, tmp_path)

    assert not install_training(shop, ELECTRONICS.training)
    assert list_runs(shop.directory) == []
    shop.close()


def test_files_that_are_not_those_that_came_are_refused(electronics, tmp_path):
    home = shutil.copytree(HOME, tmp_path / "home")
    archive = archive_of(ELECTRONICS.training, home)
    with zipfile.ZipFile(archive, "a") as changed:
        changed.writestr("more.json", "{}")

    with pytest.raises(InputError, match="not the one that came with the app"):
        install_training(electronics, ELECTRONICS.training, home)

    assert len(list_runs(electronics.directory)) == 1
