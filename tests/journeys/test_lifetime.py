"""The page of lifetime value: the answer, its tabs, and from every figure to its customers."""

import pytest

from data.services.workspaces import open_workspace
from tests.analytics.runs.customer_value.test_customer_value import shop_of_buyers
from tests.app_driver import chart_titles, open_app, tables, words
from tests.builders import shop_with
from tests.pricing_driver import open_tab

PAGE = "pages/customers/lifetime.py"


@pytest.fixture
def app(tmp_path):
    shop_of_buyers(tmp_path).close()
    return open_app(PAGE)


def tab(app, label):
    return open_tab(app, label, "lifetime-tabs")


def test_the_page_says_what_customers_are_worth_and_every_tab_opens(app):
    assert not app.exception
    assert "the customers known today will bring about" in words(app)
    assert chart_titles(app)[0].startswith("What a customer will bring in the coming year")
    assert tables(app)[0]["n_customers"].sum() == 300

    for label, said in (
        ("How sure", "Did the latest days bring what was expected?"),
        ("Portraits", "Choose a row to see the customers whom its figures count"),
        ("Migration", "Who moved where in the month until 19 Dec 2024"),
        ("New customers", "Upload a longer history"),
    ):
        app = tab(app, label)
        assert not app.exception
        assert said in words(app) + "".join(chart_titles(app))


def test_less_time_to_come_is_worth_less(app):
    year = tables(app)[0]["mean_value"].iloc[0]

    app.radio("horizon").set_value(90).run()

    assert tables(app)[0]["mean_value"].iloc[0] < year
    assert "In the coming 90 days" in words(app)


def test_too_few_new_customers_are_said_to_be_missing(app):
    assert "needs 200 customers to learn from" in words(tab(app, "New customers"))


def test_a_shop_to_which_nobody_came_back_is_told_so(tmp_path):
    shop_with(tmp_path, [{"customer_id": f"c{n}", "order_id": f"o{n}"} for n in range(30)]).close()

    app = open_app(PAGE)

    assert not app.exception
    assert "only 0 customers have bought again" in words(app)
    assert open_workspace(tmp_path / "workspace").shop_names() == ["Test shop"]
