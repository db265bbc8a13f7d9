import pandas as pd
import pytest

from analytics.runs.results import load_results
from analytics.runs.why_price import why_prices_of
from tests.app_driver import chart_titles, open_app, words
from tests.builders import rewrite
from tests.pricing_driver import BUNDLES, EXPLANATION, box, open_bundle, open_tab, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def opened():
    return open_tab(open_app(EXPLANATION), "Why this price", "explanation-tabs")


def test_the_steps_of_a_row_add_up_to_the_price_book_and_are_those_of_the_files(trained, run):
    app = opened()
    offer, segment = box(app, "Bundle").value, box(app, "Customer type").value

    assert {"Where the discount comes from", "Where its profit comes from"} <= set(chart_titles(app))
    found = load_results(run)
    book = found.price_book[found.price_book["offer_id"] == offer]
    row = book[book["segment"] == segment].iloc[0]
    shown = table_with(app, "discount_points", "profit", "meaning")
    assert shown["discount_points"].sum() == pytest.approx(100 * row["discount_share"], abs=0.05)
    assert shown["profit"].sum() == pytest.approx(1000 * row["incremental_profit_per_visit"], abs=0.05)
    assert "off is advised, where a bundle of average products would get" in words(app)
    told = why_prices_of(found, book)
    told = told[(told["segment"] == segment) & (told["target"] == "profit")]
    assert shown["profit"].iloc[1:].tolist() == pytest.approx((1000 * told["value"]).tolist(), abs=0.006)


def test_another_customer_type_has_steps_of_its_own(trained):
    app = opened()
    before = table_with(app, "discount_points", "meaning")

    chosen = box(app, "Customer type")
    app = chosen.set_value(chosen.options[-1]).run()

    after = table_with(app, "discount_points", "meaning")
    assert after["discount_points"].tolist() != before["discount_points"].tolist()


def test_a_bundle_tells_why_it_has_its_discount(trained):
    app = open_bundle(open_app(BUNDLES), "Why this discount")

    assert "Where the discount comes from" in chart_titles(app)


def test_a_row_that_fails_says_why_and_has_no_waterfall(trained, run):
    book = pd.read_parquet(run / "price_book.parquet")
    figures = ["discount_share", "bundle_price", "incremental_profit_per_visit"]
    book[figures] = float("nan")
    rewrite(run / "price_book.parquet", book.assign(verdict="FAIL"))

    app = opened()

    assert "No discount is advised here, so there is none to explain" in words(app)
    assert "Where the discount comes from" not in chart_titles(app)
