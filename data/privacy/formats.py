"""Formats of the files that long work leaves: each is written, read and rid of a customer in its own way."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.privacy.artifacts import document_of, frame_of, has, reading
from data.privacy.encrypted_files import (
    emptying,
    filling,
    read_bytes,
    read_frame,
    write_bytes,
    write_frame,
    write_text,
)
from data.privacy.forget_rows import without

Rewriting = Callable[[], None]  # writes a file anew


@dataclass(frozen=True)
class Artifact:
    """A file, or a folder of files, that a job leaves in its directory."""

    name: str

    def is_in(self, directory: Path) -> bool:
        """Say whether a job has written it, there or lost."""
        return has(directory, self.name)

    @staticmethod
    def forgetting(file: Path, customer_id: str) -> Rewriting | None:
        """Return what writes the file anew without a customer, None where it does not name them."""
        return None


@dataclass(frozen=True)
class Frame(Artifact):
    """A table as Parquet; the rows of a forgotten customer go.

    Parameters
    ----------
    needed : columns that every version has written
    """

    needed: tuple[str, ...] = ()

    def read(self, directory: Path, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return the table; raises DamagedRunError where it cannot be read."""
        needed = self.needed if columns is None else ()
        return frame_of(directory, self.name.removesuffix(".parquet"), columns, needed=needed)

    def write(self, directory: Path, frame: pd.DataFrame) -> None:
        """Write the table, whole or not at all."""
        write_frame(directory / self.name, frame)

    @staticmethod
    def forgetting(file: Path, customer_id: str) -> Rewriting | None:
        """Return what writes the table without the customer's rows, None where it has none."""
        frame = read_frame(file)
        if "customer_id" not in frame:
            return None
        is_theirs = frame["customer_id"].astype("str") == customer_id
        kept = frame[~is_theirs].reset_index(drop=True)
        return partial(write_frame, file, kept) if is_theirs.any() else None


@dataclass(frozen=True)
class Document(Artifact):
    """An object as JSON; entries that are a forgotten customer go.

    Parameters
    ----------
    shape : what every version has written, as `fits` reads it
    """

    shape: Mapping[str, Any] = field(default_factory=dict)

    def read(self, directory: Path) -> dict[str, Any]:
        """Return the object; raises DamagedRunError where it cannot be read or has another shape."""
        return document_of(directory, self.name, self.shape)

    def write(self, directory: Path, content: Mapping[str, Any], indent: int | None = None) -> None:
        """Write the object, whole or not at all."""
        write_text(directory / self.name, json.dumps(content, indent=indent))

    def write_rows(self, directory: Path, content: Mapping[str, Any]) -> None:
        """Write an object that holds long lists: a line for each of their entries, whole or not at all."""
        write_text(directory / self.name, json_by_rows(content))

    @staticmethod
    def forgetting(file: Path, customer_id: str) -> Rewriting | None:
        """Return what writes the object without the customer, however JSON spells the id."""
        noted = json.loads(read_bytes(file).decode(errors="replace"))
        left = without(noted, customer_id)
        return None if left == noted else partial(write_bytes, file, json.dumps(left).encode())


@dataclass(frozen=True)
class Arrays(Artifact):
    """Named arrays as a NumPy archive; a forgotten customer's id becomes empty, as rows have their places."""

    def read(self, directory: Path) -> dict[str, NDArray[Any]]:
        """Return the arrays; raises DamagedRunError where they cannot be read."""
        with reading(directory, self.name) as path:
            return _arrays(read_bytes(path))

    def write(self, directory: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Write the arrays, whole or not at all."""
        write_bytes(directory / self.name, _archive(arrays))

    @staticmethod
    def forgetting(file: Path, customer_id: str) -> Rewriting | None:
        """Return what writes the archive with the customer's id blank, None where no array holds it."""
        arrays = _arrays(read_bytes(file))
        texts = {name: array for name, array in arrays.items() if array.dtype.kind == "U"}
        left = {n: np.where(a == customer_id, "", a) for n, a in texts.items() if (a == customer_id).any()}
        return partial(write_bytes, file, _archive(arrays | left)) if left else None


@dataclass(frozen=True)
class Log(Artifact):
    """What a process said; lines with a forgotten customer go."""

    @staticmethod
    def forgetting(file: Path, customer_id: str) -> Rewriting | None:
        """Return what writes the log without the lines that name the customer."""
        text = read_bytes(file).decode(errors="replace")
        kept = "".join(line for line in text.splitlines(keepends=True) if customer_id not in line)
        return partial(write_bytes, file, kept.encode()) if customer_id in text else None


@dataclass(frozen=True)
class Model(Artifact):
    """A folder that a library writes a fitted model into; its weights name nobody."""

    def filling(self, directory: Path) -> AbstractContextManager[Path]:
        """Give the folder for a library to write into."""
        return filling(directory / self.name)

    @contextmanager
    def opened(self, directory: Path) -> Iterator[Path]:
        """Give the folder in plain for a library to read; raises DamagedRunError where that fails."""
        with reading(directory, self.name) as place, emptying(place) as folder:
            yield folder


FORMATS: dict[str, type[Artifact]] = {".parquet": Frame, ".json": Document, ".npz": Arrays, ".txt": Log}


def json_by_rows(content: Mapping[str, Any]) -> str:
    """Return an object as JSON, with a line for each entry of the lists that it holds."""
    members = ",\n".join(f"{json.dumps(name)}: {_in_lines(value)}" for name, value in content.items())
    return f"{{\n{members}\n}}\n"


def _in_lines(value: Any) -> str:
    if not isinstance(value, list):
        return json.dumps(value, indent=2)
    return "[\n" + ",\n".join(json.dumps(entry) for entry in value) + "\n]"


def _arrays(content: bytes) -> dict[str, NDArray[Any]]:
    with np.load(BytesIO(content), allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _archive(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    stream = BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()
