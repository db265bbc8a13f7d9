"""Doubts found in the whole shop, each search one file of SQL, and those that are known by their line."""

import re
from collections.abc import Collection

import pandas as pd

from data.schema.doubts import DOUBT_KINDS, DROPPED
from data.sql import Connection, execute, filled, quoted, registered, sql

# the file of SQL → the kinds that it finds
SEARCHES: dict[str, tuple[str, ...]] = {
    "prices": ("extreme_price", "unit_slip"),
    "amounts": ("above_list_price", "cost_above_price", "impossible_cost", "impossible_price"),
    "quantities": ("extreme_quantity", "mixed_units"),
    "units_change": ("units_change",),
    "times": ("future_time", "midnight", "days_only"),
    "gaps": ("sudden_gap",),
    "orders": ("order_of_two", "order_over_days", "session_of_two"),
    "returns": ("unmatched_return", "undone_purchase"),
    "people": ("bot", "placeholder_customer", "no_customer"),
    "words": ("test_order", "spreadsheet_id"),
    "charges": ("charge_like",),
    "near_duplicates": ("near_duplicate_product", "near_duplicate_customer", "near_duplicate_category"),
    "two_names": ("two_titles", "two_categories", "two_brands"),
    "letters": ("mojibake", "formula"),
    "strangers": ("orphan_product", "unknown_customer"),
}
_AGE = re.compile(r"age|alter|年龄")


def search(connection: Connection, kinds: Collection[str] | None = None) -> None:
    """Fill the temporary table `found` with the rows of these kinds (of all where None)."""
    for name in ("found", "product_facts", "customer_facts"):
        execute(connection, f"quality/{name}")
    for name, finds in SEARCHES.items():
        if kinds is None or set(finds) & set(kinds):
            connection.execute("INSERT INTO found " + sql(f"quality/{name}"))


def search_files(connection: Connection) -> None:
    """Fill `found_in_files`, `rejected_kinds` and `counted_doubts`; call it after `search`."""
    execute(connection, "quality/found_in_files")
    for name in ("catalog", "people_listed"):
        connection.execute("INSERT INTO found_in_files " + sql(f"quality/{name}"))
    for table, name, _ in execute(connection, "quality/columns").fetchall():
        if table == "customers" and _AGE.fullmatch(name.lower()):
            text = filled(sql("quality/impossible_ages"), column=quoted(name))
            connection.execute("INSERT INTO found_in_files " + text, {"name": name})
    reasons = [(reason, kind.name) for kind in DOUBT_KINDS.values() for reason in kind.reasons]
    with registered(connection, reasons=pd.DataFrame(reasons, columns=["reason", "kind"])):
        execute(connection, "quality/rejected_kinds")
    execute(connection, "quality/counted_doubts", {"dropped": sorted(DROPPED)})
