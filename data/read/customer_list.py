"""A list of customers out of a CSV: its customer_id column and nothing else."""

import csv
import io
import re

from data.read.encodings import guess_encoding
from data.schema import InputError

COLUMN = "customer_id"
DELIMITERS = (",", ";", "\t", "|")
MOST_BYTES = 50_000_000
_REMEDY = "Send a CSV whose first row names the columns, one of them customer_id"


def read_customer_ids(content: bytes, name: str) -> list[str]:
    """Return the customers of a CSV, each once, in order.

    Parameters
    ----------
    content : the file's bytes; comma, semicolon, tab or | between columns, or one column alone
    name : what the person calls the file

    Raises
    ------
    InputError
        Not a CSV with a customer_id column and rows under it.
    """
    if len(content) > MOST_BYTES:
        raise InputError("the list is larger than 50 MB", "Send the customer_id column alone", file=name)
    text = content.decode(guess_encoding(content, name), errors="replace").removeprefix("\ufeff")
    header, _, rest = text.lstrip("\r\n").replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    delimiter = max(DELIMITERS, key=header.count)
    names = [_plain(cell) for cell in _cells(header, delimiter, name)]
    if COLUMN not in names:
        raise InputError(f"there is no column {COLUMN}", _REMEDY, file=name, row=1)
    place = names.index(COLUMN)
    rows = csv.reader(io.StringIO(rest), delimiter=delimiter)
    try:
        ids = [row[place].strip() for row in rows if len(row) > place]
    except csv.Error as error:
        raise InputError("a row of it cannot be read as CSV", _REMEDY, file=name) from error
    ids = list(dict.fromkeys(customer for customer in ids if customer))
    if not ids:
        raise InputError("no row names a customer", _REMEDY, file=name, column=COLUMN)
    return ids


def _cells(header: str, delimiter: str, name: str) -> list[str]:
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error as error:  # a field longer than any name
        raise InputError("its first row cannot be read as CSV", _REMEDY, file=name, row=1) from error


def _plain(cell: str) -> str:
    """Return a column's name as the shop's own are written: Customer ID → customer_id."""
    return re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()).strip("_")
