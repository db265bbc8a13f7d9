"""Files that somebody hands over to be checked; only where they are files, as a pipe may never end."""

import errno
import hashlib
import os
from pathlib import Path

MOST_BYTES = 10_000_000  # of a key or a signature


def read_given(file: Path) -> bytes:
    """Return what a small file holds; raises OSError where it is none, or no small one."""
    _check_file(file)
    if file.stat().st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    return file.read_bytes()


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file of any length, 64 hex digits; raises OSError where it is none."""
    _check_file(file)
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_file(file: Path) -> None:
    if not file.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
