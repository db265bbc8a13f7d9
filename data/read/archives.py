"""A file's bytes, unpacked on the way: gz, zst and the tables of a zip, each within limits."""

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from data.read.opening import is_folder, open_file
from data.schema import InputError

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".psv", "")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
NO_TABLES = re.compile(r"\.|(readme|licen[sc]e|notice|changelog|terms)\b", re.IGNORECASE)  # hidden, or notes
FREE_BYTES = 256 << 20  # what any archive may unpack to
MOST_RATIO = 200  # beyond that: a table packs 4 to 40 times smaller, a bomb a thousand times
# What the standard library raises on files that end early, are no archive, or are packed in unknown ways.
DAMAGE = (EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError)
OTHER_FORMATS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"SQLite f": "a SQLite database",
}
GZIP, ZSTD, ZIP, PARQUET, OLE = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"


class Unpacked:
    """An unpacking stream that names damage in a sentence and stops a bomb before it fills the disk."""

    def __init__(self, stream: Any, n_packed: int, name: str) -> None:
        self.stream, self.name = stream, name
        self.n_left = max(FREE_BYTES, MOST_RATIO * n_packed)

    def read(self, n_bytes: int) -> bytes:
        """Return the next bytes; raises InputError where the archive is damaged or grows beyond measure."""
        try:
            chunk = bytes(self.stream.read(n_bytes))
        except DAMAGE as error:
            raise damaged(self.name) from error
        self.n_left -= len(chunk)
        if self.n_left < 0:
            problem = f"it unpacks to more than {MOST_RATIO} times its size, which no table does"
            raise InputError(problem, "Send the plain file", file=self.name)
        return chunk


def damaged(name: str) -> InputError:
    """Return the error of an archive that cannot be unpacked."""
    return InputError("the archive is damaged", "Pack it again or send the plain CSV", file=name)


def file_format(path: Path, name: str) -> str:
    """Say what a file is by its first bytes: parquet, workbook or text (packed or not)."""
    if is_folder(path):
        return "parquet"
    with open_file(path, name) as raw:
        magic = raw.read(8)
        if magic[:4] == PARQUET:
            return "parquet"
        if magic[:4] == OLE:
            raw.seek(0)
            raise _old_office(raw.read(1 << 20), name)
        for start, what in OTHER_FORMATS.items():
            if magic.startswith(start):
                raise InputError(
                    f"this is {what}, not a CSV", "Export the table as CSV and send that", file=name
                )
        return _zip_format(raw, name) if magic[:4] == ZIP else "text"


def is_zip(path: Path, name: str) -> bool:
    """Say whether a file is a zip."""
    with open_file(path, name) as raw:
        return raw.read(4) == ZIP


def _old_office(head: bytes, name: str) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return InputError("the workbook is locked with a password", "Save it without one", file=name)
    return InputError("this is an old Excel workbook (.xls)", "Save it as .xlsx or as CSV", file=name)


def _zip_format(raw: BinaryIO, name: str) -> str:
    with opened_zip(raw, name) as archive:
        names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "workbook"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise InputError(
            "this is an office document that holds no .xlsx table", "Save it as .xlsx or as CSV", file=name
        )
    return "text"


@contextmanager
def opened_zip(raw: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip; raises InputError where it is damaged."""
    try:
        archive = zipfile.ZipFile(raw)
    except DAMAGE as error:
        raise damaged(name) from error
    with archive:
        yield archive


@contextmanager
def open_member(archive: zipfile.ZipFile, member: str, name: str) -> Iterator[Unpacked]:
    """Open one member of a zip; nothing is ever written under a name that a zip gives."""
    try:
        info = archive.getinfo(member)
        if info.flag_bits & 1:
            raise InputError("the zip is locked with a password", "Pack it again without one", file=name)
        stream = archive.open(info)
    except (KeyError, *DAMAGE) as error:
        raise damaged(name) from error
    with stream:
        yield Unpacked(stream, info.compress_size, name)


def zipped_tables(path: Path, name: str) -> list[str]:
    """Return the members of a zip that are texts, in their order; a README beside tables is none."""
    with open_file(path, name) as raw, opened_zip(raw, name) as archive:
        members = [info.filename for info in archive.infolist() if not info.is_dir()]
    members = [member for member in dict.fromkeys(members) if "__MACOSX" not in member]
    texts = [member for member in members if Path(member).suffix.lower() in TEXT_SUFFIXES]
    tables = [member for member in texts if not NO_TABLES.match(_title(member))]
    if not tables and any(_title(member).lower().endswith(PICTURES) for member in members):
        raise InputError("the zip holds pictures, no CSV file", "Send it as pictures of products", file=name)
    if not tables:
        raise InputError("the zip holds no CSV file", "Zip CSV files, or send them as they are", file=name)
    return tables


def _title(member: str) -> str:
    """Return the last part of a member's name, whichever slash its maker writes."""
    return re.split(r"[/\\]", member)[-1]


@contextmanager
def open_bytes(path: Path, name: str, part: str = "") -> Iterator[BinaryIO | Unpacked]:
    """Open a text file, unpacking gz, zst and zip; `part` names the member of a zip that holds several."""
    with open_file(path, name) as raw:
        magic, n_packed = raw.read(4), path.stat().st_size
        raw.seek(0)
        if magic == ZIP:
            tables = zipped_tables(path, name)
            if not part and len(tables) > 1:
                raise InputError(
                    f"the zip holds {len(tables)} CSV files", "Choose one, or send them one by one", file=name
                )
            with opened_zip(raw, name) as archive, open_member(archive, part or tables[0], name) as member:
                yield member
        elif magic[:2] == GZIP:
            with gzip.open(raw) as stream:
                yield Unpacked(stream, n_packed, name)
        elif magic == ZSTD:
            import pyarrow as pa

            with pa.CompressedInputStream(pa.PythonFile(raw), "zstd") as stream:
                yield Unpacked(stream, n_packed, name)
        else:
            yield raw
