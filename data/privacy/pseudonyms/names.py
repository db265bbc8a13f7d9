"""Pseudonyms: a keyed hash of what they stand for, the same in every file of one workspace.

A pseudonym is HMAC-SHA256 under the workspace's key, of which twenty hex digits are kept (80 bits: two of ten
million customers share one with a chance of 4e-11). SQL computes the same as Python (`macros.sql`).

References
----------
RFC 2104, HMAC: Keyed-Hashing for Message Authentication.
ENISA (2019), Pseudonymisation techniques and best practices, ch. 5.
"""

import hmac
import re

from data.sql import Connection

OF_IDS, OF_VALUES = "customer_id", "personal"  # what is hashed apart: no id passes for an address
IDENTITY_COLUMNS = ("customer_id", "alias_id", "person_id", "same_as")  # canonical ones that name a customer
SIGN, N_DIGITS = "p", 20
BLOCK, INNER, OUTER = 64, 0x36, 0x5C  # bytes of a block of SHA-256; what its two keys are made with
_PSEUDONYM = re.compile(rf"{SIGN}[0-9a-f]{{{N_DIGITS}}}")
SET = ("SET VARIABLE pseudonym_inner = $inner", "SET VARIABLE pseudonym_outer = $outer")


def pseudonym_of(key: bytes, text: str, of: str = OF_IDS) -> str:
    """Return the pseudonym of an id, or of a personal value as the macro `personal_value` writes it."""
    return SIGN + hmac.digest(key, f"{of}\x1f{text}".encode(), "sha256").hex()[:N_DIGITS]


def is_pseudonym(text: str) -> bool:
    """Say whether a text is written as a pseudonym."""
    return _PSEUDONYM.fullmatch(text) is not None


def give_key(connection: Connection, key: bytes) -> None:
    """Let the macro `pseudonym` use a key on a connection while that is open; nothing of it is stored."""
    padded = key + bytes(BLOCK - len(key))
    keys = {"inner": bytes(b ^ INNER for b in padded), "outer": bytes(b ^ OUTER for b in padded)}
    for statement, (name, value) in zip(SET, keys.items(), strict=True):
        connection.execute(statement, {name: value})
