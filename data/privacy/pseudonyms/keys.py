"""The key of a workspace's pseudonyms: made on first use beside the shops, or taken from outside."""

import base64
import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from data.engine.directories import held_directory
from data.engine.room import needing_room
from data.privacy.encrypted_files import is_encrypted, read_bytes, write_bytes
from data.privacy.key_files import FOLDER, key_file
from data.schema import InputError
from data.store.workspace import DRAFTS

PSEUDONYM_VARIABLE = "BUNDLEWISE_PSEUDONYM_KEY"  # 32 bytes in base64
FILE, WORK = "pseudonyms.key", "keep the key of pseudonyms"
N_BYTES = 32


def workspace_around(shop_directory: Path) -> Path:
    """Return the workspace of a shop, also of one that is only being made."""
    place = shop_directory.parent
    return place.parent.parent if place.parent.name == DRAFTS else place


def pseudonym_key(workspace: Path) -> bytes:
    """Return the key, made where there is none yet; raises InputError where it cannot be read."""
    if words := os.environ.get(PSEUDONYM_VARIABLE):
        return _of_words(words)
    return _read(key_file(workspace, FILE, _write_new, WORK))


def has_key(workspace: Path) -> bool:
    """Say whether there is a key already."""
    return bool(os.environ.get(PSEUDONYM_VARIABLE)) or (workspace / FOLDER / FILE).exists()


def encrypt_pseudonym_key(workspace: Path) -> None:
    """Write a key that was made without BUNDLEWISE_KEY anew, encrypted with it."""
    file = workspace / FOLDER / FILE
    if file.exists() and not is_encrypted(file):
        with held_directory(file.parent), needing_room(workspace, WORK):
            _write(file, file.read_bytes())


def derived(key: bytes, purpose: str) -> bytes:
    """Return 32 bytes for another purpose than pseudonyms."""
    return hmac.digest(key, b"\x1e" + purpose.encode(), "sha256")


def key_id(key: bytes) -> str:
    """Return twelve hex digits that name a key and tell nothing of it."""
    return hashlib.sha256(derived(key, "key id")).hexdigest()[:12]


def _of_words(words: str) -> bytes:
    with suppress(ValueError):
        if len(raw := base64.b64decode(words, validate=True)) == N_BYTES:
            return raw
    raise InputError(
        f"{PSEUDONYM_VARIABLE} holds no key of pseudonyms", "Set it to 32 bytes in base64, or unset it"
    )


def _read(file: Path) -> bytes:
    key = read_bytes(file)
    if len(key) != N_BYTES:
        remedy = "Bring the file back from a backup"
        raise InputError(f"the key of pseudonyms {FOLDER}/{FILE} cannot be read", remedy)
    return key


def _write_new(file: Path) -> None:
    _write(file, secrets.token_bytes(N_BYTES))


def _write(file: Path, key: bytes) -> None:
    """Write a key for this user alone; the caller holds the folder, which nobody else may enter."""
    write_bytes(file, key)
    file.chmod(0o600)
