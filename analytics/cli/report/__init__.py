"""The report of a run: one HTML file that opens without a network; command line and page write the same."""

from pathlib import Path

import jinja2

from analytics.cli.report import evidence, facts, limits, pricing
from analytics.runs.report import Report

TEMPLATE = "report.html"


def report_html(report: Report) -> bytes:
    """Return the report as one HTML file: the same run, the same bytes."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    template = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(TEMPLATE)
    sections = [
        facts.data_section(report),
        facts.training_section(report),
        evidence.performance_section(report),
        evidence.errors_section(report),
        evidence.changes_section(report),
        pricing.gates_section(report),
        evidence.explanation_section(report),
        pricing.book_section(report),
        limits.limits_section(report),
        limits.model_card(report),
    ]
    return template.render(
        shop=report.origin.shop if report.origin else "",
        run_id=report.found.run_id,
        answer=pricing.answer(report.found, report.worth, report.currency),
        sections=sections,
    ).encode()
