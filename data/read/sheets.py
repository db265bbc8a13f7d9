"""The parts of an .xlsx file, read as a stream: its sheets, its texts, its date styles, the rows of a sheet.

Cells are read as they are stored, never through a number type: a customer's id keeps all its digits. Nothing
is laid out as a grid, so that two cells at opposite corners of a sheet cost two cells.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from posixpath import join, normpath
from xml.parsers import expat

from data.read.archives import damaged, open_member
from data.read.cells import unescaped
from data.schema import InputError

CHUNK = 1 << 18
MOST_TEXT = 512 << 20  # characters of the texts that the sheets share; they must be held in memory
MOST_ROWS = 1 << 20
DATE_STYLES = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\[(?![hms]+\])[^\]]*\]|general', re.IGNORECASE)
Attributes = dict[str, str]
Row = dict[int, str]


def parsed(
    archive: zipfile.ZipFile,
    member: str,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda tag: None,
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Feed one XML member to callbacks, piece by piece; raises InputError where it is damaged."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = lambda *ignored: _refuse_entities(name)
    try:
        with open_member(archive, member, name) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
                yield
            parser.Parse(b"", True)
            yield
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise damaged(name) from error


def _refuse_entities(name: str) -> None:
    raise damaged(name)


def local(tag: str) -> str:
    """Return a tag without its namespace's prefix."""
    return tag.rpartition(":")[2]


def _elements(archive: zipfile.ZipFile, member: str, name: str, wanted: str) -> list[Attributes]:
    """Return the attributes of the elements of one tag, names without their namespaces' prefixes."""
    found: list[Attributes] = []

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == wanted:
            found.append({local(key): value for key, value in attributes.items()})

    list(parsed(archive, member, name, start))
    return found


def sheet_members(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the visible sheets: title → member of the archive, in the workbook's order."""
    relations = _elements(archive, "xl/_rels/workbook.xml.rels", name, "Relationship")
    sheets = _elements(archive, "xl/workbook.xml", name, "sheet")
    visible = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    try:
        targets = {link["Id"]: normpath(join("/xl", link["Target"])).lstrip("/") for link in relations}
        return {s["name"]: targets[s["id"]] for s in visible if "worksheets/" in targets[s["id"]]}
    except KeyError as error:
        raise damaged(name) from error


def starts_in_1904(archive: zipfile.ZipFile, name: str) -> bool:
    """Say whether the workbook counts its days from 1904, as old Macs did."""
    properties = _elements(archive, "xl/workbook.xml", name, "workbookPr")
    return bool(properties) and properties[0].get("date1904") in ("1", "true")


def shared_texts(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Return the texts that cells refer to by number."""
    texts: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}
    n_characters = 0

    def start(tag: str, attributes: Attributes) -> None:
        inside[local(tag)] = True

    def end(tag: str) -> None:
        nonlocal n_characters
        inside[local(tag)] = False
        if local(tag) == "si":
            texts.append(unescaped("".join(pieces)))
            pieces.clear()
            n_characters += len(texts[-1]) + 50
            if n_characters > MOST_TEXT:
                raise InputError("the workbook holds too much text", "Save the sheet as CSV", file=name)

    def text(characters: str) -> None:
        if inside["t"] and not inside["rPh"]:  # rPh: how a Japanese word is spoken, not what it says
            pieces.append(characters)

    if "xl/sharedStrings.xml" in archive.namelist():
        list(parsed(archive, "xl/sharedStrings.xml", name, start, end, text))
    return texts


def date_styles(archive: zipfile.ZipFile, name: str) -> set[str]:
    """Return the numbers of the cell styles that show a number as a date."""
    formats: dict[str, bool] = {}
    styles: list[str] = []
    is_cell_style = [False]

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "numFmt":
            code = NO_DATE.sub("", attributes.get("formatCode", ""))
            formats[attributes.get("numFmtId", "")] = re.search(r"[ymdhs]", code, re.IGNORECASE) is not None
        elif local(tag) == "cellXfs":
            is_cell_style[0] = True
        elif local(tag) == "xf" and is_cell_style[0]:
            styles.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        if local(tag) == "cellXfs":
            is_cell_style[0] = False

    if "xl/styles.xml" in archive.namelist():
        list(parsed(archive, "xl/styles.xml", name, start, end))
    return {
        str(place)
        for place, style in enumerate(styles)
        if formats.get(style, style.isdecimal() and int(style) in DATE_STYLES)
    }
