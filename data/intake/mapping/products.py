"""Which column is the product of an order's line: none that numbers the lines, or names people."""

from collections import Counter
from collections.abc import Sequence

from data.intake.mapping.money_names import counts_units, tells_no_product
from data.intake.mapping.names import plain_name
from data.intake.mapping.values import EMAIL, NUMBER, Column

OF_LINES = ("itemid", "itemno", "itemnumber", "item", "listingid", "productline", "reference", "symbol")
FEW_ROWS = 10  # of so many, each with another value, hardly one is a product sold once only


def likeliest(names: Sequence[str], columns: dict[str, Column]) -> list[str]:
    """Return columns named as products: those with values first, those that may number lines last."""
    return sorted(names, key=lambda name: (not columns[name].known, _numbers_lines(columns[name])))


def settle_product(chosen: dict[str, str], columns: dict[str, Column]) -> bool:
    """Take the title for the product where none is, or one that numbers lines; say whether it did."""
    title, product = chosen.get("title", ""), chosen.get("product_id", "")
    if title not in columns or title == product:
        return False
    if not product:
        is_good = not tells_no_product(title) and columns[title].share(EMAIL) == 0
    else:
        repeats = columns[title].n_distinct < len(columns[title].known)
        is_good = product in columns and _numbers_lines(columns[product]) and repeats
    if is_good:
        chosen["product_id"] = title
    return is_good


def add_quantity(chosen: dict[str, str], columns: dict[str, Column]) -> None:
    """Find the quantity by a part of its name where the whole name is no known one."""
    free = [name for name in columns if name not in chosen.values()]
    fitting = [name for name in free if counts_units(name) and columns[name].share(NUMBER) > 0.9]
    if "quantity" not in chosen and fitting:
        chosen["quantity"] = fitting[0]


def products_by_values(
    ids: Sequence[str], columns: dict[str, Column], order: str | None, first_is_customer: bool
) -> list[str]:
    """Return the ids that may be products: of no people, not one of each row, differing within orders."""
    fitting = [
        name
        for name in ids
        if not tells_no_product(name)
        and columns[name].n_unique < FEW_ROWS
        and columns[name].share(EMAIL) == 0
        and columns[name].n_distinct > 1
    ]
    if order:
        n_orders = {name: _n_orders_differing(columns[name], columns[order]) for name in fitting}
        return sorted(fitting, key=lambda name: -n_orders[name])
    if first_is_customer and len(ids) > 1:  # logs name who before what
        return [name for name in fitting if name != ids[0]] or fitting
    return fitting


def _n_orders_differing(column: Column, order: Column) -> int:
    """Return in how many orders of the first rows a column has several values."""
    if len(column.known) != len(order.known):
        return 0
    different = set(zip(order.known, column.known, strict=True))
    return sum(n_values > 1 for n_values in Counter(number for number, _ in different).values())


def _numbers_lines(column: Column) -> bool:
    return plain_name(column.name) in OF_LINES and column.n_unique > 1
