"""Every figure in the tables of the report is one that the app shows, at the report's own precision."""

import re
from collections.abc import Iterator

import pandas as pd
import pytest

from analytics.evidence.curves.summary import Figure
from components.price_book import downloads
from components.report import content
from components.shell.results import newest_results
from tests.app_driver import open_app, tables
from tests.pricing_driver import open_tab, tab_labels

FIGURE = re.compile(r"[^\w\N{MINUS SIGN}]*(\N{MINUS SIGN}?\d[\d,]*(?:\.(\d+))?)\s*(%?)")
PAGES = {  # of the report's sections, with their tabs
    "Performance": ("pages/evidence/performance.py", "performance-tabs"),
    "Past price changes": ("pages/evidence/price_changes.py", "price-change-tabs"),
    "Explanation": ("pages/evidence/explanation.py", "explanation-tabs"),
}
QUICK_TABS = 3  # of a page: those after them ask for work of their own

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def test_every_figure_of_the_report_is_one_that_a_page_shows(trained, monkeypatch):
    monkeypatch.setattr(downloads, "_show_files", kept := Kept())
    report = content(trained, newest_results(trained)).decode()
    trained.close()
    sections = dict(re.findall("<h2>(.*?)</h2>(.*?)(?=<h2>|</body>)", report, re.DOTALL))

    for section, (page, tabs) in PAGES.items():
        told, shown = list(figures_in(sections[section])), shown_on(page, tabs)

        assert len(told) >= 14, section
        assert [words for words, *figure in told if not is_among(*figure, shown)] == [], section

    open_app("pages/pricing/price_book.py")
    book = list(numbers_in(downloads.table_of_book(kept.book)))
    told = list(figures_in(sections["Price book"]))
    assert len(told) > 50
    assert [words for words, *figure in told if not is_among(*figure, book)] == []


class Kept:
    """Keeps the book that the page offers as a file."""

    def __call__(self, book, worth):
        self.book = book


def figures_in(section: str) -> Iterator[tuple[str, float, int, int]]:
    """Yield each figure in the cells of a section: its words, value, decimals, and 100 for a share."""
    for cell in re.findall("<td>(.*?)</td>", section):
        if found := FIGURE.fullmatch(cell):
            number = found[1].replace(",", "").replace("\N{MINUS SIGN}", "-")
            yield cell, float(number), len(found[2] or ""), 100 if found[3] else 1


def shown_on(page: str, tabs: str) -> list[float]:
    """Return the numbers of all tables on a page, in its first tabs, for every figure to look at."""
    app = open_app(page)
    found = list(numbers_on(app))
    for box in [one.key for one in app.selectbox if str(one.key).startswith("performance-figure")]:
        for figure in Figure:
            app.session_state[box] = figure
            found += numbers_on(app.run())
    for label in tab_labels(app)[1:QUICK_TABS]:
        found += numbers_on(open_tab(app, label, tabs))
    return found


def numbers_on(app) -> Iterator[float]:
    for table in tables(app):
        yield from numbers_in(table)


def numbers_in(table: pd.DataFrame) -> Iterator[float]:
    for place in range(table.shape[1]):
        yield from pd.to_numeric(table.iloc[:, place], errors="coerce").dropna()


def is_among(value: float, decimals: int, times: int, shown: list[float]) -> bool:
    """Say whether a number on the page, rounded as the report rounds, is the report's."""
    half = 0.5 * 10**-decimals + 1e-9
    return any(abs(times * number - value) <= half for number in shown)
