"""Import files into a shop: all of them or none, and the same content again changes nothing."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from data.ingest.formats import decide_by_whole_file, decide_formats, doubtful_columns
from data.ingest.preview import read_preview
from data.ingest.record import Intake, forget, keep_small_kind, next_import_no, record_intake, same_content
from data.ingest.source import Reader, check_mapping
from data.ingest.stage import move_rejects, stage
from data.ingest.tables import count_rows, remove_import
from data.ingest.text import plain_text
from data.mapping import Mapping
from data.schema import InputError, Kind

if TYPE_CHECKING:
    from data.store import Shop

Progress = Callable[[float, str], None]
UNREADABLE = (duckdb.InvalidInputException, duckdb.ConversionException)


@dataclass(frozen=True)
class Source:
    """A file to import: where it lies, what the person calls it, its kind and its mapping."""

    path: Path
    name: str
    kind: Kind
    mapping: Mapping


def import_files(shop: "Shop", sources: Sequence[Source], progress: Progress | None = None) -> list[Intake]:
    """Import files, all or none: raises InputError and leaves the shop as it was where one cannot be used."""
    say = progress or (lambda share, words: None)
    connection = shop.cursor()
    with shop.writing(), tempfile.TemporaryDirectory(dir=shop.directory / "tmp") as directory:
        connection.execute("BEGIN")
        try:
            intakes = []
            for place, source in enumerate(sources):
                step = _steps(say, place / len(sources), 1 / len(sources), source.name)
                folder = Path(directory) / str(place)
                folder.mkdir()
                intakes.append(_import_one(connection, source, folder, step))
            say(1.0, "Storing")
            connection.execute("COMMIT")
        except BaseException as error:
            connection.execute("ROLLBACK")
            if isinstance(error, duckdb.OutOfMemoryException | duckdb.IOException | OSError):
                raise InputError(
                    "there is no room to import it", "Free disk space and import again"
                ) from error
            raise
        finally:
            connection.close()
    return intakes


def _steps(say: Progress, start: float, width: float, name: str) -> Progress:
    return lambda share, words: say(start + width * share, f"{name}: {words}")


def _import_one(connection: duckdb.DuckDBPyConnection, source: Source, folder: Path, say: Progress) -> Intake:
    preview = read_preview(source.path, source.name)
    say(0.05, "reading")
    text = plain_text(Path(source.path), source.name, folder)
    mapping = replace(source.mapping, kind=source.kind)
    reader = Reader(source.name, text, preview.delimiter, preview.columns, mapping)
    check_mapping(reader)
    earlier = same_content(connection, text.content_hash, source.kind)
    for intake in earlier:
        if intake.mapping == mapping:
            say(1.0, "known already")
            return intake
    for intake in earlier:  # the same file with a corrected mapping takes the place of the first try
        forget(connection, intake)
    return _read_in(connection, reader, say)


def _read_in(connection: duckdb.DuckDBPyConnection, reader: Reader, say: Progress) -> Intake:
    import_no = next_import_no(connection)
    import_id = hashlib.sha256((reader.text.content_hash + reader.mapping.to_json()).encode()).hexdigest()[
        :12
    ]
    try:
        say(0.2, "checking how its columns are written")
        formats = decide_formats(connection, reader)
        say(0.3, "importing")
        table = stage(connection, reader, formats, import_no)
        doubtful = doubtful_columns(connection, reader, formats, table, import_no)
        better = formats | decide_by_whole_file(connection, reader, doubtful)
        if better != formats:
            remove_import(connection, table, import_no)
            table = stage(connection, reader, better, import_no)
    except UNREADABLE as error:
        raise InputError(
            "its rows cannot be told apart",
            "Check its quotes and line ends, or export it again",
            file=reader.name,
        ) from error
    say(0.9, "counting")
    rejected = move_rejects(connection, reader, table, import_no)
    n_kept = count_rows(connection, table, import_no)
    if n_kept == 0:
        raise _nothing_usable(rejected, reader)
    if table == "staged":
        keep_small_kind(connection, reader)
    return record_intake(connection, reader, import_id, import_no, n_kept, rejected)


def _nothing_usable(rejected: dict[str, int], reader: Reader) -> InputError:
    reason, n = max(rejected.items(), key=lambda item: item[1], default=("no rows", 0))
    total = sum(rejected.values())
    return InputError(
        f"no row can be used ({n:,} of {total:,}: {reason})",
        "Check the mapping of its columns, or that this is the right kind of file",
        file=reader.name,
        row=2,
    )
