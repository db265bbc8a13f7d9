from pathlib import Path

import pytest

from data.services.workspaces import open_workspace
from tests.app_driver import EVERY_PAGE, chart_titles, go, open_app, press, tables, upload, words
from tests.builders import event, order_lines, write_csv

UPLOAD, OVERVIEW, SEGMENTS = "pages/shop/upload.py", "pages/shop/overview.py", "pages/customers/segments.py"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "orders.csv", order_lines())


def import_orders(orders: Path):
    return press(upload(open_app(UPLOAD), orders), "import")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_opens_in_an_empty_workspace(page):
    app = open_app(page)

    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_opens_with_a_small_shop(page, small_shop):
    app = open_app(page)

    assert not app.exception
    assert len(app.title) == 1


def test_an_address_without_a_page_leads_to_the_upload_while_there_is_no_shop():
    assert open_app().title[0].value == "Upload"


def test_an_address_without_a_page_leads_to_the_overview_once_there_is_a_shop(small_shop):
    assert open_app().title[0].value == "Overview"


def test_an_empty_page_offers_the_way_to_the_upload():
    app = open_app(OVERVIEW)

    app = press(app, "empty")

    assert app.title[0].value == "Upload"


def test_the_mapping_is_guessed_beside_what_each_column_of_the_file_holds(orders):
    app = upload(open_app(UPLOAD), orders)

    boxes = {box.label: box.value for box in app.main.selectbox}
    assert boxes["This file holds"] == "events"
    assert boxes["Customer *"] == "customer_id"
    assert boxes["Net price"] == "net_price"
    table = tables(app)[0].set_index("In the file")
    assert table.loc["net_price", "Means"] == "Net price"
    assert len(table) == len(orders.read_text().splitlines()[0].split(","))


def test_every_row_read_is_kept_or_rejected_with_its_reason(tmp_path):
    rows = [*order_lines(), event(net_price="cheap"), event(net_price="cheap")]
    app = import_orders(write_csv(tmp_path / "orders.csv", rows))

    intake, rejected, *_ = tables(app)
    assert intake["rows_read"].tolist() == [len(rows)]
    assert (intake["rows_kept"] + intake["rows_rejected"]).tolist() == [len(rows)]
    assert rejected["rows"].tolist() == [2]


def test_the_shop_is_recognized_from_upload_to_segments(orders):
    app = import_orders(orders)

    app = press(app, "see-overview")
    assert app.title[0].value == "Overview"
    assert "60 customers placed 120 orders" in words(app)
    assert "Revenue by product" in chart_titles(app)  # these orders tell no categories

    app = go(app, SEGMENTS)
    assert app.title[0].value == "Segments"
    assert sum(tables(app)[0]["n_customers"]) == 60
    assert not app.exception


def test_the_chosen_segments_are_those_that_pricing_uses(orders, tmp_path):
    app = go(import_orders(orders), SEGMENTS)

    app = press(app.radio[0].set_value("clusters").run(), "use-segments")

    saved = open_workspace().open("My shop").setting("segments")
    assert saved["kind"] == "clusters"
    assert saved["n_clusters"] == app.slider[0].value
    assert "Pricing uses these segments." in words(app)


def test_an_attribute_of_the_customers_file_can_be_the_segment(orders, tmp_path):
    customers = [{"customer_id": f"c{n}", "tier": "gold" if n < 30 else "basic"} for n in range(60)]
    app = import_orders(orders)
    app = press(upload(app, write_csv(tmp_path / "customers.csv", customers)), "import")

    app = go(app, SEGMENTS).radio[0].set_value("attribute").run()

    assert sorted(tables(app)[0]["segment"]) == ["basic", "gold"]


def test_the_next_file_of_a_shape_is_recognized(orders, tmp_path):
    app = import_orders(orders)

    app = upload(app, write_csv(tmp_path / "later.csv", order_lines(n_customers=5)))

    assert "Recognized: the columns mean the same as last time." in words(app)


def test_a_file_without_rows_is_one_sentence_and_stores_nothing(tmp_path):
    (tmp_path / "empty.csv").write_text("")

    app = upload(open_app(UPLOAD), tmp_path / "empty.csv")

    assert len(app.error) == 1
    assert "empty.csv" in app.error[0].value.replace("\\", "")
    assert not app.exception
    assert open_workspace().shop_names() == []


def test_an_import_that_fails_leaves_no_shop_behind(tmp_path):
    rows = [event(event_time="yesterday", order_id=f"o{n}") for n in range(30)]
    app = upload(open_app(UPLOAD), write_csv(tmp_path / "orders.csv", rows))
    columns = {box.label: box for box in app.main.selectbox}

    app = press(columns["Event time *"].set_value("event_time").run(), "import")

    assert len(app.error) == 1
    assert open_workspace().shop_names() == []


def test_a_required_column_must_be_chosen_before_the_import(tmp_path):
    rows = [{"customer_id": f"c{n}", "product_id": "p1", "color": "red"} for n in range(5)]

    app = upload(open_app(UPLOAD), write_csv(tmp_path / "odd.csv", rows))

    button = next(button for button in app.button if button.key == "import")
    assert button.disabled
    assert "choose which column is" in words(app)


def test_a_shop_is_deleted_only_after_a_confirmation(orders):
    app = import_orders(orders)
    delete = next(button for button in app.button if button.key == "delete-My shop")
    assert delete.disabled

    sure = next(box for box in app.checkbox if box.label == "Yes, delete My shop")
    app = press(sure.check().run(), "delete-My shop")

    assert open_workspace().shop_names() == []
    assert not app.exception


def test_the_currency_sign_is_written_before_amounts(orders):
    app = import_orders(orders)
    box = next(box for box in app.text_input if box.label == "Currency sign")

    app = go(box.set_value("$").run(), OVERVIEW)

    assert app.metric[0].value.replace("\\", "").startswith("$")


def test_a_link_opens_the_shop_that_it_names(small_shop):
    open_workspace().create("Another shop")

    app = open_app(OVERVIEW, shop="My shop")

    assert app.sidebar.selectbox[0].value == "My shop"


def test_the_chosen_shop_stays_chosen_from_page_to_page(orders):
    open_workspace().create("Another shop")
    app = import_orders(orders)

    app = go(app.sidebar.selectbox[0].set_value("Another shop").run(), SEGMENTS)

    assert app.sidebar.selectbox[0].value == "Another shop"
    assert app.query_params["shop"] == "Another shop"


@pytest.mark.parametrize("page", [None, OVERVIEW, UPLOAD])
def test_a_link_to_a_shop_that_is_gone_opens_no_other_but_says_so(small_shop, page):
    app = open_app(page, shop="Gone")

    assert (app.sidebar.selectbox[0].value, len(app.main)) == (None, 1)
    assert "There is no shop called Gone" in words(app)

    app = app.sidebar.selectbox[0].set_value("My shop").run()

    assert app.query_params["shop"] == "My shop"
    assert len(app.title) == 1
