"""Lab ▸ Train: from a subject and a method to a model's figures."""

import pytest

from analytics.lab.config import Imbalance, Method, Reduction
from analytics.lab.files import HISTORY
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.work import LAB, LabConfig, lab_of, train_variant
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.planted import planted, planted_table, quick

PAGE = "pages/lab/train.py"
SHOP = "My shop"


def trained(shop, method, **changes):
    config = LabConfig(SubjectConfig(Subject.TABLE, "rows.csv", "bought"), quick(method, **changes))
    work = lab_of(KeptRows(planted(400)))
    with LAB.directory(shop, is_kept=True) as directory:
        work.write_snapshot(shop, config, directory)
        train_variant(directory)


@pytest.fixture
def shop(small_shop):
    return open_workspace().open(SHOP)


def test_a_method_shows_the_settings_that_it_reads(shop):
    app = open_app(PAGE)

    assert not app.exception
    assert "A network a minute or two" in words(app) or "a network a minute or two" in words(app)
    assert app.number_input(key="lab-n_recurrent").value == 128
    app = app.selectbox(key="lab-method").set_value(Method.FOREST).run()
    assert not app.exception
    assert app.number_input(key="lab-n_trees").value == 300
    assert not any(widget.key == "lab-n_recurrent" for widget in app.number_input)
    app = app.selectbox(key="lab-reduction").set_value(Reduction.PCA).run()
    assert not app.checkbox(key="lab-recalibrate").disabled
    app = app.selectbox(key="lab-imbalance").set_value(Imbalance.SMOTE).run()
    assert app.checkbox(key="lab-recalibrate").disabled  # always done then
    for method in Method:
        app = app.selectbox(key="lab-method").set_value(method).run()
        assert not app.exception


def test_a_table_is_asked_for_its_columns_and_trained_on(shop):
    content = planted_table().to_csv(index=False).encode()
    app = open_app(PAGE)
    app = app.selectbox(key="lab-subject").set_value(Subject.TABLE).run()
    assert "one column says yes or no" in words(app)
    app = app.file_uploader(key="lab-table").set_value(("rows.csv", content, "text/csv")).run()
    app = app.selectbox(key="lab-outcome").set_value("kind").run()
    assert "column kind: its 3 different values are not yes and no alone" in words(app)
    app = app.selectbox(key="lab-outcome").set_value("bought").run()
    app = app.selectbox(key="lab-customer").set_value("who").run()
    assert "400 rows" in words(app)
    app = app.selectbox(key="lab-method").set_value(Method.BOOSTING).run()
    app = app.number_input(key="lab-n_trees").set_value(5000).run()
    app = app.number_input(key="lab-patience").set_value(0).run()
    app = app.selectbox(key="lab-imbalance").set_value(Imbalance.CLASS_WEIGHTS).run()

    app = press(app, "start-lab")

    assert not app.exception
    job = LAB.active(shop.directory)
    assert job is not None
    assert (
        LAB.asked(shop.directory / "models" / "lab" / job.job_id).train.imbalance is Imbalance.CLASS_WEIGHTS
    )
    directory = LAB.jobs(shop.directory) and shop.directory / "models" / "lab" / job.job_id
    while not HISTORY.is_in(directory) and LAB.active(shop.directory):
        pass
    app = app.run()
    assert "Training stops where the validation rows gain no more" in chart_titles(app)
    app = press(app, "cancel-lab")
    assert "The last training was cancelled" in words(app)


def test_a_finished_run_is_told_beside_simpler_ways(shop):
    trained(shop, Method.LOGISTIC)
    trained(shop, Method.BOOSTING)

    app = open_app(PAGE)

    assert not app.exception
    assert "Boosted trees: AUC" in words(app)
    assert "surprise than a logistic regression" in words(app)
    assert "Yes found, false alarms (ROC) on the test rows" in chart_titles(app)
    figures = app.dataframe[0].value
    assert figures["way"].tolist()[0] == "Boosted trees, test"
    assert figures["way"].tolist()[-1] == "Majority, test"
    run = next(box for box in app.selectbox if str(box.key).startswith("lab-run-"))
    app = run.set_value(run.options[1] if run.options[1] in run.options else run.value).run()
    assert not app.exception
