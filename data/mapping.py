"""Which file column is which canonical column: guessed from names and values, corrected by the analyst."""

import json
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.schema import COLUMNS, KINDS, ColumnType, InputError, Kind

if TYPE_CHECKING:
    from data.ingest.preview import Preview

SYNONYMS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("synonyms.toml").read_text(encoding="utf-8")
)
MISSING = ("", "NULL", "null", "NA", "N/A", "n/a", "NaN", "nan", "None", "\\N", "(not set)", "#N/A")
EXPECTED = ("net_price", "quantity")


@dataclass(frozen=True)
class Mapping:
    """One kind of file: canonical column → file column, the instruments, and fixed choices.

    Parameters
    ----------
    kind : events, products, customers or offers
    columns : canonical column → column of the file
    instruments : columns of an events file kept as numbers under their own names
    constants : choices the file cannot make itself, as `{"date_order": "DMY"}` (or "MDY")
    """

    kind: Kind
    columns: dict[str, str]
    instruments: tuple[str, ...] = ()
    constants: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the mapping as JSON with sorted keys, so that equal mappings are equal texts."""
        fields = {
            "kind": self.kind,
            "columns": self.columns,
            "instruments": list(self.instruments),
            "constants": self.constants,
        }
        return json.dumps(fields, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Return the mapping that a JSON text describes; raises InputError where it describes none."""
        try:
            fields = json.loads(text)
            if fields["kind"] not in KINDS:
                raise ValueError
            columns = {str(name): str(column) for name, column in fields["columns"].items() if column}
            instruments = tuple(str(name) for name in fields.get("instruments", ()))
            return cls(fields["kind"], columns, instruments, dict(fields.get("constants", {})))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                "the mapping is not JSON with kind and columns",
                'Write it as {"kind": "events", "columns": {"customer_id": "your column", …}}',
            ) from error


def guess_mapping(preview: "Preview", kind: Kind | None = None) -> Mapping:
    """Guess which column is which from names and values; the kind as well where it is not given."""
    if kind is None:
        kind = _guess_kind(preview.columns)
    chosen: dict[str, str] = {}
    for column in COLUMNS[kind]:
        candidates = [
            name for name in _by_name(preview.columns, kind, column.name) if name not in chosen.values()
        ]
        fitting = [name for name in candidates if _fits(column.type, column.name, preview.rows[name])]
        if column.is_required or column.name in EXPECTED:  # a bad one is better refused by name than left out
            fitting += candidates
        if fitting:
            chosen[column.name] = fitting[0]
    if "net_price" in chosen:
        chosen.pop("net_total", None)
    return Mapping(kind, chosen)


def _by_name(columns: list[str], kind: Kind, canonical: str) -> list[str]:
    """Return the file's columns that may be a canonical one by their names, the likeliest first."""
    synonyms = SYNONYMS[kind][canonical].split()
    return [column for synonym in synonyms for column in columns if _plain(column) == synonym]


def _guess_kind(columns: list[str]) -> Kind:
    names = {_plain(column) for column in columns}

    def has(kind: Kind, column: str) -> bool:
        return bool(names & {_plain(column), *SYNONYMS[kind][column].split()})

    if has("offers", "product_ids") and not has("events", "event_time"):
        return "offers"
    has_customer, has_product = has("events", "customer_id"), has("events", "product_id")
    if has("events", "event_time") and has_product and (has_customer or has("events", "order_id")):
        return "events"
    if has_product or not (has_customer or has("customers", "customer_id")):
        return "events" if has_customer and has_product else "products"
    return "customers" if has_customer or not has("products", "list_price") else "products"


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _fits(type_: ColumnType, name: str, values: pd.Series) -> bool:
    """Say whether a column's first values can be of a type; a column without values always can."""
    known = [value for value in values.dropna().astype(str) if value.strip() not in MISSING]
    if not known:
        return True
    if type_ == "time":
        return (
            _share(
                known, r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}.*|\d{8}|\d{9,10}(\.\d+)?|\d{13,14}|\d{16}|\d{19}"
            )
            > 0.5
        )
    if type_ in ("money", "number"):
        return _share(known, r"\W*[A-Za-z]{0,3}[^\w]*\d[\d.,'’\s]*\D{0,4}\)?") > 0.5
    if type_ == "event_type":
        return _share(known, r"[\w\s-]{1,30}") > 0.5 and _share(known, r"[\d.]+") < 0.5
    if name == "title":
        return _share(known, r"[\d.]+") < 0.5
    return True


def _share(values: list[str], pattern: str) -> float:
    return sum(bool(re.fullmatch(pattern, value.strip())) for value in values) / len(values)
