"""Customers ▸ Recommendations: from the button to a customer's list."""

import pytest

from analytics.recommend.files import LISTS
from analytics.recommend.work import RECOMMEND, RecommendConfig, recommend
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv, write_csv
from tests.tastes import exposure_events, taste_events, taste_rows

PAGE = "pages/customers/recommendations.py"
QUICK = ("popularity", "frequency", "ease", "blend")


@pytest.fixture
def shop(tmp_path):
    shop = open_workspace().create("Tastes")
    import_csv(shop, write_csv(tmp_path / "events.csv", taste_events()))
    return shop


@pytest.fixture
def compared(shop):
    """The shop with recommenders compared, in this process."""
    recommended(shop)
    return shop


def recommended(shop):
    config = RecommendConfig(methods=QUICK)
    with RECOMMEND.directory(shop, is_kept=True) as directory:
        RECOMMEND.write_snapshot(shop, config, directory)
        recommend(directory)


def test_a_shop_without_recommendations_offers_to_make_them(shop):
    app = open_app(PAGE)

    assert not app.exception
    assert [button.label for button in app.main.button] == ["Compare recommenders"]


def test_the_button_starts_work_that_can_be_cancelled(shop):
    app = press(open_app(PAGE), "start-recommend")

    assert RECOMMEND.active(shop.directory) is not None
    app = press(app, "cancel-recommend")

    assert not app.exception
    assert "The last comparison was cancelled" in words(app)
    assert RECOMMEND.jobs(shop.directory)[0].state == "cancelled"


def test_a_customer_has_a_list_and_the_recommenders_are_compared(compared):
    app = open_app(PAGE)

    assert not app.exception
    assert "ten products shown to each customer hold" in words(app)
    app = app.selectbox(key="recommended-customer").set_value("c007").run()
    app = app.slider(key="margin-weight").set_value(100).run()
    assert not app.exception
    rows = app.dataframe[0].value
    assert len(rows) == 10
    assert (rows["expected"].diff().dropna() <= 0.005).all()


def test_every_tab_opens(compared):
    tabs = f"recommendation-tabs-{compared.name}"
    for tab in (
        "Recommenders compared",
        "New customers and products",
        "Bundles for one customer",
        "Complete a bundle",
        "Shown and taken",
    ):
        app = open_app(PAGE)
        app.session_state[tabs] = tab
        app = app.run()
        assert not app.exception, tab
        if tab == "Recommenders compared":
            assert any("stands among the ten shown" in title for title in chart_titles(app))
        if tab == "Complete a bundle":
            assert "left out of later baskets" in words(app)
            app = app.multiselect(key="parts-to-complete").set_value(["p00"]).run()
            assert not app.exception
            completed = app.dataframe[0].value
            assert len(completed) == 10 and "p00" not in set(completed["title"])
        if tab == "Shown and taken":
            assert "No file tells what customers were shown" in words(app)


def test_data_that_came_later_are_said_to_be_missing(compared, tmp_path):
    import_csv(compared, write_csv(tmp_path / "more.csv", taste_events(n_customers=3, seed=9)))

    assert "The shop's data have changed since" in words(open_app(PAGE))


def test_what_cannot_be_read_is_said_in_a_sentence(compared):
    (RECOMMEND.newest(compared.directory) / LISTS.name).write_bytes(b"no table")

    app = open_app(PAGE)

    assert not app.exception
    assert "cannot be read" in words(app)


def test_a_new_comparison_leaves_the_last_good_one_and_no_other(compared):
    good = RECOMMEND.newest(compared.directory)
    for _ in range(2):
        RECOMMEND.cancel(compared.directory, RECOMMEND.start(compared, RecommendConfig(methods=QUICK)))

    assert RECOMMEND.newest(compared.directory) == good
    assert len(RECOMMEND.jobs(compared.directory)) == 2


def test_what_was_shown_and_what_is_in_stock_change_what_is_told(shop, tmp_path):
    rows = taste_rows()
    stock = [
        {"product_id": product, "title": product, "stock": "0" if product in ("p00", "p01") else "5"}
        for product in sorted(rows["product_id"].unique())
    ]
    import_csv(shop, write_csv(tmp_path / "products.csv", stock), "products")
    import_csv(shop, write_csv(tmp_path / "shown.csv", exposure_events(rows)), "events")
    recommended(shop)

    app = open_app(PAGE)
    in_stock = set(app.dataframe[0].value["title"])
    app = app.toggle(key="in-stock").set_value(False).run()
    of_all = set(app.dataframe[0].value["title"])
    assert not app.exception
    assert not in_stock & {"p00", "p01"} and of_all & {"p00", "p01"}

    app.session_state[f"recommendation-tabs-{shop.name}"] = "Shown and taken"
    app = app.run()
    assert not app.exception
    assert "were looked at or bought within 7 days" in words(app)
    assert any("How much of what was shown was taken" in title for title in chart_titles(app))
    assert app.dataframe[0].value["name"].tolist() == ["All together", "random"]
