import io
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.price_book.yearly import PROFIT
from components.price_book import headline
from tests.app_driver import open_app, press, words
from tests.builders import rewrite
from tests.pricing_driver import BUNDLES, PRICE_BOOK, SCENARIOS, box, table_with

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def shown(app):
    return table_with(app, ("", "title"))


def multiselect(app, label):
    return next(m for m in app.main.multiselect if m.label == label)


def best_named(app, book):
    """Return the bundle that the page's first row names."""
    return book["", "title"].iloc[0].split()[0]


def test_every_bundle_and_customer_type_of_the_run_is_in_the_table(trained, run):
    book = pd.read_parquet(run / "price_book.parquet")

    table = shown(open_app(PRICE_BOOK))

    assert {title.split()[0] for title in table["", "title"]} == set(book["offer_id"])
    assert set(table.columns.get_level_values(0)) == {"", *book["segment"]}
    cells = book[book["discount_share"] > 0]
    for row in cells.itertuples():
        own = table[table["", "title"].str.startswith(f"{row.offer_id} ")].iloc[0]
        assert own[row.segment, "discount_share"] == row.discount_share
        assert own[row.segment, "bundle_price"] == row.bundle_price


def test_a_book_that_promises_nothing_says_so(trained, monkeypatch):
    worth = headline.book_worth
    monkeypatch.setattr(
        headline, "book_worth", lambda found: replace(worth(found), profit=0.0, low=-9.0, high=9.0)
    )

    assert "promises no extra profit (90 % band −9.00 to 9.00 a year)" in words(open_app(PRICE_BOOK))


def test_all_pages_name_the_same_best_bundle(trained):
    best = shown(open_app(PRICE_BOOK))["", "title"].iloc[0].split()[0]

    bundles = open_app(BUNDLES)
    title = table_with(bundles, "lift").set_index("offer_id").loc[best, "title"]

    assert table_with(bundles, "lift")["offer_id"].iloc[0] == best
    assert f"{title} at" in words(bundles)
    assert box(open_app(SCENARIOS), "Bundle").value == best


def test_the_answer_tells_a_year_and_the_switch_tells_visits(trained, run):
    app = open_app(PRICE_BOOK)
    assert "more profit a year (90 % band" in words(app) and "of the shop's profit" in words(app)
    a_year = shown(app)

    app = box(app, "Money").set_value("visits").run()

    per_visits, book = shown(app), pd.read_parquet(run / "price_book.parquet")
    segment = book["segment"].iloc[0]
    own = book[(book["segment"] == segment) & (book["discount_share"] > 0)].set_index("offer_id")
    cells = per_visits.set_index(per_visits["", "title"].str.split().str[0])[segment, PROFIT].dropna()
    expected = 1000 * own["incremental_profit_per_visit"]
    np.testing.assert_allclose(cells[expected.index], expected)
    assert not a_year.equals(per_visits)
    assert box(open_app_again(app, BUNDLES), "Money").value == "visits"


def open_app_again(app, page):
    """Change the page in the same session."""
    return app.switch_page(page).run()


def test_filters_leave_the_rows_that_match(trained, run):
    app = open_app(PRICE_BOOK)
    book = pd.read_parquet(run / "price_book.parquet")
    one = book["offer_id"].iloc[0]

    app = next(t for t in app.text_input if t.label == "Search").set_value(one).run()

    assert len(shown(app)) == 1
    app = multiselect(app, "Verdict").set_value(["FAIL"]).run()
    assert "No bundle is like that" in words(app)


def test_a_reason_that_all_rows_share_is_said_once(trained, run):
    book = pd.read_parquet(run / "price_book.parquet")
    rewrite(run / "price_book.parquet", book.assign(verdict="WARN", reason="Prices may have followed demand"))

    app = open_app(PRICE_BOOK)

    assert words(app).count("Prices may have followed demand") == 1


def test_the_margin_is_asked_before_profit_is_shown(trained, run):
    for name in ("products", "products.in"):
        frame = pd.read_parquet(run / f"{name}.parquet")
        if "is_cost_assumed" in frame:
            rewrite(run / f"{name}.parquet", frame.assign(is_cost_assumed=True))

    app = open_app(PRICE_BOOK)
    assert "Which margin do you make?" in words(app) and "more profit a year" not in words(app)
    app = press(app, "confirm-margin-button")

    assert "more profit a year" in words(app)
    assert "What your margin decides" in words(app) and "30 % (yours)" in words(app)
    assert "Which margin do you make?" not in words(open_app(PRICE_BOOK))


def test_all_files_hold_the_rows_of_the_page(trained, run, files):
    products = pd.read_parquet(run / "products.parquet")
    rewrite(run / "products.parquet", products.assign(title=["=1+1", *products["title"].iloc[1:]]))
    open_app(PRICE_BOOK)
    book = pd.read_parquet(run / "price_book.parquet")

    parquet = pd.read_parquet(io.BytesIO(files["price_book.parquet"]()))
    csv = pd.read_csv(io.BytesIO(files["price_book.csv"]()))

    assert len(parquet) == len(csv) == len(book)
    np.testing.assert_allclose(csv["discount_share"], book["discount_share"], atol=1e-4)
    assert (csv[PROFIT].dropna() * 100).round(6).mod(1).max() < 1e-6  # whole cents
    assert csv["title"].str.startswith("'=1+1").any() and parquet["title"].str.startswith("=1+1").any()
    with zipfile.ZipFile(io.BytesIO(files["price_book.xlsx"]())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(book) + 1 and ">=1+1" not in sheet
    report = files["price_book.html"]().decode()
    assert "http" not in report and "The best bundle of each customer type" in report


def test_files_for_shop_systems_are_offered_only_where_products_have_their_ids(trained, files):
    app = open_app(PRICE_BOOK)

    assert "price_book.csv" in files
    assert "shopify_discounts.jsonl" not in files and "woocommerce_coupons.csv" not in files
    assert "There is no file for WooCommerce or Shopify" in words(app)
