"""How a text is laid out: what separates its columns, and where its table begins."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from data.read.header import has_header
from data.schema import InputError

DELIMITERS = (",", ";", "\t", "|")
N_LINES = 200
MOST_BEFORE = 20  # lines of a title above the table
CLEAR = 0.5  # share of records as wide as the first, from which a delimiter is the file's
LEAST_WIDTH = 3  # of a table under a title
SAID_BY_EXCEL = re.compile("sep=.", re.IGNORECASE)  # the delimiter


def records_of(text: str, delimiter: str, *, is_whole: bool = True) -> list[list[str]]:
    """Return the records of a text but its blank lines; without the last one where the text was cut."""
    csv.field_size_limit(1 << 30)
    records = [record for record in csv.reader(io.StringIO(text), delimiter=delimiter) if record]
    return records if is_whole or len(records) < 3 else records[:-1]


def guess_delimiter(text: str, name: str) -> str:
    """Choose the delimiter that splits a first row and most others into the same number of cells.

    Where no row at the top is like the others, those are lines of a title, and a row below is looked at.
    """
    lines = text.split("\n", N_LINES)[:N_LINES]
    found = dict.fromkeys(DELIMITERS, (0.0, 0))
    for n_before in range(min(MOST_BEFORE + 1, len(lines))):
        table = "\n".join(lines[n_before:])
        scores = {delimiter: _consistency(records_of(table, delimiter)) for delimiter in DELIMITERS}
        best = max(scores, key=scores.__getitem__)
        if scores[best][0] > CLEAR and (scores[best][1] >= LEAST_WIDTH or n_before == 0):
            return best
        if n_before == 0:
            found = scores
    likeliest = max(found, key=found.__getitem__)
    if found[likeliest] == (0, 0):
        raise InputError(
            "every row is one single text: no comma, semicolon, tab or | separates columns",
            "Export it again as CSV with a comma between columns",
            file=name,
            row=1,
        )
    return likeliest


def _consistency(records: list[list[str]]) -> tuple[float, int]:
    if not records or len(records[0]) < 2:
        return (0, 0)
    widths = Counter(len(record) for record in records)
    return (widths[len(records[0])] / len(records), len(records[0]))


def lines_before(text: str, delimiter: str) -> int:
    """Return how many lines stand above the table: blank ones, and lines of a title, with far fewer cells.

    A line with text in it is a title only where names of columns come after it: a cut row is a row.
    """
    lines = text.split("\n", N_LINES)[:N_LINES]
    width = Counter(map(len, records_of("\n".join(lines), delimiter))).most_common(1)[0][0]
    n_empty = 0
    for place, record in enumerate(_of_one_line(lines, delimiter)):
        if place > MOST_BEFORE:
            break
        if not record or SAID_BY_EXCEL.fullmatch(lines[place].strip()):
            n_empty += n_empty == place
        elif not _is_of_title(record, width):
            table = records_of("\n".join(lines[place:]), delimiter)
            return place if len(record) >= LEAST_WIDTH and has_header(table) else n_empty
    return n_empty


def _of_one_line(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the records from the top, up to one that goes over several lines: that is of the table."""
    reader = csv.reader([line + "\n" for line in lines], delimiter=delimiter)
    for n, record in enumerate(reader, start=1):
        if reader.line_num > n:
            yield ["a cell"] * len(record or [""]) * LEAST_WIDTH
            return
        yield record


def _is_of_title(record: list[str], width: int) -> bool:
    """Whether a record has far fewer cells than most; a spreadsheet fills a title up with empty cells."""
    n_filled = sum(bool(cell.strip()) for cell in record)
    is_padded = len(record) == width and n_filled < 2
    return width >= LEAST_WIDTH and (is_padded or (len(record) < width and 2 * n_filled <= width))
