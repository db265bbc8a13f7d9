"""Customers ▸ Interests: from the button to the areas, the movers and the file of synthetic customers."""

import pytest

from analytics.interests.work import INTERESTS, INTERESTS_WORK, InterestConfig, find_interests
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv, write_csv
from tests.interests import interest_events, quick_training

PAGE = "pages/customers/interests.py"
TABS = {
    "Who is moving": "moving into a category",
    "The shop's trend": "shift between categories",
    "Forecasts compared": "than the best simple forecast",
    "Synthetic customers": None,
}


@pytest.fixture
def shop(tmp_path):
    shop = open_workspace().create("Interests")
    import_csv(shop, write_csv(tmp_path / "events.csv", interest_events()))
    return shop


@pytest.fixture
def studied(shop):
    """The shop with its interests found, in this process."""
    with quick_training(), INTERESTS_WORK.directory(shop, is_kept=True) as directory:
        INTERESTS_WORK.write_snapshot(shop, InterestConfig(n_categories=4, n_synthetic=40), directory)
        find_interests(directory)
    return shop


def test_a_shop_without_interests_offers_to_find_them(shop):
    app = open_app(PAGE)

    assert not app.exception
    assert [button.label for button in app.main.button] == ["Find interests"]


def test_a_shop_with_too_little_says_so_in_a_sentence(tmp_path):
    small = open_workspace().create("Small")
    import_csv(small, write_csv(tmp_path / "few.csv", interest_events(n_customers=5)))

    app = press(open_app(PAGE), "start-interests")

    assert not app.exception
    assert "30 known customers" in words(app)
    assert not INTERESTS_WORK.jobs(small.directory)


def test_interests_are_told_of_everybody_a_segment_and_a_customer_and_in_every_tab(studied):
    app = open_app(PAGE)
    assert not app.exception
    assert "is told best by" in words(app)
    assert any("Purchases of all customers" in title for title in chart_titles(app))

    group = app.selectbox(key="interest-group")
    app = group.select_index(1).run()
    assert not app.exception
    assert any("Purchases of customer c000" in title for title in chart_titles(app))

    for tab, title in TABS.items():
        app = open_app(PAGE)
        app.session_state[f"interest-tabs-{studied.name}"] = tab
        app = app.run()
        assert not app.exception, tab
        assert title is None or any(title in told for told in chart_titles(app)), tab


def test_data_that_came_later_are_said_to_be_missing_and_damage_is_said_in_a_sentence(studied, tmp_path):
    import_csv(studied, write_csv(tmp_path / "more.csv", interest_events(n_customers=2, seed=9)))
    assert "The shop's data have changed since" in words(open_app(PAGE))

    (INTERESTS_WORK.newest(studied.directory) / INTERESTS.name).write_bytes(b"no table")

    app = open_app(PAGE)
    app = app.selectbox(key="interest-group").select_index(1).run()
    assert not app.exception
    assert "cannot be read" in words(app)


def test_work_is_followed_and_cancelled_from_the_page(shop):
    app = press(open_app(PAGE), "start-interests")
    assert not app.exception
    assert INTERESTS_WORK.active(shop.directory) is not None

    app = press(app, "cancel-interests")

    assert INTERESTS_WORK.active(shop.directory) is None
    assert INTERESTS_WORK.newest(shop.directory) is None
