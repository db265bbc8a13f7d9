from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, import_csv

pytestmark = pytest.mark.browser


def test_the_numbers_behind_a_chart_arrive_as_a_file_that_runs_no_formula(address, new_page, tmp_path):
    shop = open_workspace().create("Test shop")
    import_csv(
        shop,
        events_csv(tmp_path / "events.csv", [event(category="=1+1"), event(product_id="p2", category="tea")]),
    )
    shop.close()
    window = new_page()
    window.goto(f"{address}/overview")
    categories = window.locator(".js-plotly-plot", has_text="Revenue by category")
    expect(categories).to_be_visible()
    expect(window.get_by_text("The numbers behind this chart")).to_have_count(
        3
    )  # the page is drawn to its end
    is_at_rest = expect(window.get_by_test_id("stApp"))
    is_at_rest.to_have_attribute("data-test-script-state", "notRunning")

    fold = window.get_by_test_id("stExpander").nth(1).locator("details")
    unfold(fold)
    button = fold.get_by_role("button", name="Download this table (CSV)")
    is_at_rest.to_have_attribute("data-test-script-state", "notRunning")
    with window.expect_download() as download:
        button.click()

    table = pd.read_csv(Path(download.value.path()))
    assert download.value.suggested_filename == "revenue-by-category.csv"
    assert set(table["category"]) == {"'=1+1", "tea"}
    assert table["revenue"].sum() == pytest.approx(9.5 * 2)


def unfold(fold: Locator) -> None:
    """Open an expander and wait until it grows no more: what lies in a growing one slips from the mouse."""
    fold.locator("summary").click()
    expect(fold).to_have_attribute("open", "")
    fold.evaluate("fold => Promise.all(fold.getAnimations().map(growth => growth.finished))")
    expect(fold).not_to_have_css("overflow", "hidden")
