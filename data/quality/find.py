"""Doubts found in the whole shop: each search is one file of SQL over the columns that it needs."""

from collections.abc import Collection

import duckdb

from data.sql import sql

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


def search(connection: duckdb.DuckDBPyConnection, kinds: Collection[str] | None = None) -> None:
    """Fill the temporary table `found` with the rows of these kinds (of all where None)."""
    connection.execute(sql("quality/found"))
    connection.execute(sql("quality/product_facts"))
    connection.execute(sql("quality/customer_facts"))
    for name, finds in SEARCHES.items():
        if kinds is None or set(finds) & set(kinds):
            connection.execute("INSERT INTO found " + sql(f"quality/{name}"))
