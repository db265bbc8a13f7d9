"""The page of lifetime value: from the button to the answer, its tabs, and every figure's customers."""

import shutil

import pytest

from analytics.pricing.money import CostAssumptions
from analytics.private_training.config import PrivacyConfig
from analytics.runs.customer_value.work import CUSTOMER_VALUE, ValueConfig, value_shop
from components.bundles.assumptions import save_costs
from data.services.workspaces import open_workspace
from tests.analytics.runs.customer_value.test_customer_value import shop_of_buyers
from tests.app_driver import chart_titles, open_app, press, tables, words
from tests.builders import shop_with
from tests.pricing_driver import open_tab

PAGE = "pages/customers/lifetime.py"


@pytest.fixture(scope="module")
def buyers(tmp_path_factory):
    """A workspace with a shop of buyers, not valued yet."""
    place = tmp_path_factory.mktemp("buyers")
    shop_of_buyers(place).close()
    return place / "workspace"


@pytest.fixture(scope="module")
def valued_buyers(buyers, tmp_path_factory):
    """The same, valued in this process."""
    place = tmp_path_factory.mktemp("valued") / "workspace"
    shutil.copytree(buyers, place)
    shop = open_workspace(place).open("Test shop")
    with CUSTOMER_VALUE.directory(shop, is_kept=True) as directory:
        CUSTOMER_VALUE.write_snapshot(shop, ValueConfig(), directory)
        value_shop(directory)
    shop.close()
    return place


@pytest.fixture
def shop(buyers, tmp_path):
    shutil.copytree(buyers, tmp_path / "workspace")
    return open_workspace().open("Test shop")


@pytest.fixture
def valued(valued_buyers, tmp_path):
    shutil.copytree(valued_buyers, tmp_path / "workspace")
    return open_workspace().open("Test shop")


def tab(app, label):
    return open_tab(app, label, "lifetime-tabs")


def test_work_goes_on_over_a_refresh_and_can_be_cancelled(shop):
    app = open_app(PAGE)
    assert [button.label for button in app.main.button] == ["Value the customers"]

    app = app.toggle(key="private-newcomers").set_value(True).run()
    app = app.number_input(key="epsilon-newcomers").set_value(2.0).run()
    press(app, "start-customer_value")
    job = CUSTOMER_VALUE.active(shop.directory)
    asked = CUSTOMER_VALUE.asked(shop.directory / "models" / "customer_value" / job.job_id)
    assert asked == ValueConfig(privacy=PrivacyConfig(2.0))
    app = press(open_app(PAGE), "cancel-customer_value")

    assert not app.exception
    assert "The last valuation was cancelled" in words(app)
    assert CUSTOMER_VALUE.newest(shop.directory) is None


def test_the_page_says_what_customers_are_worth_and_every_tab_opens(valued):
    app = open_app(PAGE)

    assert not app.exception
    assert "the customers known today will bring about" in words(app)
    assert chart_titles(app)[0].startswith("What a customer will bring in the coming year")
    assert tables(app)[0]["n_customers"].sum() == 300
    for label, said in (
        ("How sure", "Did the latest days bring what was expected?"),
        ("Portraits", "Choose a row to see the customers whom its figures count"),
        ("Migration", "Who moved where in the month until 19 Dec 2024"),
        ("New customers", "needs 200 customers to learn from"),
    ):
        app = tab(app, label)
        assert not app.exception
        assert said in words(app) + "".join(chart_titles(app))


def test_less_time_to_come_is_worth_less(valued):
    app = open_app(PAGE)
    year = tables(app)[0]["mean_value"].iloc[0]

    app.radio("horizon").set_value(90).run()

    assert tables(app)[0]["mean_value"].iloc[0] < year
    assert "In the coming 90 days" in words(app)


def test_costs_that_changed_since_are_said_to_be_others(valued):
    assert "have changed since" not in words(open_app(PAGE))

    save_costs(valued, CostAssumptions(margin_share=0.5))

    assert "The costs of the page Bundles have changed since" in words(open_app(PAGE))


def test_a_shop_to_which_nobody_came_back_is_told_so(tmp_path):
    shop_with(tmp_path, [{"customer_id": f"c{n}", "order_id": f"o{n}"} for n in range(30)]).close()

    app = press(open_app(PAGE), "start-customer_value")

    assert not app.exception
    assert "only 0 customers have bought again" in words(app)
    assert open_workspace(tmp_path / "workspace").shop_names() == ["Test shop"]
