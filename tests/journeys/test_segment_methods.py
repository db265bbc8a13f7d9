"""Methods side by side on the page of segments: asked for, worked out apart, and shown."""

import time
from types import SimpleNamespace

import pytest

from analytics.cli.acting import with_profit_of_acting
from analytics.jobs.state import ACTIVE, JobState
from analytics.runs.segment_study import STUDY, read_study, study
from analytics.segments.methods.contract import SegmentMethod
from analytics.segments.study.config import StudyConfig
from data.privacy.forget import forget_customer
from data.services.workspaces import open_workspace
from tests.app_driver import chart_titles, go, open_app, press, tables, words

SEGMENTS = "pages/customers/segments.py"


def open_methods():
    """Return the app on the tab of methods."""
    app = go(open_app(), SEGMENTS)
    app.session_state["segment-parts"] = "Methods side by side"
    return app.run()


def wait_for(shop):
    while STUDY.active(shop.directory):
        time.sleep(0.3)
    (job,) = STUDY.jobs(shop.directory)
    assert job.state is JobState.DONE, job.error
    return STUDY.newest(shop.directory)


def test_the_tab_costs_nothing_until_it_is_opened(small_shop):
    app = go(open_app(), SEGMENTS)

    assert not app.multiselect
    assert sum(tables(app)[0]["n_customers"]) == 60


def test_methods_are_compared_apart_and_shown_side_by_side(small_shop):
    app = press(open_methods(), "start-segments")
    assert not app.exception and not app.error

    directory = wait_for(open_workspace().open("My shop"))
    app = open_methods()

    assert not app.exception
    assert "segments again most surely" in words(app) or "No method tells two segments" in words(app)
    assert tables(app)[0]["name"].tolist()[0] == "By rule (RFM)"
    assert "is told once the price response is trained" in words(app)
    assert any("How many segments" in title for title in chart_titles(app))
    assert any("Customers on a map" in title for title in chart_titles(app))

    hierarchy = next(box for box in app.selectbox if box.label == "Look at").set_value("hierarchical").run()
    assert any("The tree of customers" in title for title in chart_titles(hierarchy))

    forget_customer(open_workspace().open("My shop"), "c7")
    assert not any(b"c7" in path.read_bytes().split() for path in directory.iterdir())
    assert STUDY.jobs(directory.parents[2])[0].stale


def test_what_the_shop_cannot_tell_is_a_sentence(small_shop):
    app = open_methods()
    offered = next(box for box in app.multiselect if box.label.startswith("Figures"))

    assert "browsing" not in offered.options and "Browsing" not in offered.options
    app = next(box for box in app.multiselect if box.label == "Methods").set_value(["kmeans"]).run()
    app = next(box for box in app.multiselect if box.label.startswith("Figures")).set_value([]).run()
    assert "Choose a method and figures." in words(app)


def test_a_comparison_can_be_cancelled(small_shop):
    shop = open_workspace().open("My shop")
    STUDY.start(shop, StudyConfig(methods=(SegmentMethod.DEEP,)))

    app = press(open_methods(), "cancel-segments")

    assert not app.exception
    (job,) = STUDY.jobs(shop.directory)
    assert job.state not in ACTIVE


def test_what_it_earns_to_act_on_segments_is_told_where_prices_are_trained(trained):
    config = StudyConfig(methods=(SegmentMethod.RFM, SegmentMethod.KMEANS), n_clusters=2)
    with STUDY.directory(trained, is_kept=True) as directory:
        STUDY.write_snapshot(trained, config, directory)
        study(directory)

    app = open_methods()

    assert not app.exception
    assert "one best price for all" in words(app)
    acting = tables(app)[0][["acting_profit", "acting_low", "acting_high"]]
    assert acting.notna().all(axis=None)
    assert (acting["acting_low"] <= acting["acting_profit"]).all()
    heard = []
    by_line = with_profit_of_acting(
        read_study(directory), trained.directory, SimpleNamespace(say=heard.append)
    )
    visits = acting["acting_high"] / by_line["acting_high"]
    assert visits.max() == pytest.approx(visits.min(), rel=0.02)
    assert "prices by them add" in heard[-1]
    without = with_profit_of_acting(read_study(directory), None, SimpleNamespace(say=heard.append))
    assert without["acting_profit"].isna().all() and "use run with the same --workspace first" in heard[-1]
