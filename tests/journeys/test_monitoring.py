"""A trained shop meets newer data: through the command line, and from the button to the tabs."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.jobs import worker
from analytics.runs.monitoring import job
from analytics.runs.monitoring.job import MONITORING, OUTPUTS
from components.shell import jobs
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv
from tests.journeys.conftest import NAME
from tests.later import later_events
from tests.pricing_driver import open_tab

PAGE = "pages/evidence/monitoring.py"
WEEKS = 5

# the job's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


@pytest.fixture(scope="session")
def later(trained_workspace):
    """The last five weeks of the trained shop once more, five weeks later: nothing has changed."""
    return later_events(pd.read_csv(trained_workspace.parent / "events.csv"), WEEKS)


def bring(shop, rows, place):
    """Import newer events, and return the shop's directory."""
    path = place / "later.csv"
    rows.to_csv(path, index=False)
    import_csv(shop, path, "events")
    return shop.directory


def monitored(shop, rows, tmp_path):
    """Bring newer events, monitor by the command line, and return the report and the tables' folder."""
    place = bring(shop, rows, tmp_path)
    shop.close()
    out = tmp_path / "out"
    asked = ["monitor", "--workspace", str(place.parent), "--shop", NAME, "--out", str(out)]
    assert main(asked) == 0
    assert {path.name for path in out.iterdir()} == {file.name for file in OUTPUTS}
    return json.loads((out / "monitoring.json").read_text()), out


def test_a_shop_without_change_keeps_its_model(trained, later, tmp_path, capsys):
    report, out = monitored(trained, later, tmp_path)

    drift = pd.read_parquet(out / "monitoring_drift.parquet")
    assert report["advice"] == "keep", (report, drift)
    assert {"price", "product", "segment", "basket", "gap"} <= set(drift["input"])
    assert {sign["sign"] for sign in report["signs"]} == {"level", "ece", "auc", "prices"}
    weeks = pd.read_parquet(out / "monitoring_calibration.parquet")
    assert weeks.groupby("period").size()["now"] in (5, 6)
    assert weeks[weeks["period"] == "now"]["n"].sum() == report["n_chances"]
    prices = pd.read_parquet(out / "monitoring_prices.parquet")
    assert len(prices) and (prices["discount_now"] - prices["discount_then"]).equals(prices["moved"])
    assert "Keep the model: nothing that the model was told has moved" in capsys.readouterr().err


def test_dearer_products_that_sell_as_before_ask_for_a_training_and_say_why(trained, later, tmp_path, capsys):
    dearer = later.assign(net_price=(1.4 * later["net_price"]).round(2))

    report, out = monitored(trained, dearer, tmp_path)

    drift = pd.read_parquet(out / "monitoring_drift.parquet").set_index("input")
    advice = {sign["sign"]: sign["advice"] for sign in report["signs"]}
    assert report["advice"] == "retrain"
    assert drift.loc["price", "drift"] == "large" and drift.loc["segment", "drift"] == "stable"
    assert advice["level"] == "retrain", report
    prices = pd.read_parquet(out / "monitoring_prices.parquet")
    assert (prices["component_price_now"] > 1.2 * prices["component_price_then"]).all()
    said = capsys.readouterr().err
    assert "Train again: " in said and "Price level moved far" in said


def test_a_shop_without_newer_data_says_so_at_both_doors(trained, tmp_path, capsys):
    app = open_app(PAGE)
    assert not app.exception
    assert "Nothing was imported since this model was trained" in words(app)
    place = trained.directory
    trained.close()

    asked = ["monitor", "--workspace", str(place.parent), "--shop", NAME, "--out", str(tmp_path / "out")]

    assert main(asked) == 2
    assert "Upload newer orders first" in capsys.readouterr().err


def test_the_page_starts_the_work_and_shows_what_it_found(trained, run, later, tmp_path):
    few = later[later.groupby("event_type").cumcount() % 2 == 0]
    bring(trained, few.assign(net_price=(1.4 * few["net_price"]).round(2)), tmp_path)
    trained.close()

    app = press(open_app(PAGE), "start-monitoring")
    assert not app.exception
    assert MONITORING.status(run).state in jobs.ACTIVE
    press(open_app(PAGE), "cancel-monitoring")
    assert "The last monitoring was cancelled." in words(open_app(PAGE))

    shop = open_workspace().open(NAME)
    directory = MONITORING.prepared(run, job.taking(shop, run))
    shop.close()
    assert worker.main(MONITORING.kind, directory) == 0, MONITORING.status(run)
    assert not list(directory.glob("*.parquet"))  # the shop's rows are not kept twice

    app = open_app(PAGE)
    assert not app.exception
    assert "Train again: " in words(app) and "Price level moved far" in words(app)
    assert any("whole band" in title for title in chart_titles(app))
    for label, title in (("Calibration", "line of predictions"), ("Advised prices", "stay where dots")):
        opened = open_tab(open_app(PAGE), label, "monitoring-tabs")
        assert not opened.exception
        assert any(title in shown for shown in chart_titles(opened))
    assert any(button.label == "Look again" for button in app.button)
    assert any(button.key == "retrain" for button in app.button)
