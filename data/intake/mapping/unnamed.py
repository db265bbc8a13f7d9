"""Columns whose names say nothing: proposed from how their values look and where they stand."""

from data.intake.mapping.names import is_made_up
from data.intake.mapping.products import products_by_values
from data.intake.mapping.values import Column, Look, look
from data.schema import COLUMNS, Kind

IDS: dict[Kind, tuple[str, ...]] = {
    "events": ("customer_id", "product_id"),
    "products": ("product_id",),
    "customers": ("customer_id",),
    "offers": ("offer_id", "product_ids"),
    "orders": ("order_id", "customer_id"),
    "prices": ("product_id",),
    "persons": ("customer_id", "person_id"),
}


def kind_by_values(columns: dict[str, Column]) -> Kind:
    """Return what a file without a header probably holds."""
    looks = [look(column) for column in columns.values()]
    if "time" in looks or "event_type" in looks:
        return "events"
    return "products" if {"words", "money"} & set(looks) else "customers"


def columns_by_values(
    columns: dict[str, Column], kind: Kind, chosen: dict[str, str], is_unnamed: bool
) -> dict[str, str]:
    """Return canonical column → file column for what is still open and the values suggest.

    Where columns have names, only what a file must have is proposed, and an event type whose values are
    plainly event types; the rest stays an attribute.
    """
    free = {name: column for name, column in columns.items() if name not in chosen.values()}
    looks = {name: look(column) for name, column in free.items()}
    known = {column.name for column in COLUMNS[kind]} - set(chosen)
    found: dict[str, str] = {}

    def take(canonical: str, names: list[str]) -> None:
        left = [name for name in names if name not in found.values()]
        if canonical in known and canonical not in found and left:
            found[canonical] = left[0]

    def looking(*wanted: Look) -> list[str]:
        return [name for name, shown in looks.items() if shown in wanted]

    take("event_time", looking("time"))
    take("day", looking("time"))
    # one word in all rows may be a status, unless values alone tell
    take("event_type", [name for name in looking("event_type") if is_unnamed or free[name].n_distinct > 1])
    if kind == "events" and is_unnamed and all(map(is_made_up, columns)):  # a named one may be a quantity
        take("event_type", _codes(free, looks))
    is_log = kind == "events" and is_unnamed and "money" not in looks.values()
    shown_ids = looking("id", "count") if is_log else looking("id")  # small numbers of a log are ids too
    ids = [name for name in shown_ids if name not in found.values()]
    if kind == "events":
        ids = _in_event_order(ids, free, looks, is_unnamed and "order_id" in known)
        if is_unnamed and len(ids) > 2 and "money" in looks.values():
            take("order_id", ids[2:])
    if kind in ("products", "customers") and not all(map(is_made_up, columns)):
        ids = [name for name in ids if _names_rows(free[name])]  # any table has some column of numbers
    wanted_ids = [name for name in IDS[kind] if name in known]
    if not is_unnamed and "order_id" in chosen and "customer_id" in wanted_ids:
        wanted_ids.remove("customer_id")  # orders may have no customer, and a wrong one is worse than none
    if not is_unnamed and "person_id" in wanted_ids:
        wanted_ids.remove("person_id")  # a wrong one would join strangers
    if not is_unnamed and "product_id" in wanted_ids and kind == "events":
        order = chosen.get("order_id")
        take("product_id", products_by_values(ids, columns, order, "customer_id" in wanted_ids))
        wanted_ids.remove("product_id")
        ids = [name for name in ids if name != found.get("product_id")]
    for canonical, name in zip(wanted_ids, ids, strict=False):
        take(canonical, [name])
    if is_unnamed:
        for canonical in ("net_price", "price", "list_price"):
            take(canonical, looking("money"))
        take("quantity", looking("count"))
        take("title", looking("words"))
        take("category", ids[2:] if "order_id" not in found else ids[3:])
    return found


def _names_rows(column: Column) -> bool:
    """Say whether a column has another value in each row, and no fractions: what a list is kept by."""
    return column.n_distinct == len(column.known) and column.share(r"-?\d*[.,]\d+") < 1


def _codes(columns: dict[str, Column], looks: dict[str, Look]) -> list[str]:
    """Return columns of one digit that are event types: two to four codes, beside no price."""
    if "money" in looks.values():
        return []
    return [
        name
        for name, shown in looks.items()
        if shown == "count"
        and name != next(iter(columns))
        and columns[name].different <= {*"01234"}
        and 2 <= len(columns[name].different) <= 4
    ]


def _in_event_order(
    ids: list[str], columns: dict[str, Column], looks: dict[str, Look], may_have_order: bool
) -> list[str]:
    """Return id columns as customer, product, and what remains (an order's number first).

    Logs name who before what. Sales name the order, then what was bought, and the customer late: there the
    product is the id that changes most from row to row, the customer the one that changes least.
    """
    if len(ids) < 3 or "money" not in looks.values() or not may_have_order:
        return ids
    product = max(ids, key=lambda name: (columns[name].n_distinct, -ids.index(name)))
    others = [name for name in ids if name != product]
    customer = min(others, key=lambda name: (columns[name].n_distinct, -ids.index(name)))
    return [customer, product, *(name for name in others if name != customer)]
