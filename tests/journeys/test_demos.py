"""The first minute: both demo shops are there, and every page of Pricing shows something true."""

import pytest

from analytics.runs.demos import DEMOS, ELECTRONICS_NAME, open_demo
from analytics.runs.process import list_runs
from components.practice.compare_with_truth import QUESTION
from data.intake.demo import DEMO_NAME
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.conftest import close_shops_below
from tests.pricing_driver import BUNDLES, PRICE_BOOK, RESPONSE, SCENARIOS, tab_labels
from tests.shared import made_once

UPLOAD, OVERVIEW = "pages/shop/upload.py", "pages/shop/overview.py"
ANSWERS = {  # how each page's answer begins, or what it is sure to say
    PRICE_BOOK: "It covers",
    RESPONSE: "When a price rises by 1 %",
    BUNDLES: "bundle",
    SCENARIOS: "",
}


def load_demos(directory):
    for demo in DEMOS:
        open_demo(open_workspace(directory), demo).close()


@pytest.fixture(scope="module")
def demo_workspace(tmp_path_factory):
    return made_once(tmp_path_factory, "demos", load_demos)


@pytest.fixture
def demos(demo_workspace, monkeypatch):
    """Have both demo shops in the workspace, as after the first `make run`; pages only read them."""
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(demo_workspace))
    yield
    close_shops_below(demo_workspace.resolve())


@pytest.mark.parametrize("shop", [DEMO_NAME, ELECTRONICS_NAME])
@pytest.mark.parametrize("page", list(ANSWERS))
def test_every_page_of_pricing_shows_something(demos, shop, page):
    app = open_app(page, shop=shop)

    assert not app.exception
    assert ANSWERS[page] in words(app)
    assert "not trained yet" not in words(app) and "Which margin do you make?" not in words(app)
    assert chart_titles(app) or len(app.dataframe)
    assert (QUESTION in tab_labels(app)) == (shop == ELECTRONICS_NAME and page != PRICE_BOOK)


def test_the_app_opens_on_the_grocer_with_the_other_shop_in_the_menu(demos):
    app = open_app()

    menu = next(box for box in app.sidebar.selectbox if box.label == "Shop")
    assert menu.value == DEMO_NAME
    assert menu.options == [DEMO_NAME, ELECTRONICS_NAME]


def test_the_overview_says_where_the_electronics_shop_comes_from(demos):
    assert "This shop is made up" in words(open_app(OVERVIEW, shop=ELECTRONICS_NAME))


def test_a_demo_shop_is_offered_where_it_is_missing(tmp_path):
    app = press(open_app(UPLOAD), "open-electronics")

    assert f"{ELECTRONICS_NAME} holds" in words(app)
    assert {button.key for button in app.button} & {"open-demo", "open-electronics"} == {"open-demo"}
    assert len(list_runs(tmp_path / "workspace" / ELECTRONICS_NAME)) == 1
