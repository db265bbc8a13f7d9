"""Lab ▸ Imbalance: from a subject and a method to what each way comes to."""

import pytest

from analytics.lab.config import Method, Reduction
from analytics.lab.imbalance_comparison import IMBALANCE, compare_imbalance
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.work import LabConfig, lab_of
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.planted import planted, planted_table, quick

PAGE = "pages/lab/imbalance.py"


@pytest.fixture
def shop(small_shop):
    return open_workspace().open("My shop")


def test_a_table_is_compared_on_and_the_work_can_be_cancelled(shop):
    app = open_app(PAGE)
    assert not app.exception
    assert "learns seven times from the same rows" in words(app)
    app = app.selectbox(key="imbalance-subject").set_value(Subject.TABLE).run()
    content = planted_table().to_csv(index=False).encode()
    app = app.file_uploader(key="lab-table").set_value(("rows.csv", content, "text/csv")).run()
    app = app.selectbox(key="lab-outcome").set_value("bought").run()
    app = app.selectbox(key="imbalance-reduction").set_value(Reduction.PCA).run()

    app = press(app, "start-imbalance")

    assert not app.exception
    assert IMBALANCE.active(shop.directory) is not None
    app = press(app, "cancel-imbalance")
    assert not app.exception
    assert "comparison was cancelled" in words(app)


def test_ways_stand_side_by_side_and_rows_in_two_dimensions(shop):
    config = LabConfig(SubjectConfig(Subject.TABLE, "rows.csv", "bought"), quick(Method.LOGISTIC))
    work = lab_of(KeptRows(planted(400)), IMBALANCE)
    with IMBALANCE.directory(shop, is_kept=True) as directory:
        work.write_snapshot(shop, config, directory)
        compare_imbalance(directory)

    app = open_app(PAGE)

    assert not app.exception
    assert "Balancing lifts recall" in words(app)
    assert "What balancing does to predicted shares, recalibration mends" in chart_titles(app)
    tables = [
        table.value for table in app.dataframe if "recall_half" in table.value and "brier" in table.value
    ]
    assert len(tables[0]) == 14
