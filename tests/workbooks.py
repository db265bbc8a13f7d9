"""Workbooks for tests, written as Excel does: shared texts, date styles, formulas with their values."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy h:mm;@"/>'
    '<numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/>'
    '</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs></styleSheet>"
)
Sheet = Sequence[Sequence[object]]


class Formula(str):
    """A cell that shows a value and holds a formula."""


def write_workbook(path: Path, sheets: dict[str, Sheet], **extra: str) -> Path:
    """Write sheets of rows; a row of None is left out, as Excel leaves out what is empty."""
    texts: dict[str, int] = {}
    bodies = [_sheet(rows, texts) for rows in sheets.values()]
    items = "".join(f"<si><t xml:space='preserve'>{escape(text)}</t></si>" for text in texts)
    titles = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}" '
        f'state="{"hidden" if title.startswith("hidden") else "visible"}"/>'
        for n, title in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
    )
    members = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{titles}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{items}</sst>",
        **{f"xl/worksheets/sheet{n}.xml": body for n, body in enumerate(bodies, 1)},
        **extra,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return path


def _sheet(rows: Sheet, texts: dict[str, int]) -> str:
    lines = []
    for n, row in enumerate(rows, 1):
        cells = "".join(_cell(f"{_letters(place)}{n}", value, texts) for place, value in enumerate(row))
        lines.append(f'<row r="{n}">{cells}</row>' if row else "")
    return f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def _cell(place: str, value: object, texts: dict[str, int]) -> str:
    if value is None:
        return f'<c r="{place}" s="1"/>'
    if isinstance(value, Formula):
        return f'<c r="{place}" t="str"><f>CONCAT("a","b")</f><v>{value}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)).total_seconds() / 86_400
        return f'<c r="{place}" s="{1 if days.is_integer() else 2}"><v>{days!r}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}" s="3"><v>{value!r}</v></c>'
    return f'<c r="{place}" t="s"><v>{texts.setdefault(str(value), len(texts))}</v></c>'


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else _letters(column // 26 - 1) + chr(65 + column % 26)
