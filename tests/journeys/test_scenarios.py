import base64
import json

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.scenarios.horizon import Unit
from analytics.pricing.scenarios.setting import Mechanism
from analytics.runs import audience_customers
from components.shell import display
from tests.app_driver import chart_titles, open_app, press, words
from tests.pricing_driver import SCENARIOS, box, open_link, open_tab, slider, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


@pytest.fixture
def app(trained):
    return open_app(SCENARIOS)


def scenarios_table(app):
    return table_with(app, "scenario", "discount", "take_rate").set_index("scenario")


def choose(app, label, value):
    """Choose a radio's option by its words."""
    radio = next(r for r in app.main.radio if r.label == label)
    return radio.set_value(value).run()


def open_part(app, part):
    """Open a folded part of the page that is worked out when opened."""
    return open_tab(app, part, "scenario-tabs")


def test_a_coupon_is_worked_out_beside_the_bundle_price_and_survives_a_link(app):
    app = choose(app, "How the discount is given", Mechanism.COUPON)
    app = press(app, "apply-setting")

    table = scenarios_table(app)
    assert "coupon on" in words(app)
    assert table["take_rate"].iloc[0] != table["take_rate"].iloc[1]

    saved = press(app, "save-comparison")
    other = open_link(saved.query_params["scenario"])
    assert "coupon on" in words(other)
    pd.testing.assert_frame_equal(scenarios_table(other), table)


def test_a_scenario_is_duplicated_as_its_slider_stands(app):
    app = slider(app, "Discount for all", nth=1).set_value(33).run()

    app = next(b for b in app.button if "duplicate" in str(b.key) and str(b.key).endswith("-2")).click().run()

    discounts = scenarios_table(app)["discount"]
    assert len(discounts) == 4
    assert discounts.iloc[2] == discounts.iloc[3] == "33 %"


def test_six_scenarios_stand_in_two_rows_each_with_its_slider(app):
    app = choose(app, "How many scenarios", 6)

    assert len(scenarios_table(app)) == 6


def test_totals_follow_visits_and_weeks(app):
    visits = next(n for n in app.main.number_input if n.label == "Visits a week")
    app = visits.set_value(5000).run()

    app = box(app, "Units and money").set_value(Unit.WEEKS).run()

    after = scenarios_table(app)
    assert after["n_visits"].tolist() == [20000] * 3
    per_visits = scenarios_table(box(app, "Units and money").set_value(Unit.VISITS).run())
    assert after["revenue"].tolist() == pytest.approx((20 * per_visits["revenue"]).tolist())


def test_the_chart_tells_money_in_the_terms_of_the_table(app):
    app = box(app, "Units and money").set_value(Unit.WEEKS).run()

    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert "more in 4 weeks than no offer" in words(app)
    assert "in 4 weeks" in figure["layout"]["yaxis"]["title"]["text"]
    marks = [trace for trace in figure["data"] if trace.get("meta") == "scenario" and trace["visible"]]
    told = scenarios_table(app)["incremental_profit"]
    assert [trace["name"] for trace in marks] == list(told.index)
    for trace in marks:
        height = np.frombuffer(base64.b64decode(trace["y"]["bdata"]), trace["y"]["dtype"])
        assert height == pytest.approx(told[trace["name"]])


def test_names_follow_their_sliders_and_the_best_is_one_click_away(app):
    start = scenarios_table(app)

    app = slider(app, "Discount for all", nth=1).set_value(33).run()
    app = slider(app, "Discount for all", nth=0).set_value(31).run()

    assert list(scenarios_table(app).index) == ["Best per segment", "Best for all, edited", "33 % for all"]
    app = press(app, "back-to-best")
    pd.testing.assert_frame_equal(scenarios_table(app), start)


def test_saving_keeps_the_view(app):
    app = box(app, "Units and money").set_value(Unit.WEEKS).run()
    app = box(app, "Profit curve of").set_value(True).run()
    before = chart_titles(app)

    app = press(app, "save-comparison")

    assert chart_titles(app) == before
    assert box(app, "Units and money").value == Unit.WEEKS


def test_parts_that_cannot_be_advised_are_refused_with_the_reason(app, monkeypatch):
    monkeypatch.setattr(
        "components.scenarios.change_scenario.withheld_because", lambda *_: "p4: The price never moved"
    )

    app = press(app, "apply-setting")

    assert "The price never moved" in words(app)


def test_what_matters_two_discounts_and_the_past_are_worked_out_on_demand(app):
    app = press(open_part(app, "What matters most"), "work-out-tornado")
    assert any(title.startswith("What matters most: Best per segment") for title in chart_titles(app))

    app = open_part(app, "Compare with the past")
    assert any("Past weeks" in title for title in chart_titles(app))

    app = open_part(app, "Two discounts at once")
    assert any("discounts of two segments" in title for title in chart_titles(app))
    app = choose(app, "Discounts of", True)
    assert any("two bundles on sale together" in title for title in chart_titles(app))


def test_a_note_is_kept_with_its_comparison_and_so_is_a_copy(app, trained):
    app = press(app, "save-comparison")
    note = next(t for t in app.main.text_area if t.label == "Note")
    app = note.set_value("Agreed on Monday").run()

    app = press(app, "duplicate-comparison")

    first, copy = trained.scenarios()
    assert first["note"] == copy["note"] == "Agreed on Monday"
    assert copy["id"] == app.query_params["scenario"] != first["id"]


def test_a_list_of_customers_is_priced_alone_and_the_unknown_are_counted(app, run):
    customers = pd.read_parquet(run / "customers.parquet")["customer_id"].head(60)
    content = "customer_id\n" + "\n".join([*customers, "stranger"]) + "\n"
    everyone = scenarios_table(app)

    app = app.main.file_uploader[0].set_value(("list.csv", content.encode(), "text/csv")).run()

    assert "60 customers of list.csv found, 1 unknown" in words(app)
    assert "For the 60 customers of list.csv" in words(app)
    assert scenarios_table(app)["units"].iloc[0] != everyone["units"].iloc[0]


def test_a_bad_list_is_refused_in_a_sentence_and_everyone_stays(app):
    app = app.main.file_uploader[0].set_value(("list.csv", b"name\nx\n", "text/csv")).run()

    assert "there is no column customer_id" in words(app)
    assert "For the" not in words(app)


def test_the_report_holds_what_the_page_says(trained, monkeypatch):
    files = {}
    draw = display.show_download

    def show(label, content, file_name, **more):
        files[file_name] = content
        draw(label, content, file_name, **more)

    monkeypatch.setattr(display, "show_download", show)
    app = open_app(SCENARIOS)

    page = files["scenarios.html"]().decode()

    assert "Best per segment" in page and trained.name in page
    assert words(app).split("**")[1].split(":")[0] in page


def test_the_rows_of_a_real_run_are_told_whose_visits_they_are(run):
    from analytics.runs.results import load_results

    found = load_results(run)

    customers = audience_customers.audience_customers(run, found.audience, found.config)

    segment = found.customers.set_index("customer_id")["segment"]
    told = [found.audience.segments[s] for s in found.audience.segment]
    assert segment.reindex(customers.of_row).tolist() == told
