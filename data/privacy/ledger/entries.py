"""An entry of a ledger as a line of JSON: what it says, the hash that chains it, and its signature."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from data.privacy.ledger.canonical import canonical, is_canonical, sha256
from data.privacy.ledger.codes import Act, Fault
from data.privacy.ledger.keys import is_signed

FIRST = "0" * 64  # what the first entry has for the hash of the one before
OF_ENTRY, OF_HEAD = (
    b"bundlewise/ledger/entry/1\n",
    b"bundlewise/ledger/head/1\n",
)  # what is signed is told apart


@dataclass(frozen=True)
class Entry:
    """A decision.

    Attributes
    ----------
    number : from 1 on
    previous : hash of the entry before
    at : when, ISO 8601 in UTC
    who : the name that somebody gave; nobody has checked it
    facts : what the act is about, values of JSON; no customer is named in them
    """

    number: int
    previous: str
    at: str
    act: Act
    who: str
    facts: Mapping[str, Any]

    def plain(self) -> dict[str, Any]:
        """Return the entry as JSON holds it."""
        return {
            "number": self.number,
            "previous": self.previous,
            "at": self.at,
            "act": str(self.act),
            "who": self.who,
            "facts": dict(self.facts),
        }


@dataclass(frozen=True)
class Sealed:
    """An entry with its hash and the signature of that [hex]."""

    entry: Entry
    hash: str
    signature: str

    def plain(self) -> dict[str, Any]:
        """Return the sealed entry as JSON holds it."""
        return {"entry": self.entry.plain(), "hash": self.hash, "signature": self.signature}


@dataclass(frozen=True)
class Head:
    """How many entries there are, and the hash of the last."""

    count: int
    hash: str

    def plain(self) -> dict[str, Any]:
        """Return the head as JSON holds it."""
        return {"count": self.count, "hash": self.hash}


def sealed(entry: Entry, key: Ed25519PrivateKey) -> Sealed:
    """Hash and sign an entry."""
    found = sha256(canonical(entry.plain()))
    return Sealed(entry, found, key.sign(OF_ENTRY + found.encode()).hex())


def line_of(one: Sealed) -> bytes:
    """Return a sealed entry as a line."""
    return canonical(one.plain()) + b"\n"


def read_sealed(plain: Any) -> Sealed:
    """Return a sealed entry out of what JSON holds; raises TypeError, KeyError or ValueError for another."""
    said = plain["entry"]
    entry = Entry(
        int(said["number"]),
        str(said["previous"]),
        str(said["at"]),
        Act(said["act"]),
        str(said["who"]),
        dict(said["facts"]),
    )
    one = Sealed(entry, str(plain["hash"]), str(plain["signature"]))
    if one.plain() != plain:
        raise ValueError("other fields")
    return one


def checked_line(line: bytes, key: Ed25519PublicKey) -> Sealed | Fault:
    """Return the entry of a line (without its end), or how the line is bad."""
    try:
        one = read_sealed(json.loads(line))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Fault.EDITED
    if not is_canonical(line, one.plain()):
        return Fault.EDITED
    return fault_of(one, key) or one


def fault_of(one: Sealed, key: Ed25519PublicKey) -> Fault | None:
    """Return how a sealed entry is bad by itself, None where it is as it was signed."""
    if sha256(canonical(one.entry.plain())) != one.hash:
        return Fault.EDITED
    return None if is_signed(key, one.signature, OF_ENTRY + one.hash.encode()) else Fault.FORGED


def signed_head(head: Head, key: Ed25519PrivateKey) -> bytes:
    """Return a head, signed, as the one line of its file."""
    signature = key.sign(OF_HEAD + canonical(head.plain())).hex()
    return canonical(head.plain() | {"signature": signature}) + b"\n"


def read_head(content: bytes, key: Ed25519PublicKey) -> Head | None:
    """Return a head that this key has signed, None where it is none."""
    try:
        plain = json.loads(content)
        head, signature = Head(int(plain["count"]), str(plain["hash"])), str(plain["signature"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_whole = is_canonical(content.removesuffix(b"\n"), head.plain() | {"signature": signature})
    is_ours = is_signed(key, signature, OF_HEAD + canonical(head.plain()))
    return head if is_whole and is_ours and content.endswith(b"\n") else None
