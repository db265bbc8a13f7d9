"""What shops and the middle say to each other, as bytes: JSON, with numbers and secrets as base64."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Told = Mapping[str, Any]


class Step(StrEnum):
    """What a shop is asked for, in this order; from DEAL to REVEAL once a round."""

    HELLO = "hello"
    MEET = "meet"
    BEGIN = "begin"
    DEAL = "deal"
    SEND = "send"
    REVEAL = "reveal"
    FINISH = "finish"


def packed(told: Told) -> bytes:
    """Return what is told as bytes."""
    return json.dumps({name: _plain(value) for name, value in told.items()}).encode()


def unpacked(message: bytes) -> dict[str, Any]:
    """Return what was told; raises ValueError where that is none of ours."""
    told = json.loads(message)
    if not isinstance(told, dict):
        raise ValueError("a message is no object")
    return told


def words(told: Any, kind: str = "<f8") -> NDArray[Any]:
    """Return numbers that were told, (n,)."""
    return np.frombuffer(b64decode(told, validate=True), np.dtype(kind)).copy()


def raw(told: Any) -> bytes:
    """Return bytes that were told."""
    return b64decode(told, validate=True)


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return b64encode(np.ascontiguousarray(value).astype(value.dtype.newbyteorder("<")).tobytes()).decode()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return value
