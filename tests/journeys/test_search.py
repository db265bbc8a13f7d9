"""Customers ▸ Search: from the button to what a customer finds."""

import pytest

from analytics.recommend.search.work import PRODUCTS, SEARCH, SearchConfig, build_search
from components.search.try_out import TYPED
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv, write_csv
from tests.searching import search_events, search_products

PAGE = "pages/customers/search.py"


@pytest.fixture
def shop(tmp_path):
    shop = open_workspace().create("Searched")
    import_csv(shop, write_csv(tmp_path / "products.csv", search_products()), "products")
    import_csv(shop, write_csv(tmp_path / "events.csv", search_events()))
    return shop


@pytest.fixture
def indexed(shop):
    """The shop with its products indexed, in this process."""
    with SEARCH.directory(shop, is_kept=True) as directory:
        SEARCH.write_snapshot(shop, SearchConfig(), directory)
        build_search(directory)
    return shop


def type_in(app, typed):
    return app.text_input(key=TYPED).set_value(typed).run()


def test_the_button_starts_work_that_can_be_cancelled(shop):
    app = open_app(PAGE)
    assert [button.label for button in app.main.button] == ["Index the products"]

    app = press(press(app, "start-search"), "cancel-search")

    assert not app.exception
    assert "The last index was cancelled" in words(app)
    assert SEARCH.jobs(shop.directory)[0].state == "cancelled"


def test_what_is_typed_is_completed_put_right_and_ordered_by_interests(indexed):
    app = type_in(open_app(PAGE), "red dre")
    assert not app.exception
    app = press(app, "search-on-0")
    assert app.text_input(key=TYPED).value in ("red dress", "red dresses")
    assert app.dataframe[0].value["title"].str.startswith("Red Dress").head(3).all()

    app = type_in(app, "toothpatse")
    assert "Did you mean “toothpaste”?" in words(app)
    assert "Toothpaste" in app.dataframe[0].value["title"].iloc[0]
    app = app.toggle(key="search-exactly").set_value(True).run()
    assert not app.exception

    app = type_in(app, "牛奶")
    assert "全脂牛奶" in app.dataframe[0].value["title"].iloc[0]
    app = app.selectbox(key="search-customer").set_value("c001").run()
    assert app.dataframe[0].value["title"].iloc[0] == "全脂牛奶 Birch"
    assert "liking" in app.dataframe[0].value


def test_what_cannot_be_found_is_said(indexed):
    app = type_in(open_app(PAGE), "…")
    assert "Type a word" in words(app)

    app = type_in(app, "zzzzqqqq")
    assert not app.exception


def test_rankings_are_compared_on_what_was_bought(indexed):
    app = open_app(PAGE)
    app.session_state[f"search-tabs-{indexed.name}"] = "How good it is"

    app = app.run()

    assert not app.exception
    assert chart_titles(app) == ["How much of what was bought after a search stands among the first ten"]
    assert len(app.dataframe[0].value) == 6
    assert "The first ten hold" in words(app)


def test_a_shop_without_a_title_is_searched_by_its_categories(tmp_path):
    shop = open_workspace().create("Untitled")
    rows = [{k: row[k] for k in ("product_id", "category", "brand")} for row in search_products()]
    import_csv(shop, write_csv(tmp_path / "products.csv", rows), "products")
    import_csv(shop, write_csv(tmp_path / "events.csv", search_events(n_customers=2)))
    with SEARCH.directory(shop, is_kept=True) as directory:
        SEARCH.write_snapshot(shop, SearchConfig(), directory)
        build_search(directory)

    app = type_in(open_app(PAGE), "gardn")

    assert "No product has a title" in words(app)
    assert (app.dataframe[0].value["category"].head(15) == "Garden").all()


def test_a_shop_whose_products_have_no_word_says_what_is_missing(tmp_path):
    shop = open_workspace().create("Wordless")
    bought = [row for row in search_events(n_customers=2) if row["event_type"] == "purchase"]
    import_csv(shop, write_csv(tmp_path / "events.csv", bought))

    app = press(open_app(PAGE), "start-search")

    assert not app.exception
    assert "there is nothing to search in" in words(app)


def test_what_cannot_be_read_is_said_in_a_sentence(indexed):
    (SEARCH.newest(indexed.directory) / PRODUCTS.name).write_bytes(b"no table")

    app = open_app(PAGE)

    assert not app.exception
    assert "cannot be read" in words(app)
