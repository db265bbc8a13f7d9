"""A run of which any file is lost or damaged is one sentence with ways on; everything else stays usable."""

import shutil
from itertools import cycle

import pytest
import streamlit as st

from analytics.__main__ import main
from analytics.runs import process as runs
from analytics.runs.audience_customers import audience_customers
from analytics.runs.price_changes import price_changes_of
from analytics.runs.results import load_results
from analytics.runs.scoring.known import known_customers
from analytics.runs.scoring.moments import read_moments
from analytics.runs.scoring.stored import model_of
from data.privacy import digests
from data.privacy.artifacts import DamagedRunError, frame_of
from data.schema import InputError
from tests.app_driver import open_app, press, words
from tests.builders import write_csv
from tests.damage import DAMAGES, damaged
from tests.pricing_driver import (
    BUNDLES,
    EXPLANATION,
    PERFORMANCE,
    PRICE_BOOK,
    PRICE_CHANGES,
    RESPONSE,
    SCENARIOS,
)

OF_RESULTS = [
    RESPONSE,
    PRICE_BOOK,
    BUNDLES,
    SCENARIOS,
    PERFORMANCE,
    EXPLANATION,
    PRICE_CHANGES,
    "pages/evidence/recovery.py",
    "pages/evidence/errors.py",
]
OF_A_PAGE = {
    "holdout.parquet": PERFORMANCE,
    "plain_advice.parquet": PERFORMANCE,
    "explanation.parquet": EXPLANATION,
    "explanation.json": EXPLANATION,
    "dependence.parquet": EXPLANATION,
    "past_sales.parquet": PRICE_CHANGES,
    "audience.npz": SCENARIOS,
    "run.json": RESPONSE,
    "config.json": BUNDLES,
}
SENTENCE = "cannot be read: "
READ_BY_NO_PAGE = ("explanation.json", "withheld.parquet")
OF_A_PROCESS = {"pid", "log.txt"}  # say nothing of what was found


def files_of(run):
    return sorted(path for path in run.rglob("*") if path.is_file() and path.name not in OF_A_PROCESS)


def fresh(page):
    """Open a page in a process that has read nothing yet."""
    st.cache_data.clear()
    st.cache_resource.clear()
    return open_app(page)


def read_all(run):
    """Read everything that pages and the command line ever read of a run."""
    runs.require_status(run)
    found = load_results(run)
    for name in ("holdout", "plain_advice", "explanation", "dependence", "product_blocks"):
        frame_of(run, name)
    price_changes_of(run)
    known = known_customers(run, found.config)
    read_moments(run, known.log)
    audience_customers(run, found.audience, found.config)
    return found


@pytest.fixture
def older(run):
    """A run from before its files were noted."""
    (run / digests.FILE).unlink()
    return run


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_is_damaged_is_said_by_name(damage, run):
    for path in files_of(run):
        if path.name in (digests.FILE, "progress.json") and damage in ("missing", "a turned byte"):
            continue  # a run from before digests; a byte of a stage's name
        with damaged(path, damage), pytest.raises(DamagedRunError) as caught:
            read_all(run)
        assert "\n" not in str(caught.value)
        assert caught.value.damaged_file in (path.relative_to(run).as_posix(), digests.FILE)
    assert read_all(run).run_id == run.name


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_older_run_is_read_or_refused_but_never_a_fault(damage, older):
    for path in files_of(older):
        with damaged(path, damage):
            is_whole = True
            try:
                read_all(older)
                if path.parent != older:
                    model_of(older)
            except InputError:
                is_whole = False
        assert not is_whole or damage in ("missing", "a turned byte") or path.name in READ_BY_NO_PAGE, path


def test_every_page_says_it_in_one_sentence(run):
    files = [path for path in files_of(run) if path.name not in (digests.FILE, "progress.json")]
    pages = [page for page in OF_RESULTS for _ in range(2)]
    for page, damage, path in zip(pages, cycle(DAMAGES), files[::2], strict=False):
        with damaged(path, damage):
            app = fresh(page)

        assert not app.exception, (page, damage, path.name)
        assert SENTENCE in words(app), (page, damage, path.name)
        assert {"Delete this training", "Train again"} <= {button.label for button in app.main.button}


def test_every_page_of_an_older_run_says_it_too(older):
    damages = cycle(["garbage", "cut", "another shape", "a list"])
    for path, page in OF_A_PAGE.items():
        damage = next(damages)
        with damaged(older / path, damage):
            app = fresh(page)

        assert not app.exception, (page, damage, path)
        assert f"{SENTENCE}{path}" in words(app), (page, damage, path)


def test_pages_that_need_no_run_are_not_touched(run):
    for name, damage in (("config.json", "a list"), ("progress.json", "a directory"), ("run.json", "empty")):
        with damaged(run / name, damage):
            app = fresh("pages/shop/overview.py")

        assert not app.exception, (name, damage)
        assert "2,510 orders" in words(app)
        assert ("The last training cannot be read." in words(app)) == (name != "run.json")


def test_a_damaged_run_is_deleted_with_one_click(run):
    (run / "price_book.parquet").write_bytes(b"")

    app = press(open_app(BUNDLES), "delete-run")

    assert not run.exists()
    assert "not trained yet" in words(app)


def test_the_training_before_a_damaged_one_is_shown_with_a_warning(run):
    newer = run.with_name("20990101-000000-aaaa")
    shutil.copytree(run, newer)
    (newer / "audience.npz").write_bytes(b"PK")

    app = open_app(RESPONSE)

    assert "the training of 2099-01-01 00:00 UTC cannot be read: audience.npz" in words(app)
    assert "When a price rises by 1 %" in words(app)
    assert "train" in [button.key for button in app.button]


@pytest.mark.parametrize("damage", ["missing", "empty", "a turned byte", "a directory"])
def test_pricing_with_a_damaged_model_is_refused_in_one_line(damage, run, tmp_path, capsys):
    customers = write_csv(tmp_path / "c.csv", [{"customer_id": "c1", "tier": "tier 0"}])
    arguments = ["price", "--model", str(run), "--customers", str(customers), "--out"]
    for name in ("model/weights.npz", "model/choice.json", "price_book.parquet", "run.json"):
        with damaged(run / name, damage):
            code = main([*arguments, str(tmp_path / "scores.csv")])

        said = capsys.readouterr().err
        assert (code, said.count("\n")) == (2, 1)
        assert f"{name} is missing or damaged" in said
        assert not (tmp_path / "scores.csv").exists()


def test_the_command_line_does_not_pass_over_a_damaged_latest_training(run, tmp_path, capsys):
    (run / "progress.json").write_bytes(b"\x00")
    customers = write_csv(tmp_path / "c.csv", [{"customer_id": "c1"}])
    where = ["--workspace", str(run.parents[2]), "--shop", run.parents[1].name]

    code = main(["price", *where, "--customers", str(customers), "--out", str(tmp_path / "s.csv")])

    assert code == 2
    assert "progress.json is missing or damaged" in capsys.readouterr().err
