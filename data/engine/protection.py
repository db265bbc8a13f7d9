"""What an engine asks of whoever keeps a shop's bytes from strangers: `data.privacy` has it."""

from pathlib import Path
from typing import Protocol

import pyarrow as pa

KEY_VARIABLE = "BUNDLEWISE_KEY"  # the environment variable that errors name


class Protection(Protocol):
    """The key of a shop, where one is set; asked anew each time, and never shown."""

    @property
    def is_on(self) -> bool:
        """Whether what is written to disk is encrypted."""

    def database_key(self) -> str:
        """Return the key of the shop's database."""

    def write_batches(self, path: Path, batches: pa.RecordBatchReader) -> None:
        """Write an Arrow stream as an encrypted Parquet file."""
