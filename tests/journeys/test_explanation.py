"""From the button to the tabs: many customers explained, and every view of what came out."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from analytics.evidence.explained import share_of
from analytics.jobs import worker
from analytics.runs.artifacts import EXPLAINED, EXPLAINED_ROWS, EXPLAINED_TABLES
from analytics.runs.explaining import work
from analytics.runs.explaining.tables import FIGURES, FILES, explanation_tables, write_explanation
from analytics.runs.explaining.work import EXPLAIN, ExplainConfig, asking
from analytics.runs.input_groups import OLDER
from components.explanation.names import name_of, part_name
from components.explanation.parts import MISSING
from components.shell import jobs
from data.privacy.forget_in_artifacts import forget_in_artifacts
from tests.app_driver import chart_titles, open_app, press, tables, words
from tests.builders import rewrite
from tests.pricing_driver import EXPLANATION, box, metric, open_tab, table_with
from tests.shared import made_once

WRITTEN = [artifact.name for artifact in (EXPLAINED, *EXPLAINED_TABLES)]

# the job's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


@pytest.fixture(scope="session")
def explained_files(trained_workspace, tmp_path_factory):
    """A folder with what explaining the trained shop's run leaves: worked out once."""

    def explain(directory):
        copy = directory / "run"
        shutil.copytree(next(trained_workspace.glob("*/runs/*")), copy)
        job = EXPLAIN.prepared(copy, asking(ExplainConfig(n_rows=24, n_background=16)))
        assert worker.main(EXPLAIN.kind, job) == 0, EXPLAIN.status(copy)

    return made_once(tmp_path_factory, "explained", explain) / "run"


@pytest.fixture
def many(run, explained_files):
    """The run of the trained shop with many customers explained."""
    shutil.copytree(explained_files, run, dirs_exist_ok=True)
    return run


def tab(label):
    return open_tab(open_app(EXPLANATION), label, "explanation-tabs")


def test_every_tab_shows_what_came_out_of_many_customers(many):
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
    assert "24 predictions for 24 customers" in words(app)
    facts = json.loads((many / EXPLAINED.name).read_text())
    assert facts["gap"] < 1e-6 and facts["seconds_a_row"] > 0
    assert float(metric(app, "AUC of the model")) == pytest.approx(facts["glass"]["model_auc"], abs=6e-4)


def test_an_input_opens_into_parts_that_add_up_to_it(many):
    app = tab("One customer")
    whole = table_with(app, "name", "share").set_index("name")["share"]

    app = box(app, "Open an input").set_value("habits").run()

    parts = next(t for t in tables(app) if set(t.get("name", [""])) == _habits())
    assert parts["share"].sum() == pytest.approx(whole[name_of("habits")], abs=3e-4)
    assert "What it is made of: Shopping habits" in chart_titles(app)
    app = box(tab("Overall"), "Show").set_value("season").run()
    assert set(table_with(app, "name", "mean_absolute")["name"]) == {
        name_of(f"season.{part}") for part in ("time_of_year", "weekday", "period")
    }


def test_what_an_input_adds_is_told_apart_by_a_second_one(many):
    app = tab("Dependence")
    app = box(app, "Input").set_value("history").run()

    app = box(app, "Apart by").set_value("price").run()

    assert set(table_with(app, "other", "value", "mean")["other"]) == {"lower half", "upper half"}
    assert "Together they move a prediction by" in words(app)
    app = box(app, "Input").set_value("product").run()
    assert len(table_with(app, "value", "mean", "n")) == 5


def test_other_draws_and_another_curve_are_shown_when_they_are_chosen(many):
    app = tab("Stability")
    both = table_with(app, "name", "same_rank_share")["high"].tolist()
    app = next(r for r in app.radio if r.label == "Drawn again").set_value("background").run()
    assert table_with(app, "name", "same_rank_share")["high"].tolist() != both

    app = tab("Glass box")
    app = box(app, "Input").set_value("relative_price").run()

    assert "The whole of what this does: Price against today's" in chart_titles(app)
    assert table_with(app, "value", "log_odds")["log_odds"].is_monotonic_decreasing


