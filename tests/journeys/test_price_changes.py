"""The analyst asks whether past changes of price did what the model predicted."""

import numpy as np
import pandas as pd
import pytest

from tests import pricing_driver
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import rewrite
from tests.past_sales import STOCKED, planted_sales, promotions
from tests.pricing_driver import PRICE_CHANGES, box, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def open_tab(app, label):
    return pricing_driver.open_tab(app, label, "price-change-tabs")


@pytest.fixture
def note(run):
    """Return what makes the run one of past sales at other prices."""

    def noted(price, stocked=()):
        cells = planted_sales(price, stocked).cells
        own = pd.read_parquet(run / "products.parquet")["product_id"]
        assert cells["product_id"].nunique() <= len(own)
        rewrite(run / "past_sales.parquet", cells)

    return noted


def test_past_changes_are_told_product_by_product_and_for_the_whole_shop(trained):
    app = open_app(PRICE_CHANGES)

    assert "that the model had not seen" in words(app)
    assert (
        "Sold against predicted, a dot with its 90 % band per change: on the line the model was right"
        in chart_titles(app)
    )
    changes = table_with(app, "change_share", "expected", "before")
    assert (changes["change_share"].abs() >= 0.04).all()

    app = open_tab(app, "Whole shop")

    assert "All tested products together: sold and predicted" in chart_titles(app)
    sums = table_with(app, "n_in_band")
    assert sums["n_changes"].sum() == len(changes)


def test_another_product_is_looked_at(trained):
    app = open_app(PRICE_CHANGES)

    app = box(app, "Product to look at").set_value("p3").run()

    assert "Product 3: sold and predicted" in chart_titles(app)


def test_stocks_that_were_laid_in_are_taken_off_and_announced_promotions_of_more(trained, note):
    note(promotions(n_products=5, every=9), STOCKED)

    app = open_tab(open_app(PRICE_CHANGES), "Bought ahead or put off")

    assert "were only bought ahead of time" in words(app)
    titles = chart_titles(app)
    assert "Sales in the weeks around promotions: below zero they are missing there" in titles
    assert "Units gained, and what is left" in titles
    before = words(app)

    app = next(t for t in app.toggle if t.label.startswith("Promotions were announced")).set_value(True).run()

    assert words(app) != before
    total = table_with(app, "n_promotions")
    assert total["units_net"].iloc[0] < total["units_gain"].iloc[0]


def test_prices_that_never_moved_are_said_and_sales_are_still_told(trained, note):
    note(np.full((3, 20), 10.0))

    app = open_app(PRICE_CHANGES)

    assert "No price of these products moved by 5 % or more" in words(app)
    assert "Product 0: sold and predicted" in chart_titles(app)

    app = open_tab(app, "Bought ahead or put off")

    assert "No promotion was found" in words(app)


def test_one_product_of_one_week_is_no_reason_to_fail(trained, note):
    note(np.full((1, 1), 10.0))

    app = open_app(PRICE_CHANGES)

    for tab in ("Product by product", "Whole shop", "Bought ahead or put off"):
        app = open_tab(app, tab)
        assert not app.exception


def test_a_training_from_before_past_sales_were_noted_leads_to_a_new_one(trained, run):
    (run / "digests.json").unlink()
    (run / "past_sales.parquet").unlink()

    app = press(open_app(PRICE_CHANGES), "empty")

    assert app.title[0].value == "Price response"
