"""The portfolio of a run: its figures as a document, its rows as a frame."""

from pathlib import Path

from analytics.pricing.portfolio.portfolio import Portfolio
from analytics.runs.artifacts import PORTFOLIO, PORTFOLIO_ROWS
from data.privacy.artifacts import reading


def write_portfolio(directory: Path, portfolio: Portfolio) -> None:
    """Write which offers to show together, and what they are worth."""
    PORTFOLIO.write(directory, portfolio.to_plain(), indent=2)
    PORTFOLIO_ROWS.write(directory, portfolio.rows)


def read_portfolio(directory: Path) -> Portfolio | None:
    """Return a run's portfolio; None of runs from before there was one."""
    if not PORTFOLIO.is_in(directory):
        return None
    figures, rows = PORTFOLIO.read(directory), PORTFOLIO_ROWS.read(directory)
    with reading(directory, PORTFOLIO.name):
        return Portfolio(**figures, rows=rows)
