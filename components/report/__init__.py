"""Everything that a run found, as one file to take along."""

from analytics.cli.report import report_html
from analytics.cli.report.pricing import answer
from analytics.runs.report import report_of
from analytics.runs.results import Results
from analytics.runs.worth import book_worth
from components.shell import display, jobs, session
from data.store import Shop

FILE = "report.html"
HOLDS = (
    "The report holds the data with their fingerprint and what was refused, settings, seed, versions and "
    "time, figures and curves with their bands, calibration, error analysis, past price changes, the checks "
    "by verdict and reason, what moves predictions, the best rows of the price book, limits, and a model "
    "card. It is one HTML file that opens and prints without a network, and names no customer."
)
AS_TRAINED = (
    "Its figures are those of the training: bundles, costs and limits that you changed since are not in it. "
    "The command line writes the same file: python -m analytics report."
)


def show_worth(shop: Shop, found: Results) -> None:
    """Draw the sentence that the report begins with."""
    display.show_answer(answer(found, book_worth(found), session.currency_of(shop)))


def show_report(shop: Shop, found: Results) -> None:
    """Draw what the report holds, and its download; it is made when asked for, in some seconds."""
    display.show_note(HOLDS)
    display.show_download("Download the report", lambda: content(shop, found), FILE, weight="primary")
    display.show_note(AS_TRAINED)


def content(shop: Shop, found: Results) -> bytes:
    """Return the report as a file."""
    directory = jobs.run_directory(shop, found.run_id)
    key = ("report", found.run_id, session.currency_of(shop))
    return session.held(shop, key, lambda: report_html(report_of(directory, shop)))
