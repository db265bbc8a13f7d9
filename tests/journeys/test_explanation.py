"""From the button to the tabs: many customers explained, and every view of what came out."""

import shutil

import pytest

from analytics.jobs import worker
from analytics.runs.artifacts import EXPLAINED, EXPLAINED_TABLES
from analytics.runs.explaining import work
from analytics.runs.explaining.work import ExplainConfig
from analytics.runs.kinds import EXPLAINING
from tests.app_driver import chart_titles, open_app, words
from tests.pricing_driver import EXPLANATION, open_tab
from tests.shared import made_once

WRITTEN = [artifact.name for artifact in (EXPLAINED, *EXPLAINED_TABLES)]


@pytest.fixture(scope="session")
def explained_files(trained_workspace, tmp_path_factory):
    """A folder with what explaining the trained shop's run leaves: worked out once."""

    def explain(directory):
        copy = directory / "run"
        shutil.copytree(next(trained_workspace.glob("*/runs/*")), copy)
        job = work.prepared(copy, ExplainConfig(n_rows=24, n_background=16))
        assert worker.main(EXPLAINING, job) == 0, work.status(copy)

    return made_once(tmp_path_factory, "explained", explain) / "run"


@pytest.fixture
def many(run, explained_files):
    """The run of the trained shop with many customers explained."""
    shutil.copytree(explained_files, run, dirs_exist_ok=True)
    return run


def tab(label):
    return open_tab(open_app(EXPLANATION), label, "explanation-tabs")


def test_many_customers_are_explained_and_every_tab_shows_what_came_out(many):
    shown = {
        "Overall": ["What moves the predictions most", "What each input does to single predictions"],
        "Dependence": ["What this adds: Price", "What the price alone does"],
        "One customer": ["From the average prediction to this one"],
        "Second opinion": ["What moves predictions most, by both", "One prediction, by both"],
        "Stability": ["How firm the order is"],
        "Glass box": ["The whole of what this does: Product"],
    }
    for label, titles in shown.items():
        app = tab(label)

        assert not app.exception, label
        assert set(titles) <= set(chart_titles(app)), label
    assert [name for name in WRITTEN if not (many / name).exists()] == []
    assert "24 predictions for 24 customers" in words(app)