def test_explained_scores_are_those_that_the_run_was_judged_by(many):
    rows = pd.read_parquet(many / EXPLAINED_ROWS.name)
    judged = pd.read_parquet(many / "holdout.parquet")["score_model"].to_numpy()

    nearest = np.abs(rows["score"].to_numpy()[:, None] - judged).min(1)

    assert nearest.max() < 1e-6
    assert rows["customer_id"].is_unique


def test_the_files_of_the_command_line_are_the_pages_tables_and_name_nobody(many, tmp_path):
    ids = set(pd.read_parquet(many / EXPLAINED_ROWS.name)["customer_id"])
    (tmp_path / "out").mkdir()

    write_explanation(tmp_path / "out", many)

    for name, table in explanation_tables(many).items():
        written = pd.read_parquet(tmp_path / "out" / FILES[name].name)
        pd.testing.assert_frame_equal(written, table, check_dtype=False)
        assert not ids & set(written.select_dtypes(["str", "object"]).astype(str).to_numpy().ravel())
    assert FIGURES.read(tmp_path / "out")["n_rows"] == 24
    shown = table_with(tab("Overall"), "name", "mean_absolute").set_index("name")["mean_absolute"]
    written = pd.read_parquet(tmp_path / "out" / FILES["importance"].name).set_index("group")["mean_absolute"]
    assert all(shown[name_of(group)] == pytest.approx(written[group], abs=6e-4) for group in OLDER.values())


def test_a_forgotten_customer_is_in_no_explanation(many):
    known = pd.read_parquet(many / EXPLAINED_ROWS.name)["customer_id"]

    assert forget_in_artifacts(many.parents[1], [known[0]]) == 1

    left = pd.read_parquet(many / EXPLAINED_ROWS.name)["customer_id"]
    assert left.tolist() == known[1:].tolist()
    assert not tab("One customer").exception


def test_before_many_are_explained_the_trainings_sample_is_shown_and_the_rest_says_what_to_press(run):
    app = open_app(EXPLANATION)

    assert "sampled by the training" in words(app) and "One click" in words(app)
    assert "What moves the predictions most" in chart_titles(app)
    assert MISSING in words(tab("Glass box"))


def test_an_explanation_at_work_shows_its_progress_and_can_be_cancelled(run):
    app = press(open_app(EXPLANATION), "start-explained")

    assert not app.exception
    assert EXPLAIN.status(run).state in jobs.ACTIVE
    work.start(run)  # nothing happens twice
    press(open_app(EXPLANATION), "cancel-explained")
    assert EXPLAIN.status(run).state == "cancelled"
    assert "The last explanation was cancelled." in words(open_app(EXPLANATION))


def test_a_run_that_stored_its_groups_in_words_is_read_as_before(run):
    told = {code: word for word, code in OLDER.items()}
    rows = pd.read_parquet(run / "explanation.parquet")
    rewrite(run / "explanation.parquet", rows.rename(columns={share_of(code): told[code] for code in told}))
    facts = json.loads((run / "explanation.json").read_text())
    facts["groups"] = [told[code] for code in facts["groups"]]
    (run / "explanation.json").write_text(json.dumps(facts))
    (run / "digests.json").unlink()

    app = tab("One customer")

    assert not app.exception
    assert set(table_with(app, "name", "share")["name"]) == {name_of(code) for code in OLDER.values()}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_damaged_explanation_is_said_in_a_sentence(many, name):
    (many / name).write_bytes(b"{}")

    app = open_app(EXPLANATION)

    assert not app.exception
    assert f"cannot be read: {name} is missing or damaged" in words(app)


def _habits():
    return {part_name(f"habits.{part}") for part in ("visits", "basket_size", "deals")}
