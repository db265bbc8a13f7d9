"""From figures to a threshold: how well the model of a trained shop predicts, tab by tab."""

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.runs.performance import FACTS, PERFORMANCE
from tests.app_driver import chart_titles, open_app, words
from tests.pricing_driver import PERFORMANCE as PAGE
from tests.pricing_driver import box, metric, open_tab, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def opened(tab):
    return open_tab(open_app(PAGE), tab, "performance-tabs")


def number(app, label):
    return next(one for one in app.main.number_input if one.label.startswith(label))


def test_every_way_stands_beside_the_majority_and_its_lead_is_tested(trained):
    app = open_app(PAGE)

    assert len(table_with(app, "auc", "brier")) == 8
    assert set(table_with(app, "difference", "delong_p")["name"]) >= {"Boosting", "Logit"}
    assert "by customers p" in words(app)
    box(app, "Figure").set_value("brier").run()
    assert any(title.startswith("Brier") for title in chart_titles(app))


def test_the_command_line_writes_what_the_page_shows(trained, tmp_path, capsys):
    page = table_with(open_app(PAGE), "auc", "brier").set_index("name")
    threshold = opened("Threshold")

    code = main(
        [
            "evidence",
            "--workspace",
            str(trained.directory.parent),
            "--shop",
            trained.name,
            "--out",
            str(tmp_path / "out"),
        ]
    )

    assert code == 0 and "Model" in capsys.readouterr().out
    table = pd.read_parquet(tmp_path / "out" / PERFORMANCE.name).set_index(["way", "figure"])["value"]
    for way, name in (("model", "Model"), ("boosting", "Boosting"), ("majority", "Majority")):
        for figure in ("auc", "pr_auc", "log_loss", "brier", "ece"):
            assert page.loc[name, figure] == pytest.approx(table[way, figure], abs=1e-9)
    facts = FACTS.read(tmp_path / "out")
    per_1000 = 1000 * facts["best_profit"] / facts["n_cells"]
    assert f"{per_1000:,.2f} per 1,000 chances" in words(threshold).replace("\\", "")


def test_curves_of_the_ways_chosen_are_drawn(trained):
    app = opened("Curves")
    assert len(chart_titles(app)) == 4

    app = app.main.multiselect[0].set_value(["model"]).run()

    assert set(table_with(app, "x", "y")["name"]) == {"Model"}
    assert not app.exception


def test_recalibration_is_tried_for_every_way(trained):
    app = opened("Calibration")
    assert len(table_with(app, "log_loss_change", "is_better")) == 3

    app = box(app, "Scores of").set_value("textbook").run()

    assert "Textbook network: Recalibration" in words(app)


def test_the_threshold_decides_how_many_chances_are_addressed(trained):
    app = opened("Threshold")
    addressed = metric(app, "Addressed")

    app = app.main.slider[0].set_value(app.main.slider[0].max).run()

    assert metric(app, "Addressed") != addressed


def test_costs_of_errors_move_the_best_threshold(trained):
    app = opened("Threshold")
    usual = app.main.slider[0].value

    app = number(app, "Cost of a false alarm").set_value(number(app, "Cost of a false alarm").value * 4).run()
    assert app.main.slider[0].value > usual

    app = box(app, "Cost of a miss").set_value("amount").run()
    app = number(app, "Cost of each miss").set_value(1000.0).run()
    assert app.main.slider[0].value < usual
