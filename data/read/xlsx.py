"""A workbook of one sheet, written: texts stay texts, numbers get a format; nothing in it is a formula."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_BARRED = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # characters no XML may hold
_WIDTHS = 8, 48  # characters of a column, least and most


def workbook_bytes(
    title: str, head: Sequence[str], rows: Sequence[Sequence[object]], formats: Mapping[int, str] = {}
) -> bytes:
    """Return a workbook with a bold, standing first row.

    Parameters
    ----------
    title : of the sheet
    rows : of texts, numbers, and None where a cell is empty
    formats : number format of columns by their places, as "#,##0.00"
    """
    codes = list(dict.fromkeys(formats.values()))
    styles = {place: 2 + codes.index(code) for place, code in formats.items()}
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OF_DOCUMENT}"><sheets><sheet '
        f'name="{_escaped(title)[:31]}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _styles(codes),
        "xl/worksheets/sheet1.xml": _sheet(head, rows, styles),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), _HEAD + body)
    return buffer.getvalue()


def _content_types() -> str:
    parts = (("workbook", "sheet.main"), ("styles", "styles"), ("worksheets/sheet1", "worksheet"))
    named = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in parts
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    usual = f'<Default Extension="rels" ContentType="{rels}"/>'
    return f'<Types xmlns="{_OF_PACKAGE}/content-types">{usual}{named}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OF_DOCUMENT}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_OF_PACKAGE}/relationships">{links}</Relationships>'


def _styles(codes: Sequence[str]) -> str:
    formats = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{_escaped(code)}"/>' for n, code in enumerate(codes)
    )
    own = "".join(f'<xf numFmtId="{164 + n}" fontId="0" applyNumberFormat="1"/>' for n in range(len(codes)))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{2 + len(codes)}"><xf/><xf fontId="1" applyFont="1"/>{own}</cellXfs></styleSheet>'
    )


def _sheet(head: Sequence[str], rows: Sequence[Sequence[object]], styles: Mapping[int, int]) -> str:
    least, most = _WIDTHS
    widths = [
        min(max(least, *(len(str(row[place])) + 2 for row in [head, *rows[:200]])), most)
        for place in range(len(head))
    ]
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    lines = [_row(1, head, dict.fromkeys(range(len(head)), 1))]
    lines += [_row(n, row, styles) for n, row in enumerate(rows, 2)]
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Sequence[object], styles: Mapping[int, int]) -> str:
    told = "".join(_cell(value, styles.get(place, 0)) for place, value in enumerate(cells))
    return f'<row r="{number}">{told}</row>'


def _cell(value: object, style: int) -> str:
    if value is None:
        return f'<c s="{style}"/>'
    if isinstance(value, int | float):
        return f'<c s="{style}"><v>{value!r}</v></c>'
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(str(value))}</t></is></c>'


def _escaped(text: str) -> str:
    return escape(text.translate(_BARRED), {'"': "&quot;"})
