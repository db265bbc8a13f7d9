"""The mapping last used for files of a shape, kept by the shop for the next one."""

import hashlib
import json
from collections.abc import Sequence

from data.schema.mapping import Mapping
from data.store import Shop

PLACE = ("mappings", "shape")  # the table of notes, and its key


def saved_mapping(shop: Shop, columns: Sequence[str]) -> Mapping | None:
    """Return the mapping last saved for a file with these columns."""
    text = shop.note(*PLACE, _shape(columns))
    return Mapping.from_json(text) if text else None


def save_mapping(shop: Shop, columns: Sequence[str], mapping: Mapping) -> None:
    """Save the mapping for the next file with these columns."""
    shop.save_note(*PLACE, _shape(columns), mapping.to_json())


def _shape(columns: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(columns)).encode()).hexdigest()[:16]
