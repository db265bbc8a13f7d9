"""Files whose order fields stand on the first line of an order only: told by the whole file.

A field of the order is full on first lines and missing on later ones, and never contradicts; a line's own
attribute is not filled. Where spreadsheet cells were merged, the order's number is such a field itself.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from data.intake.mapping.names import plain_name
from data.intake.source.reader import Reader
from data.sql import Connection, execute, quoted

ANCHORS = ("event_time", "customer_id")  # every order has them: where they stand tells the file's habit
STATUS_ANCHORS = ("sale_status", "payment_status")
OF_PRODUCTS = ("title", "brand", "category")
FILLED = (*ANCHORS, "store_id", "channel", "promotion", *STATUS_ANCHORS, "cancelled_at")
LEAST_ORDERS = 3  # of several lines, until a column whose name tells nothing is taken for the order's
LEAST_CONTINUED = 0.05  # of a file's orders have further lines, where cells were merged
OF_ORDERS = re.compile(
    "order|shipping|billing|payment|customer|client|country|city|region|state|province|postcode|zip|discount|"
    "coupon|currency|note|tag|source|subtotal|grandtotal|taxes|financial|fulfillmentstatus|risk|acceptsmarketing|"
    "employee|balance|duties|location|phone|email|vat|"
    "bestell|kunde|land|stadt|ort|zahlung|versand|commande|ville|pays|paiement|pedido|ciudad|pais|pago|ordine|citta"
)
OF_LINES = re.compile(
    "line|item|product|artikel|position|variant|sku|color|colour|farbe|couleur|size|grosse|taille|talla|material|"
    "style|brand|category|title|option|image|inventory|barcode|ean|gtin|weight|unit|qty|quantity|menge|price|preis|prix|rowtotal|vendor"
)


@dataclass(frozen=True)
class Habit:
    """How a column stands over the lines of orders that have several.

    Parameters
    ----------
    n_orders : of several lines
    n_first : first lines with a value
    n_later, n_missing, n_other : later lines with a value, without, with another than the first
    """

    n_orders: int
    n_first: int
    n_later: int
    n_missing: int
    n_other: int

    @property
    def is_exact(self) -> bool:
        """Whether it is missing exactly where a line is not the first."""
        return 0 < self.n_orders == self.n_first and self.n_later == 0

    @property
    def has_gaps(self) -> bool:
        """Whether later lines miss what every first line has, and none contradicts."""
        return 0 < self.n_orders == self.n_first and self.n_missing > 0 and self.n_other == 0


def habits_of(
    connection: Connection, table: str, names: Sequence[str], key: str = "order_id"
) -> dict[str, Habit]:
    """Return how some columns of a table stand, whose rows lie in the order of the file."""
    if not names:
        return {}
    counts, firsts = [], []
    for place, name in enumerate(names):
        column, first = quoted(name), quoted(f"first {place}")
        firsts.append(f"arg_min({column}, lines.rowid) OVER (PARTITION BY of_key) AS {first}")
        counts += [
            f"count({column}) FILTER (is_first)",
            f"count({column}) FILTER (NOT is_first)",
            f"count(*) FILTER (NOT is_first AND {column} IS NULL)",
            f"count(*) FILTER (NOT is_first AND {column} <> {first})",
        ]
    parts = {"counts": ", ".join(counts), "first_values": ", ".join(firsts)}
    found = execute(connection, "profiles/first_rows", table=quoted(table), key=quoted(key), **parts)
    n_orders, *numbers = found.fetchall()[0]
    return {name: Habit(n_orders, *numbers[4 * n : 4 * n + 4]) for n, name in enumerate(names)}


def are_on_first_lines(habits: dict[str, Habit]) -> bool:
    """Say whether only the first line of an order has the order's fields."""
    known = [habits[name] for name in (*ANCHORS, *STATUS_ANCHORS) if name in habits]
    return any(habit.has_gaps for habit in known) and not any(h.n_other for h in known if h.n_missing)


