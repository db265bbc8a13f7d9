"""A shop made without a key gets one: its file and everything beside it are written anew, encrypted."""

from contextlib import suppress
from pathlib import Path

import duckdb

from data.engine.damage import explained
from data.engine.database import load_cipher, open_database
from data.engine.protection import KEY_VARIABLE
from data.engine.rewrite import write_anew
from data.engine.room import needing_room
from data.privacy.artifacts import DamagedRunError, job_directories, reading
from data.privacy.audit.log import AuditLog
from data.privacy.budget.record import Budget
from data.privacy.digests import FILE as DIGESTS
from data.privacy.digests import renew_digests
from data.privacy.encrypted_files import is_encrypted, read_frame, write_bytes, write_frame
from data.privacy.ledger.ledger import Ledger
from data.privacy.protection import EnvironmentKey
from data.privacy.roles.grants import encrypt_grants
from data.schema import InputError
from data.sql import filled, literal
from data.sql.confined import confine

PLAIN_ON_PURPOSE = ("pid", "cancel")


def encrypt_shop(directory: Path) -> bool:
    """Encrypt a shop with BUNDLEWISE_KEY; False where it is encrypted already.

    Its runs come first and its database last, in one rename: a process killed on the way starts again.
    """
    protection = required_key()
    file = directory / "shop.duckdb"
    if _is_database_encrypted(file):
        return False
    connection = duckdb.connect(":memory:")
    try:
        with needing_room(directory, "encrypt the shop"):
            load_cipher(connection)
            connection.execute(filled("ATTACH /* file */ AS shop", file=literal(str(file))))
            confine(connection, directories=(directory,))
            _encrypt_artifacts(directory)
            for chain in (Ledger(directory), AuditLog(directory)):
                chain.encrypt()
            encrypt_grants(directory)
            Budget(directory).encrypt()
            write_anew(connection, file, protection)
    except duckdb.Error as error:
        raise explained(error, file) from None
    finally:
        connection.close()
    return True


def required_key() -> EnvironmentKey:
    """Return the key to encrypt with; raises InputError where BUNDLEWISE_KEY is not set."""
    if not (key := EnvironmentKey()).is_on:
        remedy = "Set it to a key that you keep elsewhere, then try again"
        raise InputError(f"{KEY_VARIABLE} is not set", remedy)
    return key


def _is_database_encrypted(file: Path) -> bool:
    try:
        open_database(file, EnvironmentKey()).close()
    except InputError as error:
        if "without a key" in error.problem:
            return False
        raise
    return True


def _encrypt_artifacts(directory: Path) -> None:
    """Encrypt what stands beside the database."""
    for run in job_directories(directory):
        files = [file for file in run.rglob("*") if file.is_file() and file.name not in PLAIN_ON_PURPOSE]
        whole = [file for file in files if is_encrypted(file) or _encrypt_file(run, file)]
        with suppress(DamagedRunError), reading(run, DIGESTS):
            renew_digests(run, whole)


def _encrypt_file(run: Path, file: Path) -> bool:
    """Encrypt a file of a run; False where it is damaged: its bytes are kept as they are, out of sight."""
    try:
        with reading(run, file.relative_to(run).as_posix()):
            if file.suffix == ".parquet":
                write_frame(file, read_frame(file))
            else:
                write_bytes(file, file.read_bytes())
    except DamagedRunError:
        write_bytes(file, file.read_bytes())
        return False
    return True
