"""What a file of results holds as plain values, and where two such values differ."""

import csv
import io
import json
import math
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

RELATIVE, ABSOLUTE = 1e-6, 1e-9
MISSING = "(missing)"
_FIGURE = re.compile(r"-?\d+\.\d*(e[-+]?\d+)?")
Difference = tuple[tuple[str, ...], Any, Any]  # where, before, after


def first_difference(before: Path, after: Path, ignored: set[str]) -> str:
    """Return where two files first differ, with both values, and in which columns else; or nothing."""
    if not (before.exists() and after.exists()):
        return f"ONLY {'before' if before.exists() else 'after'}"
    found = list(_differences(_content(before), _content(after), ignored))
    if not found:
        return ""
    at, old, new = found[0]
    columns = Counter(place[0] if place else "its top" for place, _, _ in found)
    counts = ", ".join(f"{column} {n}" for column, n in columns.items())
    return f"DIFFERS at {', '.join(at) or 'its top'}: {old!r} before, {new!r} after ({counts})"


def _content(path: Path) -> Any:
    """Return what a file holds: of a table its columns by name, of a saved network its weights."""
    return _READERS.get(path.suffix, _lines)(path)


def _json(path: Path) -> Any:
    plain = json.loads(path.read_text(encoding="utf-8"))
    is_of_bytes = path.name == "digests.json"  # which versions and clocks change
    return sorted(plain) if is_of_bytes else plain


def _parquet(path: Path) -> dict[str, Any]:
    table = pq.read_table(path)
    columns = {field.name: _column(column) for field, column in zip(table.schema, table.columns, strict=True)}
    return {"columns": [f"{field.name}: {field.type}" for field in table.schema], **columns}


def _column(column: pa.ChunkedArray) -> Any:
    is_number = pa.types.is_floating(column.type) or pa.types.is_integer(column.type)
    return column.to_numpy() if is_number and not column.null_count else column.to_pylist()


def _csv(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    columns = zip(header, zip(*rows, strict=True), strict=True) if rows else ()
    return {"columns": header, **{name: list(map(_cell, cells)) for name, cells in columns}}


def _cell(text: str) -> str | float:
    return float(text) if _FIGURE.fullmatch(text) else text  # counts stay texts: they are exact


def _npz(path: Path) -> dict[str, Any]:
    with np.load(path) as arrays:
        found = {name: arrays[name] for name in arrays}
    return {"columns": [f"{name}: {array.dtype} {array.shape}" for name, array in found.items()], **found}


def _keras(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with zipfile.ZipFile(path) as parts, h5py.File(io.BytesIO(parts.read("model.weights.h5"))) as weights:
        weights.visititems(lambda name, at: found.update({name: at[()]} if hasattr(at, "dtype") else {}))
    return found


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


_READERS: dict[str, Callable[[Path], Any]] = {
    ".json": _json,
    ".parquet": _parquet,
    ".csv": _csv,
    ".npz": _npz,
    ".keras": _keras,
}


def _differences(
    before: Any, after: Any, ignored: set[str], at: tuple[str, ...] = ()
) -> Iterator[Difference]:
    """Yield every place where two values differ; fields of these names may be anything."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            if name not in ignored:
                pair = before.get(name, MISSING), after.get(name, MISSING)
                yield from _differences(*pair, ignored, (*at, str(name)))
    elif isinstance(before, list | np.ndarray) and isinstance(after, list | np.ndarray):
        yield from _in_order(before, after, ignored, at)
    elif not _is_same(before, after):
        yield at, before, after


def _in_order(before: Any, after: Any, ignored: set[str], at: tuple[str, ...]) -> Iterator[Difference]:
    if _are_figures(before, after):
        for index in np.argwhere(~_close(before, after)):
            cell = tuple(index)
            yield (*at, f"row {', '.join(map(str, index))}"), before[cell].item(), after[cell].item()
        return
    if len(before) != len(after):
        yield at, f"{len(before)} of them", f"{len(after)} of them"
    plain = (values.tolist() if isinstance(values, np.ndarray) else values for values in (before, after))
    for row, (old, new) in enumerate(zip(*plain, strict=False)):
        yield from _differences(old, new, ignored, (*at, f"row {row}"))


def _are_figures(before: Any, after: Any) -> bool:
    are_arrays = isinstance(before, np.ndarray) and isinstance(after, np.ndarray)
    return are_arrays and before.shape == after.shape and before.dtype.kind + after.dtype.kind == "ff"


def _close(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    same = (before == after) | (np.isnan(before) & np.isnan(after))
    size = np.maximum(np.abs(before), np.abs(after))
    with np.errstate(invalid="ignore"):  # infinity less infinity; the same ones are
        return same | (np.isfinite(size) & (np.abs(before - after) <= np.maximum(ABSOLUTE, RELATIVE * size)))


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, int) and isinstance(after, int):
        return before == after  # counts are exact
    if isinstance(before, int | float) and isinstance(after, int | float):
        are_nan = math.isnan(before) and math.isnan(after)
        return are_nan or math.isclose(before, after, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return bool(before == after)