def columns_to_fill(
    connection: Connection, table: str, canonical: Collection[str], attributes: dict[str, str]
) -> list[str]:
    """Return the columns of a staged table whose gaps on later lines are filled from the order's first one.

    Parameters
    ----------
    canonical : the columns of `FILLED` that the file has
    attributes : staged column → the file's name of each attribute
    """
    names = [name for name in FILLED if name in canonical]
    habits = habits_of(connection, table, [*names, *attributes])
    known = [name for name in names if not habits[name].n_other]
    if not any(habits[name].is_exact for name in (*ANCHORS, *STATUS_ANCHORS) if name in names):
        return known  # the file repeats what it knows of an order: what is missing is a line's own
    return known + [name for name, column in attributes.items() if _is_of_order(column, habits[name])]


def _is_of_order(column: str, habit: Habit) -> bool:
    name = plain_name(column)
    if habit.n_later or not habit.n_first or OF_LINES.search(name):
        return False
    return bool(OF_ORDERS.search(name)) or (habit.is_exact and habit.n_orders >= LEAST_ORDERS)


def are_merged(connection: Connection, table: str, anchors: Sequence[str], key: str = "order_id") -> bool:
    """Say whether numbers of orders stand on their first lines only, as cells were merged.

    Every line without a number lacks the order's other fields too, every line with one has them, no number
    stands twice, and enough orders go on: a number that is missing by mistake is no such thing.
    """
    parts = {"table": quoted(table), "key": quoted(key)}
    parts |= {"is_bare": bare_line(anchors), "is_full": f"{quoted(anchors[0])} IS NOT NULL"}
    row = execute(connection, "profiles/merged", **parts).fetchall()[0]
    n_numbered, n_different, n_below, n_odd, n_gaps, n_continued, starts_full = row
    is_plain = n_numbered == n_different > 1 and n_odd == n_gaps == 0 and bool(starts_full)
    return is_plain and n_below > 0 and n_continued >= max(1, LEAST_CONTINUED * n_different)


def fills_of(connection: Connection, reader: Reader) -> dict[str, Any]:
    """Return, as parameters, which columns of `typed` are filled from first rows."""
    if reader.mapping.kind == "products":
        return _fill_of_variants(connection, reader)
    return _fill_of_lines(connection, reader)


def _fill_of_variants(connection: Connection, reader: Reader) -> dict[str, Any]:
    """Give variants below merged cells their product; return which attributes are the product's."""
    names = [name for name in OF_PRODUCTS if name in reader.columns]
    if reader.mapping.constants.get("merged_cells") and names:
        execute(connection, "staging/block_heads", key="parent_id", is_bare=bare_line(names, "text_"))
    own = {f"own {name}": plain_name(column) for name, column in reader.attributes.items()}
    habits = habits_of(connection, "typed", list(own), key="parent_id")
    places = [n for n, name in enumerate(own) if habits[name].is_exact and not OF_LINES.search(own[name])]
    return {"filled_own": places}


def _fill_of_lines(connection: Connection, reader: Reader) -> dict[str, Any]:
    """Give lines below merged cells their order's number; return, as parameters, which columns are filled.

    The lines lie typed in a temporary table `typed`, in the order of the file.
    """
    constants, columns = reader.mapping.constants, reader.mapping.columns
    if reader.mapping.kind != "events" or not constants.get("fill_down") or "order_id" not in columns:
        return {}
    anchors = [name for name in ANCHORS if name in columns]
    if constants.get("merged_cells") and anchors:
        execute(connection, "staging/block_heads", key="order_id", is_bare=bare_line(anchors, "text_"))
    attributes = {f"own {name}": column for name, column in reader.attributes.items()}
    found = columns_to_fill(connection, "typed", set(columns), attributes)
    places = [place for place, name in enumerate(attributes) if name in found]
    return {"filled": [name for name in found if name not in attributes], "filled_own": places}


def bare_line(anchors: Sequence[str], prefix: str = "") -> str:
    """Return the condition that a line has nothing that belongs to an order."""
    return " AND ".join(f"{quoted(prefix + name)} IS NULL" for name in anchors)
