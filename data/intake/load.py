"""Import files into a shop: all of them or none, and the same content again changes nothing."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from data.intake.formats.decide import decide_by_whole_file, decide_formats, doubtful_columns
from data.intake.imports.nothing import nothing_usable, sound_reasons
from data.intake.imports.overlap import mark_known_rows
from data.intake.imports.record import (
    Intake,
    as_settled,
    keep_small_kind,
    next_import_no,
    record_intake,
    replace_import,
    same_content,
)
from data.intake.imports.versions import settle_versions
from data.intake.imports.watch import Progress, watched
from data.intake.imports.widen import Added, widen_tables
from data.intake.source.checks import check_mapping
from data.intake.source.reader import UNREADABLE, Reader, rows_run_together
from data.intake.source.tables import count_rows, remove_import
from data.intake.staging.doubts import note_doubts
from data.intake.staging.identities import hide_people
from data.intake.staging.stage import move_rejects, stage
from data.persons.settle import settle_persons
from data.privacy.consent import keeping_refusers_out
from data.privacy.forgotten import mark_forgotten, name_no_forgotten
from data.privacy.pseudonyms.identities import add_identities, settle_identities
from data.privacy.pseudonyms.names import give_key
from data.privacy.pseudonyms.naming import Naming, naming_of, replaces_values
from data.privacy.scratch import scratch_directory
from data.quality.choices import chosen_treatments, searched_kinds
from data.quality.lines import Numbering
from data.quality.settle import settle_import
from data.read.lines import reject_lines
from data.read.preview import Preview, read_preview
from data.read.text import plain_text
from data.schema import InputError, Kind, Mapping
from data.sql import Connection
from data.store import Shop
from data.store.replaced import columns_of, remember_added


@dataclass(frozen=True)
class Source:
    """A file to import: where it lies, what the person calls it, its kind and its mapping.

    `part` names one table of a file that holds several (a CSV in a zip, a sheet of a workbook).
    """

    path: Path
    name: str
    kind: Kind
    mapping: Mapping
    part: str = ""


def import_files(shop: Shop, sources: Sequence[Source], progress: Progress | None = None) -> list[Intake]:
    """Import files, all or none: raises InputError and leaves the shop as it was where one cannot be used.

    Progress is told from another thread while a long statement runs; what it raises ends the import.
    """
    say = progress or (lambda share, words: None)
    naming = naming_of(shop, any(replaces_values(source.mapping) for source in sources))
    with keeping_refusers_out(shop):
        intakes, numbering = _store(shop, sources, naming, say)
        if naming is not None:
            settle_identities(shop)
        if numbering is not None:
            with suppress(InputError), shop.changing() as connection:  # a full disk: when it is next opened
                numbering.carry_out_later(connection)
    return intakes


def _store(
    shop: Shop, sources: Sequence[Source], naming: Naming | None, say: Progress
) -> tuple[list[Intake], Numbering | None]:
    """Store files in one transaction; return what then numbers the rows of the last, where that can wait."""
    numbering = None
    with scratch_directory(shop) as directory, shop.changing() as connection:
        previews = [read_preview(s.path, s.name, s.mapping.constants.get("header"), s.part) for s in sources]
        added = [widen_tables(connection, p, s.mapping) for p, s in zip(previews, sources, strict=True)]
        intakes_by_place: dict[int, Intake] = {}
        for place in reading_order(sources):
            source = sources[place]
            step = _steps(say, len(intakes_by_place) / len(sources), 1 / len(sources), source.name)
            folder = directory / str(place)
            folder.mkdir()
            if numbering is not None:  # the next file may take its rows
                numbering.carry_out(connection)
            intakes_by_place[place], numbering = _import_one(
                connection, source, previews[place], added[place], folder, naming, step
            )
        if numbering is not None and searched_kinds(chosen_treatments(connection)):
            numbering.carry_out(connection)
            numbering = None
        settle_import(connection)
        settle_persons(connection)
        intakes = [as_settled(connection, intakes_by_place[place]) for place in range(len(sources))]
        if naming is not None:  # rather too many for a moment than a pseudonym without its customer
            add_identities(shop, naming.found)
        say(1.0, "Storing")
    return intakes, numbering


def _steps(say: Progress, start: float, width: float, name: str) -> Progress:
    return lambda share, words: say(start + width * share, f"{name}: {words}")


def reading_order(sources: Sequence[Source]) -> list[int]:
    """Return the places of files in the order to read them: order lines after what tells of them."""
    ranks = {"orders": 1, "events": 2}
    return sorted(range(len(sources)), key=lambda place: ranks.get(sources[place].kind, 0))


def _import_one(
    connection: Connection,
    source: Source,
    preview: Preview,
    added: Added,
    folder: Path,
    naming: Naming | None,
    say: Progress,
) -> tuple[Intake, Numbering | None]:
    say(0.05, "reading")
    text = plain_text(Path(source.path), source.name, folder, source.part, preview.n_before).within(folder)
    mapping = replace(source.mapping, kind=source.kind)
    layout = preview.delimiter, preview.columns, mapping, preview.has_header
    reader = Reader(source.name, text, *layout, replaces_ids=naming is not None and naming.replaces_ids)
    check_mapping(reader)
    earlier = same_content(connection, text.content_hash, source.kind)
    for intake in earlier:
        if intake.mapping == mapping:
            say(1.0, "known already")
            return intake, None
    import_no = next_import_no(connection)
    for intake in earlier:  # the same file with a corrected mapping takes the place of the first try
        replace_import(connection, intake, import_no)
    return _read_in(connection, reader, import_no, added, naming, say)


def _read_in(
    connection: Connection,
    reader: Reader,
    import_no: int,
    added: Added,
    naming: Naming | None,
    say: Progress,
) -> tuple[Intake, Numbering | None]:
    named = reader.text.content_hash + reader.mapping.to_json()
    import_id = hashlib.sha256(named.encode()).hexdigest()[:12]
    before = columns_of(connection)
    for column_table, name in added:
        before[column_table].pop(name, None)
    if naming is not None:
        give_key(connection, naming.key)
    try:
        with watched(connection, say, 0.2, 0.3, "checking how its columns are written"):
            formats = decide_formats(connection, reader)
        with watched(connection, say, 0.3, 0.8, "importing"):
            staged = stage(connection, reader, formats, import_no)
        with watched(connection, say, 0.8, 0.9, "checking what is doubtful"):
            doubtful = doubtful_columns(connection, reader, formats, staged.tables, import_no)
            better = formats | decide_by_whole_file(connection, reader, doubtful)
            if better != formats:
                remove_import(connection, staged.table, import_no)
                formats, staged = better, stage(connection, reader, better, import_no)
    except UNREADABLE as error:
        raise rows_run_together(reader.name) from error
    with watched(connection, say, 0.9, 1.0, "counting"):
        mark_forgotten(connection, staged.table, import_no)
        if staged.table == "events":
            settle_versions(connection, import_no)
            mark_known_rows(connection, import_no)
        broken = reject_lines(connection, reader.text)
        if reader.replaces_any:  # a whole line names its customer
            broken["value"] = None
        numbering = note_doubts(connection, staged, formats, broken)
        rejected = move_rejects(connection, staged, broken)
        rejected = name_no_forgotten(connection, import_no) or rejected
        hide_people(connection, reader, formats, import_no, naming)
        n_kept = count_rows(connection, staged.table, import_no)
        if numbering is not None and not (numbering.can_wait and n_kept == numbering.n_rows):
            numbering.carry_out(connection)
            numbering = None
    if n_kept == 0 and not sound_reasons(import_no) & set(rejected):
        raise nothing_usable(rejected, reader.name)
    if staged.table == "staged":
        keep_small_kind(connection, reader, import_no)
    mapping, n_read = reader.mapping, n_kept + sum(rejected.values())
    intake = Intake(import_id, reader.name, mapping.kind, n_read, n_kept, rejected, mapping)
    intake = record_intake(connection, intake, import_no, reader.text.content_hash)
    remember_added(connection, import_no, before)
    return intake, numbering
