"""BUNDLEWISE_KEY as a shop's protection: handed down to the store and its engine, which know of no key."""

from base64 import b64encode
from pathlib import Path

import pyarrow as pa

from data.privacy.encrypted_files import write_batches
from data.privacy.key import is_encrypting, key_for


class EnvironmentKey:
    """Encrypts a shop with BUNDLEWISE_KEY while it is set."""

    @property
    def is_on(self) -> bool:
        """Whether what is written to disk is encrypted."""
        return is_encrypting()

    def database_key(self) -> str:
        """Return the key of a shop's database."""
        return b64encode(key_for("database")).decode()

    def write_batches(self, path: Path, batches: pa.RecordBatchReader) -> None:
        """Write an Arrow stream as an encrypted Parquet file."""
        write_batches(path, batches)
