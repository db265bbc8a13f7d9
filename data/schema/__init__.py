"""What every room speaks of: canonical tables, reasons of rejects, kinds of doubt, mappings, errors."""

from data.schema.errors import AmbiguousDatesError, InputError, NotEnoughDataError, RejectedError
from data.schema.mapping import Mapping
from data.schema.personal import PersonalChoice, PersonalKind, Replacement
from data.schema.reasons import RejectReason
from data.schema.tables import (
    COLUMNS,
    EVENT_TYPES,
    KINDS,
    MISSING,
    MOST_CODES,
    STORED_AS,
    Column,
    ColumnType,
    Kind,
)

__all__ = [
    "COLUMNS",
    "EVENT_TYPES",
    "KINDS",
    "MISSING",
    "MOST_CODES",
    "STORED_AS",
    "AmbiguousDatesError",
    "Column",
    "ColumnType",
    "InputError",
    "Kind",
    "Mapping",
    "NotEnoughDataError",
    "PersonalChoice",
    "PersonalKind",
    "RejectReason",
    "RejectedError",
    "Replacement",
]
