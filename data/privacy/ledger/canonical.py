"""JSON in one spelling: the same value is the same bytes, so that it can be hashed and signed."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Return a value of JSON as bytes: names sorted, no spaces, ASCII; raises ValueError for nan."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def is_canonical(content: bytes, value: Any) -> bool:
    """Say whether bytes are the one spelling of the value that was read from them."""
    try:
        return canonical(value) == content
    except (TypeError, ValueError):
        return False
