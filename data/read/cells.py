"""What a cell of an .xlsx sheet says: numbers as people write them, days and times as ISO, its place."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_COLUMNS = 1 << 14


def unescaped(text: str) -> str:
    """Return a text of a sheet without Excel's `_x000D_` for a character that XML cannot hold."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def number_text(value: str) -> str:
    """Return a stored number as people write it: 2.55 for 2.5499999999999998, all digits of a whole one."""
    if value.lstrip("-").isdecimal():
        return value
    number = float(value)
    if number.is_integer() and abs(number) < 1e18:
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def date_text(value: str, is_1904: bool) -> str:
    """Return the day and time that a stored number stands for, as ISO; a part of a day is a time."""
    days = float(value)
    if not 0 <= days < 2_958_466:  # the year 10000
        return number_text(value)
    milliseconds = round(days * 86_400_000)
    moment = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    moment += timedelta(milliseconds=milliseconds)
    text = moment.isoformat(" ", "milliseconds" if milliseconds % 1000 else "seconds")
    if days < 1:
        return text[11:]
    return text[:10] if milliseconds % 86_400_000 == 0 else text


def column_of(reference: str) -> int:
    """Return the column of a cell such as BC17, from 0."""
    column = 0
    for character in reference:
        if not "A" <= character <= "Z":
            break
        column = column * 26 + ord(character) - 64
    if not 0 < column <= MOST_COLUMNS:
        raise ValueError(reference)
    return column - 1
