import pandas as pd
import pytest

from tests.app_driver import chart_titles, open_app, words
from tests.builders import rewrite
from tests.pricing_driver import EXPLANATION, box, metric, open_tab, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
SCORE = "Predicted share that buys"


def opened(label):
    return open_tab(open_app(EXPLANATION), label, "explanation-tabs")


def price_box(app):
    return next(n for n in app.number_input if n.label.startswith("Price"))


def test_a_lower_price_lifts_the_score_beside_what_it_was(trained):
    app = opened("What if")
    was = float(metric(app, SCORE).split()[0])
    assert "As it was, the model gives" in words(app)

    app = price_box(app).set_value(round(0.7 * price_box(app).value, 2)).run()

    assert float(metric(app, SCORE).split()[0]) > was
    assert "The predicted share that buys rises from" in words(app)
    assert {"From the average, as it was", "From the average, changed"} <= set(chart_titles(app))
    steps = table_with(app, "group", "before", "after").set_index("group")
    assert steps.loc["Price", "after"] > steps.loc["Price", "before"]
    assert 100 * steps["after"].sum() == pytest.approx(float(metric(app, SCORE).split()[0]), abs=0.15)


def test_product_segment_day_basket_and_past_can_be_others(trained):
    app = opened("What if")
    scores = [metric(app, SCORE)]
    for label in ("Another product", "Customer type", "More in the basket"):
        app = box(app, label).select_index(1).run()  # the first is as it was
        scores.append(metric(app, SCORE))
    app = app.date_input[0].set_value(app.date_input[0].value + pd.Timedelta(days=2)).run()
    app = next(c for c in app.checkbox if c.label.startswith("Without their own")).check().run()

    assert not app.exception and len(set(scores)) > 1
    assert "The predicted share that buys" in words(app)


def test_the_smallest_changes_are_listed_with_the_score_that_they_lead_to(trained):
    app = opened("What would have to change")
    goal = next(r for r in app.radio if r.label == "What counts as a buy")

    app = goal.set_value("double").run()

    said = words(app)
    assert "To lift the predicted share that buys from" in said or "Nothing within what the data" in said
    app = next(r for r in app.radio if r.label == "What counts as a buy").set_value("own").run()
    own = next(n for n in app.number_input if n.label.startswith("Predicted share that counts"))
    app = own.set_value(99.9).run()
    assert "Nothing within what the data have seen lifts" in words(app)
    app = next(n for n in app.number_input if n.label == own.label).set_value(0.1).run()
    assert "Nothing has to change" in words(app)


def test_a_run_whose_visits_are_gone_says_so(trained, run):
    explained = pd.read_parquet(run / "explanation.parquet")
    rewrite(run / "explanation.parquet", explained.assign(customer_id="somebody else"))

    app = opened("What if")

    assert "cannot be asked again" in words(app) and not app.exception
