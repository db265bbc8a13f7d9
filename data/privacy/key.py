"""The key of a workspace at rest: read from BUNDLEWISE_KEY, stretched once, never shown."""

import hashlib
import hmac
import os
from functools import cache

from data.engine.protection import KEY_VARIABLE

_SALT = b"bundlewise/at-rest/1"  # fixed: a salt of its own beside the data is one more thing to lose them by


def is_encrypting() -> bool:
    """Whether what is written to disk is encrypted."""
    return bool(os.environ.get(KEY_VARIABLE))


def key_for(purpose: str) -> bytes:
    """Return 32 bytes for one purpose, derived from BUNDLEWISE_KEY; another purpose gets another key."""
    return hmac.digest(_stretched(os.environ[KEY_VARIABLE]), purpose.encode(), "sha256")


@cache
def _stretched(passphrase: str) -> bytes:
    """Return the passphrase made costly to guess."""
    return hashlib.scrypt(passphrase.encode(), salt=_SALT, n=1 << 14, r=8, p=1, dklen=32)
