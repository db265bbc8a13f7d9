"""An import is not lost with the page that started it, and can be given up."""

from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

from data.services.workspaces import open_workspace

pytestmark = pytest.mark.browser
N_ROWS = 1_500_000  # long enough for a person to leave the page meanwhile
EVENTS = """
    COPY (
        SELECT 'c' || i % 5000 AS customer_id, TIMESTAMP '2024-01-01' + to_seconds(i * 10) AS event_time,
            'p' || i % 90 AS product_id, 1 + i % 7 AS price, 'o' || i // 2 AS order_id
        FROM range($rows) AS t(i)
    ) TO $path (HEADER)
"""


@pytest.fixture(scope="module")
def large_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("large") / "lines.csv"
    duckdb.execute(EVENTS, {"rows": N_ROWS, "path": str(path)})
    return path


def begin_import(window: Page, address: str, path: Path) -> None:
    window.goto(f"{address}/upload")
    window.locator("input[type=file]").first.set_input_files(path)
    window.get_by_role("button", name="Import 1 file into").click()
    expect(window.get_by_role("button", name="Cancel the import")).to_be_visible()


@pytest.mark.parametrize("way", ["another page", "a refresh"])
def test_an_import_goes_on_while_its_page_is_left(address, new_page, large_file, way):
    window = new_page()
    begin_import(window, address, large_file)

    if way == "a refresh":
        window.reload()
    else:
        window.get_by_role("link", name="Segments").click()
        expect(window.get_by_role("heading", name="Segments")).to_be_visible()
        window.get_by_role("link", name="Upload").click()

    expect(window.get_by_text("What arrived")).to_be_visible()
    expect(window.get_by_text(f"My shop holds {N_ROWS:,} rows from 1 file.")).to_be_visible()


def test_an_import_that_is_given_up_leaves_nothing(address, new_page, large_file):
    window = new_page()
    begin_import(window, address, large_file)

    window.get_by_role("button", name="Cancel the import").click()

    expect(window.get_by_text("The import was given up")).to_be_visible()
    assert open_workspace().shop_names() == []
