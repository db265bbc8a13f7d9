"""Scenarios in a file: JSON as the app saves a comparison, or a CSV of one row per scenario × segment."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from analytics.pricing.scenarios.as_json import COSTS, FIGURES, SETTING
from data.read.encodings import guess_encoding
from data.read.opening import name_of, open_file
from data.schema import InputError

MOST_BYTES = 1_000_000
DELIMITERS = (",", ";", "\t", "|")
NEEDED, BUNDLE = ("scenario", "discount_share"), "product_ids"
COLUMNS = {*NEEDED, "segment", BUNDLE, *SETTING - {"costs"}, *COSTS}
LISTS = (BUNDLE, "parts")  # ids joined by |, as offers are sent


def read_comparison(path: Path) -> dict[str, Any]:
    """Return `scenarios` as a person wrote them, with `product_ids` and `horizon` where the file has them.

    Raises
    ------
    InputError
        Neither a JSON nor a CSV of scenarios.
    """
    name = name_of(path)
    with open_file(path, name) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InputError("it is too large for scenarios", "Name a JSON or CSV file of them", file=name)
    if path.suffix.lower() == ".csv":
        return _of_csv(content, name)
    if path.suffix.lower() == ".json":
        return _of_json(content, name)
    raise InputError("it ends in neither .json nor .csv", "Name the file so", file=name)


def _of_json(content: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError("it is no JSON", 'Write it as {"scenarios": […]}', file=name) from None
    found = {"scenarios": found} if isinstance(found, list) else found
    if not isinstance(found, dict) or "scenarios" not in found:
        raise InputError("it holds no scenarios", 'Write it as {"scenarios": […]}', file=name)
    return found


def _of_csv(content: bytes, name: str) -> dict[str, Any]:
    text = content.decode(guess_encoding(content, name), errors="replace").removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=header.count))
    try:
        columns = list(rows.fieldnames or [])
        lines = [(rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise InputError("a row of it cannot be read as CSV", "Mend the row", file=name) from error
    _check_columns(columns, name)
    scenarios: dict[str, dict[str, Any]] = {}
    bundle: list[str] | None = None
    for number, row in lines:
        if None in row:
            problem = "the row has more cells than the first one"
            raise InputError(problem, "Quote cells that hold the delimiter", file=name, row=number)
        cells = {column: _cell(column, row.get(column), name, number) for column in columns}
        filled = {column: value for column, value in cells.items() if value is not None}
        bundle = filled.pop(BUNDLE, bundle)
        _add(scenarios, filled, name, number)
    return {"scenarios": list(scenarios.values()), BUNDLE: bundle}


def _check_columns(columns: list[str], name: str) -> None:
    for column in NEEDED:
        if column not in columns:
            raise InputError(f"there is no column {column}", "Name it in the first row", file=name, row=1)
    for column in columns:
        if column not in COLUMNS:
            known = ", ".join(sorted(COLUMNS))
            raise InputError(f"it has a column {column!r}", f"There may be {known}", file=name, row=1)
    if len(set(columns)) < len(columns):
        raise InputError("two columns have one name", "Name each once", file=name, row=1)


def _cell(column: str, text: str | None, name: str, row: int) -> Any:
    """Return what a cell says, None where it says nothing."""
    text = (text or "").strip()
    if not text:
        return None
    if column in LISTS:
        return text.split("|")
    if column not in FIGURES and column != "discount_share":
        return text
    try:
        return float(text)
    except ValueError:
        raise InputError(
            f"{text!r} is no number", "Write it as 0.15", file=name, column=column, row=row
        ) from None


def _add(scenarios: dict[str, dict[str, Any]], cells: dict[str, Any], name: str, row: int) -> None:
    """Add a row to the scenario that it is of."""
    for column in NEEDED:
        if column not in cells:
            raise InputError("the cell is empty", "Fill it in", file=name, column=column, row=row)
    title, share = cells.pop("scenario"), cells.pop("discount_share")
    segment = cells.pop("segment", None)
    setting: dict[str, Any] = {column: value for column, value in cells.items() if column not in COSTS}
    setting["costs"] = {column: value for column, value in cells.items() if column in COSTS}
    is_new = title not in scenarios
    entry = scenarios.setdefault(title, {"name": title, "setting": setting, "discounts": {}})
    if entry["setting"] != setting:
        problem = f"scenario {title!r} differs from its row before"
        raise InputError(problem, "Give all its rows one setting", file=name, row=row)
    discounts = entry["discounts"]
    if not is_new and (segment is None or not isinstance(discounts, dict) or segment in discounts):
        problem = f"scenario {title!r} has two discounts for one segment"
        raise InputError(problem, "Give one row a segment", file=name, row=row)
    entry["discounts"] = share if segment is None else {**discounts, segment: share}
