"""Drives the app without a browser, in the analyst's words, on the workspace of the test."""

import functools
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components.shell.frame import url_path_of

PATIENCE_SECONDS = 300  # of a busy machine; no test waits for it on an idle one
APP = Path(__file__).parents[1] / "app.py"
EVERY_PAGE = sorted(str(page.relative_to(APP.parent)) for page in (APP.parent / "pages").glob("*/*.py"))

# a server looks through the installed packages once, every AppTest would do so anew
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def open_app(page: str | None = None, **address: str) -> AppTest:
    """Open the app at a page (as `pages/shop/upload.py`), with these parameters in the address."""
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE_SECONDS)
    for name, value in address.items():
        app.query_params[name] = value
    return run_at(app, page)


def run_at(app: AppTest, page: str | None) -> AppTest:
    """Run the app for the first time, at a page as by its link, else where it opens."""
    if page:  # `switch_page` knows the pages' addresses after a run alone
        app._page_hash = calc_hash(url_path_of(page))
    return app.run()


def open_part(page: Callable[[], None]) -> AppTest:
    """Run a function as a page of its own, outside of the app."""
    return AppTest.from_function(page, default_timeout=PATIENCE_SECONDS).run()


def go(app: AppTest, page: str) -> AppTest:
    """Change to a page, as the analyst does in the sidebar."""
    return app.switch_page(page).run()


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key begins so."""
    return next(button for button in app.button if str(button.key).startswith(key)).click().run()


def upload(app: AppTest, *paths: Path) -> AppTest:
    """Drag files onto the upload page."""
    files = [(path.name, path.read_bytes(), "text/csv") for path in paths]
    return app.file_uploader[0].set_value(files).run()


def words(app: AppTest) -> str:
    """Return all sentences on the page, without Markdown's backslashes and hard spaces."""
    elements = [*app.title, *app.subheader, *app.markdown, *app.warning, *app.error, *app.success, *app.info]
    said = "\n".join(str(element.value) for element in elements)
    return said.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ").replace("–\N{WORD JOINER}", "–")


def chart_titles(app: AppTest) -> list[str]:
    """Return the titles of the charts on the page."""
    figures = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [figure["layout"]["title"]["text"] for figure in figures]


def tables(app: AppTest) -> Sequence[Any]:
    """Return the tables on the page as frames."""
    return [table.value for table in app.dataframe]


def open_app_as(email: str, page: str | None = None, **claims: object) -> AppTest:
    """Open the app where a provider is named, at a page, as somebody whom it knows."""
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE_SECONDS)
    app.secrets["auth"] = {"client_id": "bundlewise"}
    app.user = {"is_logged_in": True, "email": email, "iat": time.time(), **claims}
    return run_at(app, page)


def links(app: AppTest) -> set[str]:
    """Return the pages that the menu shows, by their addresses."""
    return {str(link.proto.page) for link in app.sidebar.get("page_link")}
