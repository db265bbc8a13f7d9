"""The key that signs a workspace's ledgers: made on first use beside the shops, or taken from outside."""

import base64
import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from data.engine.directories import held_directory
from data.engine.protection import KEY_VARIABLE
from data.engine.room import needing_room
from data.privacy.key import is_encrypting, key_for
from data.privacy.key_files import FOLDER, key_file
from data.privacy.ledger.canonical import sha256
from data.privacy.ledger.given import read_given
from data.schema import InputError

SIGNING_VARIABLE = "BUNDLEWISE_SIGNING_KEY"  # 32 bytes in base64, or a private key as PEM
FILE, WORK = "signing.pem", "keep the signing key"
PURPOSE = "signing"
N_BYTES = 32
_MARK = b"ENCRYPTED PRIVATE KEY"


def signing_key(workspace: Path) -> Ed25519PrivateKey:
    """Return the key that signs, made where there is none yet; raises InputError where it cannot be read."""
    if words := os.environ.get(SIGNING_VARIABLE):
        return _of_words(words)
    return _read_key(key_file(workspace, FILE, _write_new, WORK))


def public_key(workspace: Path) -> Ed25519PublicKey:
    """Return what the workspace's signatures are checked with; raises InputError where nothing was signed."""
    if not os.environ.get(SIGNING_VARIABLE) and not (workspace / FOLDER / FILE).exists():
        raise InputError(
            "the workspace has no signing key yet", "Export or approve a price book, which makes one"
        )
    return signing_key(workspace).public_key()


def encrypt_signing_key(workspace: Path) -> None:
    """Write a key that was made without BUNDLEWISE_KEY anew, encrypted with it."""
    file = workspace / FOLDER / FILE
    if file.exists() and _MARK not in file.read_bytes():
        with held_directory(file.parent), needing_room(workspace, WORK):
            _write_key(file, _read_key(file))


def as_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as a file that any library reads."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def key_id(key: Ed25519PublicKey) -> str:
    """Return sixteen hex digits that name a public key."""
    raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(raw)[:16]


def read_public_key(file: Path) -> Ed25519PublicKey:
    """Read a public key that `as_pem` wrote; raises InputError where it is none."""
    try:
        key = serialization.load_pem_public_key(read_given(file))
    except (OSError, ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError(
            f"{file} holds no public key of Ed25519", "Name the file that ledger export-key wrote"
        )
    return key


def is_signed(key: Ed25519PublicKey, signature: str, content: bytes) -> bool:
    """Say whether a signature [hex] of some bytes is this key's, in its one spelling."""
    try:
        raw = bytes.fromhex(signature)
        key.verify(raw, content)
    except (InvalidSignature, ValueError):
        return False
    return raw.hex() == signature


def _of_words(words: str) -> Ed25519PrivateKey:
    with suppress(ValueError, UnsupportedAlgorithm):
        if words.lstrip().startswith("-----"):
            key = serialization.load_pem_private_key(words.encode(), None)
            if isinstance(key, Ed25519PrivateKey):
                return key
        elif len(raw := base64.b64decode(words, validate=True)) == N_BYTES:
            return Ed25519PrivateKey.from_private_bytes(raw)
    raise InputError(
        f"{SIGNING_VARIABLE} holds no key of Ed25519",
        "Set it to 32 bytes in base64 or to a private key as PEM, or unset it",
    )


def _read_key(file: Path) -> Ed25519PrivateKey:
    content = file.read_bytes()
    password = _password() if _MARK in content and is_encrypting() else None
    try:
        key = serialization.load_pem_private_key(content, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        remedy = f"Set {KEY_VARIABLE} to the key it was made with, or bring the file back from a backup"
        raise InputError(f"the signing key {FOLDER}/{FILE} cannot be read", remedy)
    return key


def _write_new(file: Path) -> None:
    _write_key(file, Ed25519PrivateKey.generate())


def _write_key(file: Path, key: Ed25519PrivateKey) -> None:
    """Write a key for this user alone, whole or not at all; the caller holds the folder."""
    lock: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if is_encrypting():
        lock = serialization.BestAvailableEncryption(_password())
    content = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)
    draft = file.with_name(f".{file.name}-draft")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(handle)
    draft.replace(file)


def _password() -> bytes:
    return key_for(PURPOSE).hex().encode()
