"""Each column of a file as its mapping and its format read it, with its text beside it."""

from data.intake.formats.decide import Formats
from data.intake.source.attributes import known_numbers
from data.intake.source.reader import Reader
from data.intake.source.replaced import replaced, replacing
from data.sql import Connection, aside, quoted

READERS = {
    "text": "read_{format}_id({column})",
    "event_type": "read_event_type({column})",
    "time": "read_{format}_time({column})",
    "money": "TRY_CAST({format}_number({column}) AS DECIMAL(18, 4))",
    "number": "TRY_CAST({format}_number({column}) AS DECIMAL(18, 4))",
    "unit_price": "TRY_CAST({format}_number({column}) AS DECIMAL(18, 8))",
    "instrument": "TRY_CAST({format}_number({column}) AS DOUBLE)",
    "counted": "read_counted_time({column}, CAST($first_day AS TIMESTAMP))",
    "coded": "read_coded_type({column}, $codes, $meanings)",
    "status": "read_status({column}, $words_{name}, $meanings_{name})",
    "flag": "read_flag({column})",
    "yes_no": "read_yes_no({column})",
}
NOTHING = "CAST(NULL AS VARCHAR)"
EMPTY = dict.fromkeys(("text", "status", "flag"), NOTHING) | {
    "event_type": "CAST($event_type AS VARCHAR)",
    "time": "CAST(NULL AS TIMESTAMP)",
    "yes_no": "CAST(NULL AS BOOLEAN)",
    "unit_price": "CAST(NULL AS DECIMAL(18, 8))",
}
NO_NUMBER = "CAST(NULL AS DECIMAL(18, 4))"
UNIT_PRICES = ("net_price", "list_price")  # of events: times a large quantity, a fourth decimal is money


def select_list(connection: Connection, reader: Reader, formats: Formats) -> list[str]:
    """Return the select list over the file: each canonical column typed, and its text beside it."""
    selected: list[str] = []
    is_of_events = reader.mapping.kind == "events"
    for column in reader.typed_columns:
        name = column.name
        type_ = "unit_price" if is_of_events and name in UNIT_PRICES else column.type
        if name == "event_clock":
            continue
        read, text = EMPTY.get(type_, NO_NUMBER), NOTHING
        if name in reader.columns:
            text = reader.text_of(name)
            read, text = replaced(reader, name, read_as(reader, name, type_, formats, text), text)
        selected += [f"{read} AS {name}", f"{text} AS text_{name}"]
    for name in reader.instruments:
        read = READERS["instrument"].format(format=formats.get(name, "plain"), column=reader.text_of(name))
        selected += [f"{read} AS {aside(name)}", f"{reader.text_of(name)} AS {quoted('text of ' + name)}"]
    numbers = known_numbers(connection) if is_of_events and reader.attributes else set()
    for name, file_column in reader.attributes.items():
        read = "loose_number({})" if name.lower() in numbers else replacing(reader, file_column)
        selected.append(f"{read.format(quoted(file_column))} AS {aside(name)}")
    if reader.mapping.kind == "orders":
        selected.append(f"{reader.clock_text or NOTHING} AS clock")
    return selected + (["record", "column_name"] if reader.is_wide else [])


def read_as(reader: Reader, name: str, type_: str, formats: Formats, text: str) -> str:
    """Return the SQL that reads the text of a column in its format."""
    format_ = formats.get(name, "share" if name == "discount_share" else "plain")
    read = READERS[format_ if format_ in ("counted", "coded") else type_]
    read = read.format(format=format_, column=text, name=name)
    if type_ == "time" and "time_zone" in reader.mapping.constants and format_ != "counted":
        return f"in_zone({read}, {text}, $time_zone)"
    return read
