"""What a shop knows of the orders that a file's lines name, and whether the lines need it."""

from data.intake.source.checks import FROM_ORDERS
from data.intake.source.reader import Reader
from data.sql import Connection

ORDERS_KNOW = (
    "SELECT count(*), count(event_time), (SELECT count(*) FROM aliases), "
    "count(*) FILTER (order_discount <> 0 OR order_refund <> 0), count(sale_status) FROM orders"
)
ORDER_ATTRIBUTES = "SELECT name FROM attributes WHERE kind = 'orders' ORDER BY name"


def needs_orders(connection: Connection, reader: Reader) -> bool:
    """Say whether lines take something from their order; raises InputError where no file told of orders."""
    columns, constants = reader.mapping.columns, reader.mapping.constants
    n_orders, n_times, n_aliases, *_ = count_orders(connection)
    if "event_time" not in columns and not n_times:
        known = ", ".join(reader.file_columns[:20])
        raise reader.refusal(
            "no column is mapped to event_time, and no file of orders tells it",
            f"Choose one of its columns, or send the file of the orders along: {known}",
        )
    has_gap = any(name not in columns for name in FROM_ORDERS) and n_orders > 0
    is_own = bool(constants.get("fill_down")) or bool({"order_discount", "order_refund"} & set(columns))
    return ("order_id" in columns and (has_gap or is_own)) or ("customer_id" in columns and n_aliases > 0)


def count_orders(connection: Connection) -> tuple[int, ...]:
    """Return how many orders are known, with times, other names of customers, reductions, no sale."""
    return tuple(connection.execute(ORDERS_KNOW).fetchall()[0])


def order_attributes(connection: Connection, reader: Reader) -> tuple[str, ...]:
    """Return the attributes of orders that their lines get: those that the lines do not have themselves."""
    own = {name.lower() for name in (*reader.attributes, *reader.instruments)}
    names = connection.execute(ORDER_ATTRIBUTES).fetchall()
    return tuple(str(name) for (name,) in names if name.lower() not in own)
