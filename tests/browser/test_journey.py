"""The main journey in a real browser, from files to price book, and the same price book by command line."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser

from tests.browser.analyst import (
    Journey,
    ShopFiles,
    choose_segments,
    compare_scenarios,
    take_price_book,
    train,
    upload,
)
from tests.simulated import simulate_shop
from tests.worlds import write_files

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shop_files(tmp_path_factory: pytest.TempPathFactory) -> ShopFiles:
    """The three CSVs of a shop whose customers have tiers."""
    world = simulate_shop(n_customers=200, n_visits_per_customer=5.0, n_products=6)
    return ShopFiles(write_files(world, tmp_path_factory.mktemp("files")), "tier")


@pytest.fixture(scope="module")
def journey(browser: Browser, serve, shop_files, tmp_path_factory) -> Iterator[Journey]:
    """Go the analyst's way once; every test looks at what was seen."""
    seen = Journey(tmp_path_factory.mktemp("journey") / "workspace")
    with serve(seen.workspace) as address:
        context = browser.new_context(viewport={"width": 1920, "height": 1000})
        window = context.new_page()
        window.goto(address)
        upload(window, shop_files, seen)
        choose_segments(window)
        train(window, seen)
        compare_scenarios(window, seen)
        take_price_book(window, seen)
        context.close()
        yield seen


def test_the_overview_shows_the_uploaded_shop(journey, shop_files):
    customers = pd.read_csv(shop_files.paths["customers"])

    stated = re.search(r"([\d,]+) customers placed", journey.answers["overview"])

    assert 0.9 * len(customers) <= int(stated[1].replace(",", "")) <= len(customers)


def test_a_refresh_and_another_page_keep_the_progress_of_the_training(journey):
    assert journey.progress == sorted(journey.progress)
    assert 0 < journey.progress[0] <= journey.progress[-1] < 100
    assert len(list(journey.workspace.glob("*/runs/*/config.json"))) == 1


def test_a_deeper_discount_by_slider_raises_the_take_rate_in_the_table(journey):
    before, after = journey.take_rates

    assert 0 < before < after < 1


def test_the_price_book_advises_discounts_for_several_segments(journey):
    book = pd.read_parquet(journey.files["Parquet"])

    advised = book[book["discount_share"] > 0]

    assert book["segment"].nunique() >= 2
    assert advised["offer_id"].nunique() >= 2
    assert set(advised["verdict"]) <= {"PASS", "WARN"}


def test_both_files_hold_every_bundle_that_the_page_showed(journey):
    table, same = pd.read_csv(journey.files["CSV"]), pd.read_parquet(journey.files["Parquet"])

    assert journey.n_bundles == [table["offer_id"].nunique()]
    assert table["offer_id"].tolist() == same["offer_id"].tolist()
    for name in same.select_dtypes("number"):
        np.testing.assert_allclose(table[name], same[name], rtol=1e-9, err_msg=name)


def test_the_command_line_gives_the_same_price_book(journey, shop_files, tmp_path):
    files = [part for kind, path in shop_files.paths.items() for part in (f"--{kind}", str(path))]
    command = [sys.executable, "-m", "analytics", "run", *files, "--segments", shop_files.attribute]

    done = subprocess.run([*command, "--out", tmp_path], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    ours, theirs = (pd.read_parquet(p) for p in (journey.files["Parquet"], tmp_path / "price_book.parquet"))
    assert ours["reason"].tolist() == theirs["reason"].tolist()
    for name in ("discount_share", "bundle_price", "take_rate"):
        np.testing.assert_allclose(ours[name], theirs[name], atol=1e-4, err_msg=name)
