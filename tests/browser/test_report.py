"""The report in a browser that is cut off from every network."""

import pytest
from playwright.sync_api import expect

from analytics.cli.report import report_html
from analytics.runs.demos import DEMOS, ELECTRONICS_NAME, open_demo
from analytics.runs.process import list_runs
from analytics.runs.report import report_of
from data.services.workspaces import open_workspace

pytestmark = pytest.mark.browser


def test_the_report_opens_without_a_network_and_asks_for_nothing(new_page, tmp_path):
    (demo,) = (one for one in DEMOS if one.shop_name == ELECTRONICS_NAME)
    shop = open_demo(open_workspace(), demo)
    run = shop.directory / "runs" / list_runs(shop.directory)[0].job_id
    (tmp_path / "report.html").write_bytes(report_html(report_of(run, shop)))
    shop.close()
    window, asked, said = new_page(), [], []
    window.context.set_offline(True)
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: said.append(message.text))

    window.goto((tmp_path / "report.html").as_uri())

    expect(window.get_by_role("heading", name="Model card")).to_be_visible()
    charts = window.locator("svg")
    assert charts.count() >= 4
    assert all(chart.bounding_box()["width"] > 200 for chart in charts.all())
    expect(window.get_by_role("table").last).to_be_visible()
    assert asked == [window.url] and said == []
