import io
import zipfile
from xml.etree import ElementTree

from data.read.xlsx import workbook_bytes

NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sheet(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        return ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def test_texts_and_numbers_come_back_and_nothing_is_a_formula():
    rows = [["=1+1 & <b>\x07", 1.5], [None, -2], ["  Größe  ", 3]]

    found = sheet(workbook_bytes("Price book", ["a", "b"], rows, {1: "#,##0.00"}))

    assert found.findall(".//m:f", NAMES) == []
    assert [t.text for t in found.findall(".//m:t", NAMES)] == ["a", "b", "=1+1 & <b>", "  Größe  "]
    assert [float(v.text) for v in found.findall(".//m:v", NAMES)] == [1.5, -2.0, 3.0]


def test_numbers_carry_the_format_of_their_column():
    content = workbook_bytes("Book", ["share", "price"], [[0.2, 5.0]], {0: "0%", 1: "#,##0.00"})

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {f.get("numFmtId"): f.get("formatCode") for f in styles.findall(".//m:numFmt", NAMES)}
    used = [x.get("numFmtId") for x in styles.findall("m:cellXfs/m:xf", NAMES)]
    cells = sheet(content).findall(".//m:row[@r='2']/m:c", NAMES)
    assert [codes[used[int(cell.get("s"))]] for cell in cells] == ["0%", "#,##0.00"]
