"""Whether only the first row of an order has its fields: told before an import, by as few rows as may be."""

from collections.abc import Callable, Collection

from data.intake.arithmetic.sheet import SAMPLE_ROWS
from data.intake.formats.first_rows import (
    ANCHORS,
    OF_PRODUCTS,
    STATUS_ANCHORS,
    are_merged,
    are_on_first_lines,
    habits_of,
)
from data.intake.mapping.guess import guess
from data.intake.source.reader import UNREADABLE, Reader
from data.intake.source.tables import count_rows
from data.read.preview import N_ROWS, Preview
from data.schema import Mapping
from data.sql import Connection

Opened = Callable[[Mapping], tuple[Connection, Reader]]


def habit_of_orders(opened: Opened, preview: Preview) -> tuple[bool, bool]:
    """Return whether only the first row of an order has the order's fields, and whether cells were merged."""
    if (catalog := guess(preview).mapping).kind == "products":
        return False, _is_merged_catalog(opened, catalog)
    drafted = guess(preview, "events").mapping
    wanted = ("order_id", *ANCHORS, *STATUS_ANCHORS)
    columns = {name: drafted.columns[name] for name in wanted if name in drafted.columns}
    anchors = [name for name in ANCHORS if name in columns]
    if "order_id" not in columns or not anchors or _is_seen_without_gaps(preview, columns.values()):
        return False, False
    connection, reader = opened(drafted)
    habit = False, False
    for limit in (SAMPLE_ROWS, None):  # what the first rows deny needs no reading of all of them
        try:
            reader.probe(connection, columns, limit)
        except UNREADABLE:
            return False, False
        is_merged = are_merged(connection, "probe", anchors)
        habits = habits_of(connection, "probe", list(columns)[1:])
        habit = is_merged or are_on_first_lines(habits), is_merged
        if habit == (False, False) or count_rows(connection, "probe") < SAMPLE_ROWS:
            break
    return habit


def _is_seen_without_gaps(preview: Preview, columns: Collection[str]) -> bool:
    """Say whether the first rows are all there are, and none of these columns has a gap."""
    is_all = preview.is_whole and len(preview.rows) < N_ROWS
    return is_all and bool(preview.rows[list(columns)].notna().all(axis=None))


def _is_merged_catalog(opened: Opened, catalog: Mapping) -> bool:
    """Say whether only the first row of a product with variants names the product, as cells were merged."""
    names = [name for name in OF_PRODUCTS if name in catalog.columns]
    if "parent_id" not in catalog.columns or not names:
        return False
    connection, reader = opened(catalog)
    try:
        reader.probe(connection, {name: catalog.columns[name] for name in ("parent_id", *names)}, None)
    except UNREADABLE:
        return False
    return are_merged(connection, "probe", names, "parent_id")
