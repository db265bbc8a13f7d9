"""Reports on paper: one HTML page each that opens and prints without a network."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from analytics.runs.results import Results
from components.shell import formats, results, tables

TEMPLATE = "report.html"


def rendered(directory: Path, found: Results, **values: Any) -> bytes:
    """Return the template of a directory as a page, with what every report says of its run."""
    loader = jinja2.FileSystemLoader(directory)
    template = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(TEMPLATE)
    today, learned_from = formats.day(datetime.now(UTC)), results.visits_in_words(found)
    shared = {"today": today, "learned_from": learned_from, "band_help": formats.BAND_HELP}
    return template.render(shared, **values).encode()


def told(rows: pd.DataFrame, columns: Mapping[str, tables.Column], currency: str) -> dict[str, list]:
    """Return the headings of a table, and its cells in words, row by row."""
    cells = [[column.told(value, currency) for value in rows[name]] for name, column in columns.items()]
    return {"head": [column.label for column in columns.values()], "rows": [*zip(*cells, strict=True)]}
