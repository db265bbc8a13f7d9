import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from data.services.workspaces import open_workspace
from tests.app_driver import EVERY_PAGE
from tests.builders import event, events_csv, import_csv

pytestmark = pytest.mark.browser


PAGES = {Path(page).stem.replace("_", "-"): Path(page).parent.name for page in EVERY_PAGE}
FIRST_OF_SECTIONS = {section: page for page, section in reversed(PAGES.items())}


def write_shops(directory):
    """Two shops in the directory's workspace."""
    file = events_csv(directory / "events.csv", [event(order_id=f"o{n}") for n in range(5)])
    for name in ("First shop", "Second shop"):
        shop = open_workspace(directory / "workspace").create(name)
        import_csv(shop, file)
        shop.close()


@pytest.fixture
def unvisited(tmp_path, serve):
    """A server that nobody has visited."""
    write_shops(tmp_path)
    with serve(tmp_path / "workspace") as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory, serve):
    """A server of all the other tests, none of which changes its shops."""
    directory = tmp_path_factory.mktemp("links")
    write_shops(directory)
    with serve(directory / "workspace") as started:
        yield started


def check_link(window, address, page):
    window.goto(f"{address}/{page}?shop=Second+shop")

    expect(window.locator("h1")).to_have_count(1)
    assert urlsplit(window.url).path == f"/{page}"
    expect(window.get_by_role("combobox", name="Shop")).to_have_value("Second shop")
    expect(window.get_by_text("Page not found")).to_have_count(0)


def test_a_link_works_on_a_server_that_nobody_has_visited(unvisited, new_page):
    check_link(new_page(), unvisited, "bundles")


@pytest.mark.parametrize("page", FIRST_OF_SECTIONS.values())
def test_a_link_works_in_a_browser_that_has_seen_nothing_of_the_app(address, new_page, page):
    check_link(new_page(), address, page)


def test_the_shop_stays_in_the_address_from_page_to_page(address, new_page):
    window = new_page()
    window.goto(f"{address}/overview?shop=Second+shop")
    expect(window.locator("h1")).to_have_text("Overview")

    window.get_by_role("link", name="Segments").click()

    expect(window.locator("h1")).to_have_text("Segments")
    window.wait_for_url(re.compile(r"/segments\?shop=Second"))
    window.reload()
    expect(window.get_by_role("combobox", name="Shop")).to_have_value("Second shop")


def test_nothing_is_fetched_from_elsewhere(address, new_page):
    window, hosts = new_page(), set()
    window.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))

    window.goto(f"{address}/overview")
    expect(window.locator("h1")).to_have_text("Overview")
    expect(window.locator(".js-plotly-plot").first).to_be_visible()

    assert hosts - {None} == {"localhost"}


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1920])
def test_nothing_sticks_out_of_the_page(address, new_page, width, color_scheme):
    window = new_page(width, color_scheme)

    window.goto(f"{address}/overview")
    expect(window.locator(".js-plotly-plot").first).to_be_visible()

    assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_the_back_button_leads_from_page_to_page_and_out_of_the_first_one(address, new_page):
    window = new_page()
    window.goto(f"{address}/_stcore/health")
    window.goto(address)
    expect(window.locator("h1")).to_have_text("Overview")
    for page in ("Quality", "Segments"):
        window.get_by_role("link", name=page).click()
        expect(window.locator("h1")).to_have_text(page)

    for page in ("Quality", "Overview"):
        window.go_back()
        expect(window.locator("h1")).to_have_text(page)
    window.go_back()

    assert urlsplit(window.url).path == "/_stcore/health"


def test_the_import_of_one_file_is_in_sight_without_scrolling(address, new_page, tmp_path):
    file, window = events_csv(tmp_path / "events.csv", [event()]), new_page()
    window.set_viewport_size({"width": 1280, "height": 800})
    window.goto(f"{address}/upload")

    window.locator("input[type=file]").first.set_input_files(file)

    button = window.get_by_role("button", name="Import 1 file")
    expect(button).to_be_in_viewport()
    expect(window.get_by_test_id("stDataFrame").first).to_be_in_viewport(ratio=0.9)
