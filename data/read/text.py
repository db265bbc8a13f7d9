"""Any upload becomes one plain UTF-8 file that DuckDB reads: packed, foreign text, Parquet or a workbook."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from data.read.archives import file_format, open_bytes
from data.read.encodings import guess_encoding, legacy_encoding
from data.read.opening import own_path
from data.read.survey import survey
from data.schema import InputError

CHUNK = 1 << 20


@dataclass(frozen=True)
class TextFile:
    """A file as DuckDB can read it: UTF-8 with one kind of line end.

    `n_lines` counts line ends; `content_hash` is of the unpacked bytes, so a zipped file equals its original.
    A table that was no text (Parquet, a workbook) has rows in place of lines: `is_table` says so, `n_lines`
    counts them. The table begins in `first_row`, and `n_lines` counts from there.
    """

    path: Path
    content_hash: str
    n_lines: int
    is_table: bool = False
    first_row: int = 1

    @property
    def n_before(self) -> int:
        """How many lines of a text stand above its table."""
        return 0 if self.is_table else self.first_row - 1

    def within(self, directory: Path) -> "TextFile":
        """Return the same text in a directory: itself where it lies there, else linked or copied into it."""
        if self.path.resolve().is_relative_to(directory.resolve()):
            return self
        return replace(self, path=bring(self.path, directory / "text"))

    def has_a_line_each(self, n: int) -> bool:
        """Say whether n records are one for each line: no blank lines, no line breaks within cells."""
        if self.is_table:
            return n - 1 <= self.n_lines <= n
        return self.n_lines + (not self._is_ended()) == n

    def _is_ended(self) -> bool:
        with self.path.open("rb") as stream:
            stream.seek(-min(1, self.path.stat().st_size), os.SEEK_END)
            return stream.read(1) in (b"", b"\n", b"\r")


def bring(path: Path, target: Path) -> Path:
    """Return a file under another name, linked where the disk allows it and copied else."""
    try:
        os.link(path.resolve(), target)
    except OSError:  # another disk, or a file of somebody else's
        shutil.copyfile(path, target)
    return target


def plain_text(path: Path, name: str, directory: Path, part: str = "", n_before: int = 0) -> TextFile:
    """Return the upload as plain UTF-8: itself where it is, else a copy in the directory.

    Raises InputError for what holds no table.

    Parameters
    ----------
    part : the table of a file that holds several
    n_before : lines of a text above its table, as its preview says
    """
    format_ = file_format(path, name)
    if format_ == "text":
        text = _text(path, name, directory, part)
        return replace(text, n_lines=text.n_lines - n_before, first_row=1 + n_before)
    target = directory / "text"
    if format_ == "workbook":
        from data.read import workbook

        n_rows, first_row = workbook.write_csv(path, name, target, part)
        content = hashlib.sha256((hash_of_files([path]) + part).encode()).hexdigest()
        return TextFile(target, content, n_rows, is_table=True, first_row=first_row)
    from data.read import parquet

    n_rows = parquet.write_csv(path, name, target)
    files = [Path(file) for file in parquet.files_in(path, name)]
    return TextFile(target, hash_of_files(files), n_rows, is_table=True)


def _text(path: Path, name: str, directory: Path, part: str) -> TextFile:
    with open_bytes(path, name, part) as stream:
        encoding = guess_encoding(stream.read(CHUNK), name)
    found = survey(path, name, directory / "unpacked", part)
    text = TextFile(own_path(found.path, directory), found.content_hash, found.n_lines)
    if not (found.is_utf8 or found.is_cut) and not encoding.startswith(("utf-16", "utf-32")):
        encoding = legacy_encoding(found.foreign)
    if encoding == "utf-8" and found.is_utf8 and not found.has_mixed_line_ends:
        return text
    copy = directory / "text"
    return replace(text, path=copy, n_lines=_transcode(found.path, name, encoding, copy))


def hash_of_files(paths: Iterable[Path]) -> str:
    """Return the hash of the hashes of files."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _transcode(source: Path, name: str, encoding: str, target: Path) -> int:
    """Write a copy in UTF-8 with plain line ends, and return how many; single damaged characters become �."""
    n_lines = 0
    errors = "strict" if encoding.startswith(("utf-16", "utf-32")) else "replace"
    try:
        with (
            source.open(encoding=encoding, errors=errors, newline=None) as reader,
            target.open("w", encoding="utf-8", newline="\n") as writer,
        ):
            while text := reader.read(CHUNK):
                writer.write(text)
                n_lines += text.count("\n")
    except UnicodeDecodeError as error:
        problem = f"its text is damaged ({encoding} expected)"
        raise InputError(problem, "Export it again as CSV (UTF-8)", file=name) from error
    return n_lines
