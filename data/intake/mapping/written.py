"""A mapping that a person wrote into a file: all of it is looked at before anything is read with it."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from data.read.opening import name_of, open_file
from data.schema import InputError
from data.schema.mapping import Mapping
from data.schema.personal import Replacement

MOST_BYTES = 4 << 20  # thousands of columns
MOST_NESTED = 8


def read_mapping(path: Path) -> Mapping:
    """Return the mapping in a JSON file; raises InputError where there is none, naming file and part."""
    name = name_of(path)
    with open_file(path, name) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _wrong(name, "it is too large for a mapping", "Name the JSON file with kind and columns")
    try:
        text = content.decode("utf-8-sig")
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong(name, "it is no JSON", 'Write it as {"kind": "events", "columns": {…}}') from None
    if _depth(fields) > MOST_NESTED or not _is_utf8(fields):
        raise _wrong(name, "it holds what no mapping has", 'Write it as {"kind": "events", "columns": {…}}')
    _check_parts(fields, name)
    try:
        found = Mapping.from_json(text)
    except InputError as error:
        raise _wrong(name, error.problem, error.remedy) from None
    return replace(found, constants={n: v for n, v in found.constants.items() if v is not None})


def _check_parts(fields: Any, name: str) -> None:
    """Raise InputError where a part is not of the type that it must have; what is missing is said later."""
    if not isinstance(fields, dict):
        return
    for part, (is_right, wanted) in PARTS.items():
        if part in fields and not is_right(fields[part]):
            raise _wrong(name, f"its {part} are not what they must be", f"Give them as {wanted}")
    for constant, value in fields.get("constants", {}).items():
        is_right, wanted = CONSTANTS.get(constant, ANYTHING)
        if value is not None and not is_right(value):
            raise _wrong(name, f"its constant {constant} cannot be {str(value)[:60]!r}", f"Give it {wanted}")


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _is_pairs(value: Any, *, may_miss: bool = False) -> bool:
    return isinstance(value, dict) and _is_list([v for v in value.values() if v is not None or not may_miss])


Check = tuple[Callable[[Any], bool], str]
PARTS: dict[str, Check] = {
    "columns": (partial(_is_pairs, may_miss=True), 'pairs as {"customer_id": "your column"}'),
    "instruments": (_is_list, 'a list of columns as ["tariff"]'),
    "constants": (lambda value: isinstance(value, dict), 'pairs as {"date_order": "DMY"}'),
}
CHOICE: Check = (lambda value: isinstance(value, bool), "true or false")
WORDS: Check = (lambda value: isinstance(value, str), "a text")
PAIRS: Check = (_is_pairs, 'pairs as {"a": "b"}')
ANYTHING: Check = (lambda value: True, "")
CONSTANTS: dict[str, Check] = {
    **dict.fromkeys(("header", "fill_down", "merged_cells"), CHOICE),
    **dict.fromkeys(("date_order", "time_zone", "event_type", "clock", "first_day"), WORDS),
    **dict.fromkeys(("discounts", "decimals"), WORDS),
    **dict.fromkeys(("event_codes", "status_codes", "fallback"), PAIRS),
    "personal": (
        lambda value: _is_pairs(value) and set(value.values()) <= set(Replacement),
        f"pairs of columns and one of {', '.join(Replacement)}",
    ),
    "ignored": (_is_list, 'a list of columns as ["note"]'),
}


def _depth(value: Any) -> int:
    """Return how deep lists and pairs lie within each other, without recursion."""
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


def _is_utf8(fields: Any) -> bool:
    """Say whether all its texts are UTF-8, which an escape as \\ud800 is not, and its numbers are numbers."""
    try:
        json.dumps(fields, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True


def _wrong(name: str, problem: str, remedy: str) -> InputError:
    return InputError(problem, remedy, file=name)
