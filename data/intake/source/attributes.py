"""Columns that nothing maps: kept under their own names, beside what every shop has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from data.intake.mapping.statuses import RETURNS
from data.schema import COLUMNS, STORED_AS, Kind, Mapping, Replacement
from data.sql import Connection, execute, filled, quoted, words_of_marts
from data.store.replaced import columns_of

MOST_KEPT = 60  # of a file of events or orders: a wider export is cut here, its first columns stay
LIMITED = ("events", "orders")
WITHOUT = ("offers", "prices", "persons")  # kinds that keep no attributes
LONGEST_NAME = 120
NUMBER_SHARE = 0.95  # of the known values, from which an attribute counts as a number
CUSTOMER_SHARE = 0.95  # of the customers with one value only, from which it tells customers apart
MOST_VALUES = 200  # of an attribute that may tell customers apart
OWN_WORDS = {
    *(
        "import_no",
        "problem",
        "file_row",
        "record",
        "row_number",
        "price_key",
        "person_key",
        "rowid",
    ),  # of rows
    *STORED_AS.values(),
    *("first_order_at", "last_order_at", "recency_days", "n_orders", "monetary", "n_visits"),  # of customers
    *("segment", "cluster", "persona"),
}
# what rows are read by, and what stays an attribute of theirs
NOT_STORED = {"payment_status", "line_status", "cancelled_at", *RETURNS, "refund_total", "parent_id"}
ALSO_KEPT = {"sale_status", "order_refund"}
FORGET = "DELETE FROM attributes WHERE kind = $kind AND lower(name) = lower($name)"
REMEMBER = "INSERT INTO attributes VALUES ($kind, $name, $is_number, $is_of_customer)"
IS_NUMBER = (
    "SELECT count(v) > 0 AND count(loose_number(v)) >= $share * count(v), approx_count_distinct(v) "
    "FROM (SELECT /* name */ AS v FROM /* table */ "
    "WHERE import_no = $import_no AND problem IS NULL LIMIT 100000)"
)


@dataclass(frozen=True)
class FreeColumns:
    """What becomes of the columns of a file that nothing else uses.

    Parameters
    ----------
    kept : the name that an attribute is stored under → column of the file
    lost : columns of the file beyond the limit
    """

    kept: dict[str, str]
    lost: list[str]


@cache
def taken_words(kind: Kind) -> frozenset[str]:
    """Return names that no column of a file is stored under: canonical ones, and words of the marts."""
    words = {column.name for column in COLUMNS[kind]} | OWN_WORDS
    if kind in ("events", "orders"):
        words |= {column.name for column in COLUMNS["events"]}
        words |= words_of_marts()
    return frozenset(words - NOT_STORED)


def free_columns(mapping: Mapping, file_columns: Sequence[str]) -> FreeColumns:
    """Say which columns of a file are kept as attributes, and which are lost as there are too many."""
    if mapping.kind in WITHOUT:
        return FreeColumns({}, [])
    used = {column for name, column in mapping.columns.items() if name not in NOT_STORED | ALSO_KEPT}
    used |= set(mapping.instruments)
    used |= {*mapping.constants.get("fallback", {}).values(), *mapping.constants.get("ignored", ())}
    used |= {name for name, how in mapping.personal.items() if how is Replacement.LEAVE_OUT}
    free = [column for column in file_columns if column not in used]
    n_kept = MOST_KEPT if mapping.kind in LIMITED else len(free)
    taken = {name.lower() for name in stored_instruments(mapping)} | taken_words(mapping.kind)
    return FreeColumns(_stored_names(free[:n_kept], "attribute", taken), free[n_kept:])


def stored_instruments(mapping: Mapping) -> dict[str, str]:
    """Return stored name → file column of the instruments that are no canonical column."""
    canonical = {column.name for column in COLUMNS[mapping.kind]}
    own = [name for name in mapping.instruments if name.lower() not in canonical]
    return _stored_names(own, "instrument", taken_words(mapping.kind))


def _stored_names(columns: list[str], what: str, taken: Collection[str]) -> dict[str, str]:
    """Return stored name → file column; no two are alike, whatever their case."""
    names: dict[str, str] = {}
    used = set(taken)
    for column in columns:
        name, number = column[:LONGEST_NAME], 0
        while name.lower() in used:
            number += 1
            name = f"{column[:LONGEST_NAME]} ({what}{f' {number}' if number > 1 else ''})"
        used.add(name.lower())
        names[name] = column
    return names


def remember_attributes(
    connection: Connection, kind: Kind, table: str, names: list[str], import_no: int
) -> None:
    """Note each attribute that came with an import: whether it is a number, and one value per customer.

    `table` holds the rows of the import, while it is under way.
    """
    for name in names:
        look = filled(IS_NUMBER, name=quoted(name), table=quoted(table))
        values = {"share": NUMBER_SHARE, "import_no": import_no}
        is_number, n_distinct = connection.execute(look, values).fetchall()[0]
        is_of_customer = kind == "customers" or (
            kind == "events"
            and 2 <= n_distinct <= MOST_VALUES
            and _tells_customers(connection, name, import_no)
        )
        connection.execute(FORGET, {"kind": kind, "name": name})
        noted = {"kind": kind, "name": name, "is_number": is_number, "is_of_customer": is_of_customer}
        connection.execute(REMEMBER, noted)


def known_numbers(connection: Connection) -> set[str]:
    """Return the columns of `events` that an earlier import stored as numbers, in lower case."""
    return {name.lower() for name, type_ in columns_of(connection)["events"].items() if type_ == "DOUBLE"}


def _tells_customers(connection: Connection, name: str, import_no: int) -> bool:
    of_import = {"import_no": import_no}
    counts = execute(connection, "profiles/customer_values", of_import, name=quoted(name))
    n_one, n_customers = counts.fetchall()[0]
    return bool(n_customers and n_one >= CUSTOMER_SHARE * n_customers)
