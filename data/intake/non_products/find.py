"""Lines that are no products (subtotals, shipping, tips …): found by name, behavior and arithmetic."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from data.intake.non_products.names import Charge, charge_of_product, codes, first_letters, vocabulary
from data.intake.source.tables import count_rows
from data.sql import Connection, execute, registered

MAY_BE = "SELECT place, id_words, title_words FROM names_of_lines WHERE may_be_charge ORDER BY place"
FEW = 0.05  # of a charge's lines may look like a product's
MANY = 0.8  # of its lines, which look like a charge's
SAMPLE_ROWS = 50_000  # of a file, which show whether it has lines that are totals
MOST_ROUNDS = 3  # a subtotal, a total of that and the shipping, a grand total
ALL_ROWS = 2**62
Found = list[tuple[int, str]]  # places in `names_of_lines`, and which column tells


def mark_not_products(connection: Connection, import_no: int, is_coded: bool) -> None:
    """Give lines of an import that are no products that problem; needs the table `refused`.

    Where nothing else was sold, they are what the shop sells.

    Parameters
    ----------
    is_coded : whether most ids have digits, so that a bare letter or word among them is no product
    """
    _list_names(connection, import_no, is_coded)
    found: Found = []
    opens: dict[int, tuple[Charge, str]] = {}
    for place, id_words, title_words in connection.execute(MAY_BE).fetchall():
        named = charge_of_product(id_words, title_words, is_coded)
        if named and named[0].certainty == "sure":
            found.append((place, named[1]))
        elif named:
            opens[place] = named
    if _has_others(connection, len(found)):
        _mark(connection, import_no, found)
        charges = _charges_among(connection, import_no, opens)
        if _has_others(connection, len(found) + len(charges)):
            _mark(connection, import_no, charges)
    for places in _lines_that_add_up(connection, import_no):
        _mark(connection, import_no, [(place, "product_id") for place in places])
    connection.execute("DROP TABLE names_of_lines")


def behaves_like_a_charge(kind: str, facts: Mapping[Hashable, Any]) -> bool:
    """Say whether lines whose name leaves it open are those of a charge, as nothing they do is a product's.

    Parameters
    ----------
    facts : counts as `staging/open_charges.sql` makes them
    """
    if facts["n_looks"]:
        return False
    if kind == "deposits" and facts["n_beside"] and facts["n_cheap"] >= MANY * facts["n_beside"]:
        return True  # for each of several bottles
    if max(facts["n_several"], facts["n_again"]) > FEW * facts["n_lines"]:
        return False
    if facts["n_alone"] > 1 and facts["n_alone"] > (1 - MANY) * facts["n_baskets"]:
        return False
    return kind != "totals" or bool(facts["n_below"] <= (1 - MANY) * facts["n_beside"])


def _list_names(connection: Connection, import_no: int, is_coded: bool) -> None:
    starts = sorted({first_letters(word) for words in vocabulary() for word in words})
    values = {"import_no": import_no, "codes": sorted(codes()) if is_coded else [""], "starts": starts}
    execute(connection, "staging/names_of_lines", values)


def _has_others(connection: Connection, n: int) -> bool:
    return count_rows(connection, "names_of_lines") > n


def _charges_among(connection: Connection, import_no: int, opens: dict[int, tuple[Charge, str]]) -> Found:
    """Return those of the names that leave it open whose lines behave like those of a charge."""
    if not opens:
        return []
    values = {"import_no": import_no, "places": list(opens)}
    rows = execute(connection, "staging/open_charges", values).df().to_dict("records")
    facts = {row["place"]: row for row in rows}
    return [
        (place, column)
        for place, (charge, column) in opens.items()
        if place in facts and behaves_like_a_charge(charge.kind, facts[place])
    ]


def _mark(connection: Connection, import_no: int, found: Iterable[tuple[int, str]]) -> None:
    charges = pd.DataFrame(found, columns=["place", "column_name"])
    if not len(charges):
        return
    with registered(connection, charges=charges):
        for table in ("events", "refused"):
            execute(connection, "staging/mark_not_products", {"import_no": import_no}, table=table)


def _lines_that_add_up(connection: Connection, import_no: int) -> Iterator[list[int]]:
    """Yield places in `names_of_lines` of what adds up its orders, a kind of total at a time.

    The caller marks each before it asks for the next: a total of everything has no subtotal in it.
    """
    for _ in range(MOST_ROUNDS):
        if not _sums(connection, import_no, SAMPLE_ROWS):
            return
        found = _sums(connection, import_no, ALL_ROWS)
        if not found:
            return
        yield found


def _sums(connection: Connection, import_no: int, n_rows: int) -> list[int]:
    values = {"import_no": import_no, "n_rows": n_rows}
    return [int(row[0]) for row in execute(connection, "staging/sums_of_orders", values).fetchall()]
