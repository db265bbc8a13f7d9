"""What a file holds, its first rows, and what all its rows tell: each looked up once in a session."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from components.shell import display, session
from data.intake.load import Source
from data.intake.look import ambiguous_dates, read_codes, read_preview
from data.intake.mapping import Mapping, guess
from data.intake.mapping.first_look import FirstLook
from data.intake.personal.look import PersonalLook, look_for_personal
from data.privacy.scratch import scratch_directory
from data.read import preview as files
from data.read.databases.address import Address
from data.read.databases.tables import codes, fetch
from data.read.databases.tables import preview as database_preview
from data.read.parts import Parts, parts_of
from data.schema import InputError

T = TypeVar("T")


@dataclass(frozen=True)
class UploadedTable:
    """Questions to all rows of one table.

    Parameters
    ----------
    upload : an uploaded file, or a table of a database
    part : the table of a file that holds several
    """

    upload: Any
    part: str
    preview: FirstLook

    def codes(self, column: str) -> Sequence[str]:
        """Return the different values of a column."""
        if column in self.preview.codes:
            return self.preview.codes[column]

        def read() -> list[str]:
            if isinstance(self.upload, Address):
                with scratch_directory() as scratch:
                    return codes(self.upload, column, scratch)
            with file_of(self.upload) as path:
                return read_codes(path, self.preview, column, self.part)

        return self._remembered(f"codes:{column}", read)

    def ambiguous_dates(self, mapping: Mapping) -> Sequence[str]:
        """Return dates that nothing in a file decides; a database hands them over without a doubt."""
        if isinstance(self.upload, Address):
            return ()

        def read() -> Sequence[str]:
            with file_of(self.upload) as path:
                return ambiguous_dates(path, self.preview, mapping, self.part)

        time = mapping.columns[mapping.time_column or ""]
        return self._remembered(f"dates:{mapping.kind}:{time}", read)

    def _remembered(self, question: str, read: Callable[[], Sequence[str]]) -> Sequence[str]:
        key = f"{question}:{self.upload.file_id}:{self.part}:{self.preview.has_header}"
        return _remembered(key, read) or ()


def name_of(upload: Any, part: str) -> str:
    """Return what people call a table of a file."""
    return f"{upload.name}: {part}" if part else str(upload.name)


def parts_in(upload: Any) -> Parts | None:
    """Return the tables of a file; one that cannot be read is named, and has none."""

    def read() -> Parts:
        with file_of(upload) as path:
            return parts_of(path, upload.name)

    return _remembered(f"parts:{upload.file_id}", read)


def first_look(upload: Any, part: str, header: bool | None = None) -> FirstLook | None:
    """Return the first rows of a table; one that cannot be read is named."""

    def read() -> FirstLook:
        if isinstance(upload, Address):
            with scratch_directory() as scratch:
                return FirstLook.of(database_preview(upload, scratch))
        with file_of(upload) as path:
            return read_preview(path, name_of(upload, part), header, part)

    return _remembered(f"preview:{upload.file_id}:{part}:{header}", read)


def look_at_people(upload: Any, part: str) -> PersonalLook | None:
    """Return what all rows of a file say of people; None where it cannot be read, which is said elsewhere.

    Tables of databases are looked through when they are imported.
    """
    key, name = f"people:{upload.file_id}:{part}", name_of(upload, part)
    if session.recall(None, key) is None and not isinstance(upload, Address):
        with suppress(InputError), file_of(upload) as path:
            mapping = guess(files.read_preview(path, name, None, part)).mapping
            session.remember(None, key, look_for_personal(Source(path, name, mapping.kind, mapping, part)))
    return session.recall(None, key)


@contextmanager
def file_of(upload: Any) -> Iterator[Path]:
    """Give an uploaded file, or a table of a database, a path for the time of the block."""
    with scratch_directory() as directory:
        if isinstance(upload, Address):
            yield fetch(upload, directory)
            return
        path = directory / "upload"
        with path.open("wb") as target:
            upload.seek(0)
            shutil.copyfileobj(upload, target)
        yield path


def _remembered(key: str, read: Callable[[], T]) -> T | None:
    """Return what is read from a file, once in a session; a file that cannot be read is named."""
    if session.recall(None, key) is None:
        with display.saying_refusals():
            session.remember(None, key, read())
    return session.recall(None, key)
