import numpy as np
import pandas as pd
import pytest

from analytics.pricing.price_book.yearly import visits_of_rows
from analytics.runs.results import load_results
from tests.app_driver import go, open_app, press, words
from tests.builders import rewrite
from tests.pricing_driver import (
    BUNDLES,
    PRICE_BOOK,
    SCENARIOS,
    box,
    open_link,
    open_tab,
    slider,
    table_with,
)

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def change(path, **columns):
    """Rewrite columns of the first offer in a table of a run."""
    frame = pd.read_parquet(path)
    is_first = frame["offer_id"] == frame["offer_id"].iloc[0]
    for name, value in columns.items():
        frame.loc[is_first, name] = value
    rewrite(path, frame)


def test_candidates_are_listed_with_the_best_first(trained, run):
    app = open_app(BUNDLES)
    switch = next(t for t in app.toggle if t.label.startswith("Also bundles that may lose"))

    app = switch.set_value(True).run()

    bundles = table_with(app, "lift", "incremental_profit_per_visit")
    assert set(bundles["offer_id"]) == set(pd.read_parquet(run / "bundles.parquet")["offer_id"])
    assert bundles["incremental_profit_per_visit"].is_monotonic_decreasing


def test_a_bundle_made_by_hand_is_judged_and_enters_the_price_book(trained):
    app = open_tab(open_app(BUNDLES), "Make a bundle by hand")
    parts = next(chosen for chosen in app.main.multiselect if chosen.label == "Parts")
    for product in ("p0", "p1", "p2", "p3"):
        parts = parts.select(product)

    app = open_tab(press(parts.run(), "add-bundle"), "All bundles")

    assert "M01" in set(table_with(app, "lift")["offer_id"])
    book = table_with(go(app, PRICE_BOOK), ("", "title"))
    assert book["", "title"].str.startswith("M01 ").sum() == 1


def test_the_chosen_bundle_is_the_one_that_scenarios_open_with(trained):
    app = open_tab(open_app(BUNDLES), "One bundle")
    app = box(app, "Bundle to look at").set_value("B03").run()

    app = press(app, "to-scenarios")

    assert app.title[0].value == "Scenarios"
    assert box(app, "Bundle").value == "B03"


def test_a_deeper_discount_on_the_slider_raises_the_take_rate(trained):
    app = open_app(SCENARIOS)
    before = table_with(app, "take_rate", "scenario", "discount")

    app = slider(app, "Discount for all", nth=1).set_value(40).run()

    after = table_with(app, "take_rate", "scenario", "discount")
    assert after["discount"].iloc[2] == "40 %"
    assert after["take_rate"].iloc[2] > before["take_rate"].iloc[2]
    assert after["take_rate"].iloc[:2].tolist() == before["take_rate"].iloc[:2].tolist()


def test_the_best_scenario_earns_what_the_price_book_says(trained, run):
    app = open_app(SCENARIOS)
    app = next(t for t in app.toggle if t.label.startswith("Show the table")).set_value(True).run()
    rows = table_with(app, "segment", "scenario", "profit_low")
    best = rows[rows["scenario"] == "Best per segment"].set_index("segment")

    book = pd.read_parquet(run / "price_book.parquet")
    book = book[book["offer_id"] == box(app, "Bundle").value].set_index("segment")

    market = load_results(run).market
    expected = book["incremental_profit_per_visit"] * visits_of_rows(market, book.index.to_series())
    np.testing.assert_allclose(best["incremental_profit"][expected.index], expected, rtol=1e-6)


def test_four_scenarios_stand_side_by_side(trained):
    app = open_app(SCENARIOS)

    app = app.main.radio[0].set_value(4).run()

    assert len(table_with(app, "scenario", "discount")) == 4


def test_scenarios_are_saved_and_opened_by_link_in_another_browser(trained):
    app = open_app(SCENARIOS)
    app = slider(app, "Discount for all", nth=1).set_value(37).run()
    app = press(app, "save-comparison")
    link = app.query_params["scenario"]

    other = open_link(link)

    assert "37 %" in table_with(other, "scenario", "discount")["discount"].tolist()
    assert len(link) >= 10


def test_a_deleted_comparison_is_gone_and_its_link_says_so(trained):
    app = press(open_app(SCENARIOS), "save-comparison")
    link = app.query_params["scenario"]

    app = press(app, "delete-comparison")

    assert trained.scenarios() == []
    assert "is not in this shop" in words(open_link(link))


def test_a_withheld_discount_is_shown_with_its_reason_and_without_sliders(trained, run):
    withheld = dict.fromkeys(("discount_share", "incremental_profit_per_visit"), np.nan)
    for name in ("price_book", "bundles"):
        change(run / f"{name}.parquet", verdict="FAIL", reason="The price never moved", **withheld)
    first = pd.read_parquet(run / "bundles.parquet")["offer_id"].iloc[0]

    app = box(open_app(SCENARIOS), "Bundle").set_value(first).run()

    assert "The price never moved" in words(app)
    assert "no discount can be advised yet" in words(app)
    assert len(app.main.select_slider) == 0
