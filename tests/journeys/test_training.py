import json

import numpy as np
import pandas as pd
import pytest

from analytics.runs.process import list_runs
from tests.app_driver import EVERY_PAGE, chart_titles, open_app, press, words
from tests.builders import event, rewrite, shop_with
from tests.pricing_driver import (
    BUNDLES,
    EXPLANATION,
    PERFORMANCE,
    PRICE_BOOK,
    PRICE_CHANGES,
    RESPONSE,
    SCENARIOS,
    open_tab,
    table_with,
)

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_opens_with_a_trained_shop(page, trained):
    app = open_app(page)

    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("page", [PRICE_BOOK, BUNDLES, SCENARIOS, PERFORMANCE, EXPLANATION, PRICE_CHANGES])
def test_a_page_without_a_run_leads_to_the_training(page, tmp_path):
    shop_with(tmp_path, [event(customer_id=f"c{n}", order_id=f"o{n}") for n in range(40)])

    app = press(open_app(page), "empty")

    assert app.title[0].value == "Price response"


def test_prices_that_never_moved_are_said_before_the_training(tmp_path):
    rows = [
        event(customer_id=f"c{n % 9}", order_id=f"o{n}", product_id=product)
        for n in range(40)
        for product in ("p1", "p2")
    ]
    shop_with(tmp_path, rows)

    app = open_app(RESPONSE)

    assert "0 products, 0 % of revenue, can be priced; 2 hardly ever changed price" in words(app)
    assert next(button for button in app.button if button.key == "train").disabled


def test_a_training_is_started_and_cancelled_on_the_page(trained):
    app = press(open_app(RESPONSE), "train")
    assert list_runs(trained.directory)[0].state in ("queued", "running")

    app = press(app, "cancel-page")

    assert list_runs(trained.directory)[0].state == "cancelled"
    assert "was cancelled" in words(app)


def test_a_run_whose_process_is_gone_is_shown_as_interrupted(trained, run):
    gone = run.with_name("20990101-000000-gone")
    gone.mkdir()
    (gone / "config.json").write_text((run / "config.json").read_text())
    (gone / "progress.json").write_text(json.dumps({"state": "running", "stage": "Training", "share": 0.4}))
    (gone / "pid").write_text("999999999 0")

    app = open_app(RESPONSE)

    assert "was interrupted" in words(app)
    assert table_with(app, "elasticity") is not None


def test_every_product_in_scope_has_its_elasticity_with_a_band(trained):
    app = open_app(RESPONSE)

    elasticities = table_with(app, "title", "elasticity", "list_price")
    assert len(elasticities) == 5
    assert (elasticities["elasticity_low"] <= elasticities["elasticity"]).all()
    assert (elasticities["elasticity"] <= elasticities["elasticity_high"]).all()
    assert "When a price rises by 1 %" in words(app)


def test_a_gate_that_fails_is_said_with_what_would_help(trained, run):
    gates = pd.read_parquet(run / "gates.parquet")
    row = gates.index[gates["name"] == "enough_purchases"][0]
    gates.loc[row, "verdict"] = "FAIL"
    rewrite(run / "gates.parquet", gates)

    app = open_tab(open_app(RESPONSE), "Can these figures be trusted?", "response-tabs")

    assert "FAIL: Enough purchases?" in words(app)
    assert "Wait for 100 purchases, or choose a better seller." in words(app)


def test_gates_that_a_run_stored_in_words_are_shown_in_these_words(trained, run):
    gates = pd.read_parquet(run / "gates.parquet").drop(columns=["reason", "figures"])
    gates = gates.assign(detail="Nothing moved", remedy="Wait some weeks", verdict="FAIL")
    rewrite(run / "gates.parquet", gates)

    app = open_tab(open_app(RESPONSE), "Can these figures be trusted?", "response-tabs")

    assert "FAIL: Enough purchases?" in words(app)
    assert "Nothing moved." in words(app) and "Wait some weeks." in words(app)


def test_one_prediction_taken_apart_adds_up(trained, run):
    app = open_tab(open_app(EXPLANATION), "One customer", "explanation-tabs")

    steps = table_with(app, "name", "share")
    base = json.loads((run / "explanation.json").read_text())["base_value"]
    scores = pd.read_parquet(run / "explanation.parquet")["score"]
    assert np.isclose(scores, base + steps["share"].sum(), atol=4e-3).any()  # the page tells thousandths
    assert "From the average prediction to this one" in chart_titles(app)
