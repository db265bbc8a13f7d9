"""Any upload becomes one plain UTF-8 file on disk, read once for its hash and its encoding."""

import codecs
import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from data.schema import InputError

CHUNK = 1 << 20
TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".psv", "")


@dataclass(frozen=True)
class TextFile:
    """A file as DuckDB can read it: UTF-8 with one kind of line end.

    `n_lines` counts line ends; `content_hash` is of the unpacked bytes, so a zipped file equals its original.
    """

    path: Path
    content_hash: str
    n_lines: int


@contextmanager
def open_bytes(path: Path, name: str) -> Iterator[BinaryIO]:
    """Open a file, unpacking gz and zip; raises InputError for what holds no single text."""
    try:
        with path.open("rb") as raw:
            magic = raw.read(8)
            _refuse_known_formats(magic, name)
            raw.seek(0)
            if magic[:2] == b"\x1f\x8b":
                with gzip.open(raw) as unpacked:
                    yield unpacked  # type: ignore[misc]  # GzipFile reads like any binary file
            elif magic[:4] == b"PK\x03\x04":
                with zipfile.ZipFile(raw) as archive, archive.open(_only_member(archive, name)) as member:
                    yield member  # type: ignore[misc]
            else:
                yield raw
    except (
        EOFError,
        zlib.error,
        gzip.BadGzipFile,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise InputError(
            "the archive is damaged or locked", "Pack it again or send the plain CSV", file=name
        ) from error
    except FileNotFoundError as error:
        raise InputError("there is no such file", "Check the path", file=name) from error
    except (IsADirectoryError, PermissionError) as error:
        raise InputError(
            "it cannot be opened as a file", "Name a CSV file that you may read", file=name
        ) from error


def _refuse_known_formats(magic: bytes, name: str) -> None:
    formats = {
        b"PAR1": "a Parquet file",
        b"%PDF": "a PDF",
        b"\x89PNG": "an image",
        b"\xff\xd8\xff": "an image",
    }
    formats |= {
        b"GIF8": "an image",
        b"\xd0\xcf\x11\xe0": "an old Excel workbook",
        b"SQLite f": "a SQLite database",
    }
    for start, what in formats.items():
        if magic.startswith(start):
            raise InputError(f"this is {what}, not a CSV", "Export the table as CSV and send that", file=name)


def _only_member(archive: zipfile.ZipFile, name: str) -> str:
    names = [
        info.filename for info in archive.infolist() if not info.is_dir() and "__MACOSX" not in info.filename
    ]
    if "[Content_Types].xml" in names:
        raise InputError(
            "this is an Excel workbook, not a CSV", "Save the sheet as CSV and send that", file=name
        )
    texts = [member for member in names if Path(member).suffix.lower() in TEXT_SUFFIXES]
    if len(texts) != 1:
        raise InputError(
            f"the zip holds {len(texts) or 'no'} CSV files",
            "Zip exactly one CSV, or send the files one by one",
            file=name,
        )
    return texts[0]


def guess_encoding(head: bytes, name: str) -> str:
    """Name the encoding of a file's first bytes; raises InputError where they are no text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    if head and head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    if head and head[::2].count(0) > len(head) * 0.3:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        n_control = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 13))
        if n_control > len(head) * 0.02:
            raise InputError(
                "it is not text", "Export the table as CSV (UTF-8) and send that", file=name
            ) from None
        return _western(head)


def _western(head: bytes) -> str:
    try:
        head.decode("cp1252")
        return "cp1252"
    except UnicodeDecodeError:
        return "latin-1"


def plain_text(path: Path, name: str, directory: Path) -> TextFile:
    """Return the upload as plain UTF-8: itself where it is, else a copy in the directory."""
    with open_bytes(path, name) as stream:
        encoding = guess_encoding(stream.read(CHUNK), name)
    survey = _survey(path, name, directory / "unpacked")
    if encoding == "utf-8" and not survey.is_utf8:
        encoding = "cp1252"
    if encoding == "utf-8" and not survey.has_mixed_line_ends:
        return TextFile(survey.path, survey.content_hash, survey.n_lines)
    return TextFile(
        _transcode(survey.path, name, encoding, directory / "text"), survey.content_hash, survey.n_lines
    )


@dataclass(frozen=True)
class _Survey:
    path: Path
    content_hash: str
    n_lines: int
    is_utf8: bool
    has_mixed_line_ends: bool


def _survey(path: Path, name: str, unpacked: Path) -> _Survey:
    """Read the whole file once: hash, encoding, line ends; an archive is unpacked on the way."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    n_cr = n_lf = n_crlf = 0
    is_utf8, last = True, b""
    with open_bytes(path, name) as stream:
        is_packed = isinstance(stream, gzip.GzipFile | zipfile.ZipExtFile)
        with unpacked.open("wb") if is_packed else nullcontext() as copy:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                n_cr, n_lf = n_cr + chunk.count(b"\r"), n_lf + chunk.count(b"\n")
                if b"\r" in chunk or last == b"\r":
                    n_crlf += chunk.count(b"\r\n") + (last == b"\r" and chunk.startswith(b"\n"))
                last = chunk[-1:]
                if is_utf8:
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError:
                        is_utf8 = False
                if copy is not None:
                    copy.write(chunk)
    has_mixed = n_cr != n_crlf or (n_crlf > 0 and n_lf != n_crlf)
    return _Survey(unpacked if is_packed else path, digest.hexdigest(), max(n_lf, n_cr), is_utf8, has_mixed)


def _transcode(source: Path, name: str, encoding: str, target: Path) -> Path:
    """Write a copy in UTF-8 with plain line ends."""
    errors = "strict" if encoding.startswith("utf") else "replace"
    try:
        with (
            source.open(encoding=encoding, errors=errors, newline=None) as reader,
            target.open("w", encoding="utf-8", newline="\n") as writer,
        ):
            while text := reader.read(CHUNK):
                writer.write(text)
    except UnicodeDecodeError as error:
        raise InputError(
            f"its text is damaged ({encoding} expected)", "Export it again as CSV (UTF-8)", file=name
        ) from error
    return target
