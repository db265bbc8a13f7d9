"""What a run learned from, and how: its data, its settings, its versions and its time."""

import json

import pandas as pd

from analytics.cli.reject_reasons import counted_in_words
from analytics.cli.report.parts import Section, Table, count, day, number, share
from analytics.cli.stages import stage_words
from analytics.runs.report import Report

COPY = "This report is of a copy of the model, which keeps no record of the files; intake.json has it."
KINDS = {"events": "Events", "products": "Products", "customers": "Customers"}


def data_section(report: Report) -> Section:
    """Return what the run learned from, and what of the files was refused."""
    record, model = report.found.record, report.found.evidence["model"]
    said = [
        f"Learned from {count(model['n_visits'])} visits and {count(len(report.found.products))} products. "
        f"Fingerprint of the data: {record['fingerprint']}."
    ]
    if report.visited is not None:
        said.append(f"Visits from {day(report.visited[0])} to {day(report.visited[1])}.")
    if report.origin is None:
        return Section("Data", [*said, COPY])
    imports = report.origin.imports
    files = Table("Files", ("File", "Kind", "Rows read", "Rows kept"), [
        (str(row["file"]), KINDS.get(str(row["kind"]), str(row["kind"])), count(row["rows_read"]),
         count(row["rows_kept"])) for row in imports.to_dict("records")
    ])  # fmt: skip
    return Section("Data", said, tables=(files, _refused(imports)))


def _refused(imports: pd.DataFrame) -> Table:
    """Return the rows of all files that were refused, by reason."""
    refused: dict[str, int] = {}
    for told in imports["rejected"]:
        for reason, n in (json.loads(told) if isinstance(told, str) else told or {}).items():
            refused[reason] = refused.get(reason, 0) + int(n)
    rows = [(words, count(n)) for words, n in counted_in_words(refused).items()]
    return Table("What was refused", ("Reason", "Rows"), rows or [("Nothing", "0")])


def training_section(report: Report) -> Section:
    """Return the run's settings, versions and seconds."""
    found, record = report.found, report.found.record
    costs = found.config.costs
    settings = [
        ("Seed", str(record["seed"])),
        ("Products in scope", count(len(found.products))),
        ("Instruments", ", ".join(found.config.instruments) or "None"),
        ("Margin where a cost is unknown", share(costs.margin_share)),
        ("Peak memory [MiB]", number(record.get("peak_memory_mib"), 1)),
    ]
    versions = [(name, str(of)) for name, of in record.get("versions", {}).items()]
    seconds = [
        ("All" if stage == "total" else stage_words(stage), number(of, 1))
        for stage, of in record["seconds"].items()
    ]
    tables = (
        Table("Settings", ("Setting", "Value"), settings),
        Table("Versions", ("Package", "Version"), versions),
        Table("Time", ("Stage", "Seconds"), seconds),
    )
    said = [f"Training run {found.run_id}. The same data, settings and seed give the same numbers."]
    return Section("Training", said, tables=tables)
