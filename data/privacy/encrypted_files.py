"""Files beside the database: plain without a key, encrypted with BUNDLEWISE_KEY, read back either way.

One format serves all: Parquet's own encryption (AES-GCM, the footer included). What is no frame is a frame
of one cell.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.parquet import encryption

from data.engine.protection import KEY_VARIABLE
from data.privacy.key import is_encrypting, key_for
from data.privacy.scratch import scratch_directory
from data.read.writing import whole_file
from data.schema import InputError

SIGN = b"PARE"  # how Parquet with an encrypted footer begins
PURPOSE = "files"
CELL = "bytes"
Filters = list[tuple[str, str, Any]]  # as pyarrow takes them


class WrongKeyError(InputError):
    """A file has another key, or its bytes have changed since: the cipher cannot tell which."""


def write_frame(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame as Parquet, whole or not at all."""
    with _whole(path) as draft:
        frame.to_parquet(draft, encryption_properties=_locked() if is_encrypting() else None)


def write_batches(path: Path, batches: pa.RecordBatchReader) -> None:
    """Write an Arrow stream as an encrypted Parquet file without holding it whole."""
    with (
        _whole(path) as draft,
        pq.ParquetWriter(draft, batches.schema, encryption_properties=_locked()) as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)


def read_frame(
    path: Path, columns: Sequence[str] | None = None, filters: Filters | None = None
) -> pd.DataFrame:
    """Read what `write_frame` wrote; raises InputError where the key is missing or another one."""
    names = None if columns is None else list(columns)
    if not is_encrypted(path):
        return pd.read_parquet(path, columns=names, filters=filters)
    with _unlocking(path) as properties, path.open("rb") as stream:  # one opening: the file may be replaced
        return pd.read_parquet(stream, columns=names, filters=filters, decryption_properties=properties)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    with _whole(path) as draft:
        if is_encrypting():
            cell = pa.table({CELL: pa.array([content], pa.large_binary())})
            pq.write_table(cell, draft, encryption_properties=_locked(), compression="none")
        else:
            draft.write_bytes(content)


def read_bytes(path: Path) -> bytes:
    """Read what `write_bytes` wrote; raises InputError where the key is missing or another one."""
    content = path.read_bytes()
    if not content.startswith(SIGN):
        return content
    with _unlocking(path) as properties:
        table = pq.read_table(pa.BufferReader(content), decryption_properties=properties)
        return bytes(table[CELL][0].as_py())


def write_text(path: Path, text: str) -> None:
    """Write a text, whole or not at all."""
    write_bytes(path, text.encode())


def read_text(path: Path) -> str:
    """Read what `write_text` wrote."""
    return read_bytes(path).decode()


@contextmanager
def filling(directory: Path) -> Iterator[Path]:
    """Give a directory for a library to write into; with a key, its files reach the disk encrypted."""
    directory.mkdir(parents=True, exist_ok=True)
    if not is_encrypting():
        yield directory
        return
    with scratch_directory() as memory:
        yield memory
        for file in memory.iterdir():
            write_bytes(directory / file.name, file.read_bytes())


@contextmanager
def emptying(directory: Path) -> Iterator[Path]:
    """Give the files of a directory in plain, for a library to read."""
    if not any(is_encrypted(file) for file in directory.iterdir()):
        yield directory
        return
    with scratch_directory() as memory:
        for file in directory.iterdir():
            (memory / file.name).write_bytes(read_bytes(file))
        yield memory


def copy_in_plain(source: Path, target: Path) -> None:
    """Write a file of ours in plain where the analyst asked for it."""
    if not is_encrypted(source):
        shutil.copyfile(source, target)
    elif source.suffix == ".parquet":
        read_frame(source).to_parquet(target)
    else:
        target.write_bytes(read_bytes(source))


def write_as_ours(path: Path, content: bytes) -> None:
    """Write what `copy_in_plain` has written, as we keep files: encrypted where there is a key."""
    path.parent.mkdir(exist_ok=True)
    if is_encrypting() and path.suffix == ".parquet":
        write_frame(path, pd.read_parquet(BytesIO(content)))
    else:
        write_bytes(path, content)


def is_encrypted(path: Path) -> bool:
    """Whether a file is encrypted."""
    with path.open("rb") as stream:
        return stream.read(len(SIGN)) == SIGN


def _locked() -> Any:
    return encryption.create_encryption_properties(footer_key=key_for(PURPOSE))


@contextmanager
def _unlocking(path: Path) -> Iterator[Any]:
    """Give what unlocks a file; a failure becomes a sentence."""
    if not is_encrypting():
        raise InputError(
            f"{path.parent.name}: it is encrypted, and no key is given",
            f"Set {KEY_VARIABLE} to the key it was made with",
        )
    try:
        yield encryption.create_decryption_properties(footer_key=key_for(PURPOSE))
    except OSError as error:
        if "decryption" not in str(error).lower():
            raise
        raise WrongKeyError(
            f"{path.parent.name}: its key is another one", f"Set {KEY_VARIABLE} to the key it was made with"
        ) from None


def _whole(path: Path) -> AbstractContextManager[Path]:
    """Give a draft that takes the file's place once it is written."""
    return whole_file(path, f".{path.name}-")
