"""An exported file's signature: the ledger's own entry, checked anywhere with the public key alone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from data.privacy.ledger.canonical import sha256
from data.privacy.ledger.codes import Act
from data.privacy.ledger.entries import Entry, Sealed, fault_of, read_sealed
from data.privacy.ledger.given import read_given, sha256_of
from data.privacy.ledger.keys import key_id
from data.schema import InputError

SIGNATURE = "price_book.signature.json"  # beside the book
FORMAT = 1


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return name of a file → SHA-256 of its bytes, as an entry of an export holds them."""
    return {name: sha256(content) for name, content in files.items()}


def signature_bytes(one: Sealed, key: Ed25519PublicKey) -> bytes:
    """Return the signature of an export as a file to lay beside the book."""
    document = {"format": FORMAT, "key": key_id(key), **one.plain()}
    return (json.dumps(document, indent=2, sort_keys=True) + "\n").encode()


def check_signature(book: Path, signature: Path, key: Ed25519PublicKey) -> Entry:
    """Return the entry that signed a book.

    Raises
    ------
    InputError
        A file cannot be read, the signature is not this key's, or the book is another one.
    """
    one = _read(signature)
    if fault_of(one, key) or one.entry.act is not Act.EXPORTED:
        raise InputError(
            f"{signature.name} was not signed by this key, or has changed since",
            "Take book and signature from whoever exported them, and the key from their workspace",
        )
    try:
        found = sha256_of(book)
    except OSError:
        raise InputError(f"{book} cannot be read", "Name the price book that was exported") from None
    if found not in dict(one.entry.facts.get("files", {})).values():
        raise InputError(
            f"{book.name} is not the file that was signed", "Use the book as it was exported, unchanged"
        )
    return one.entry


def _read(signature: Path) -> Sealed:
    try:
        document: dict[str, Any] = json.loads(read_given(signature))
        if document.pop("format") != FORMAT:
            raise ValueError("another format")
        document.pop("key")
        return read_sealed(document)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError(
            f"{signature} holds no signature of a price book", f"Name the {SIGNATURE} that came with it"
        ) from None
