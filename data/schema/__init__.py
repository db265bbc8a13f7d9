"""The canonical tables every shop is brought to, and the errors that name what is wrong with a file."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["events", "products", "customers", "offers", "orders", "prices"]
ColumnType = Literal["text", "time", "money", "number", "event_type", "status", "flag"]

KINDS: tuple[Kind, ...] = ("events", "products", "customers", "offers", "orders", "prices")
EVENT_TYPES = ("view", "cart", "purchase", "return", "search", "rate")
MISSING = (  # what says in a file that nothing is known
    *("", "NULL", "null", "NA", "N/A", "n/a", "NaN", "nan", "None", "\\N", "(not set)", "#N/A"),
    *("-", "--", "–", "—", "(null)", "(none)", "<NA>", "undefined"),
)
CURRENCY_COLUMN = re.compile(
    r"(.*[ _-])?(currency|währung|waehrung|devise|币种|货币)([ _-]?code)?"
)  # its name
MOST_CODES = 30  # of an event type; a column of more different values is none


@dataclass(frozen=True)
class Column:
    """One canonical column: its name, type, whether a file must have it, and what it means."""

    name: str
    type: ColumnType
    is_required: bool
    meaning: str


STATUSES = (
    Column("sale_status", "status", False, "paid, cancelled, refunded …: what is no sale stays out"),
    Column("payment_status", "status", False, "a further status, of the payment"),
    Column("line_status", "status", False, "a further status, of the line, its shipment or its return"),
    Column("cancelled_at", "flag", False, "when or why an order was cancelled; empty where it was not"),
)
ORDER_REFUND = (
    Column(
        "order_refund", "money", False, "money of the whole order that was paid back, where it is partial"
    ),
)
EVENTS = (
    Column("customer_id", "text", True, "who: customer, user, household or visitor"),
    Column("event_time", "time", True, "when, in UTC"),
    Column("event_clock", "text", False, "time of day, where the date stands in a column of its own"),
    Column("product_id", "text", True, "which product: SKU, stock code, item"),
    Column("event_type", "event_type", False, "view, cart, purchase, return …; purchase where absent"),
    Column("net_price", "money", False, "price per unit after reductions"),
    Column("net_total", "money", False, "price of the whole line, where no unit price is given"),
    Column("list_price", "money", False, "price per unit before reductions"),
    Column("list_total", "money", False, "price of the whole line before reductions"),
    Column("discount_total", "money", False, "reduction of the whole line, in money"),
    Column("unit_discount", "money", False, "reduction of each unit, in money"),
    Column("coupon_total", "money", False, "a further reduction of the whole line, by coupon"),
    Column("discount_share", "number", False, "reduction of the line as a share or in percent"),
    Column("order_discount", "money", False, "reduction of the whole order, shared among its lines"),
    Column("quantity", "number", False, "units; 1 where absent, negative for returns"),
    Column("order_id", "text", False, "the checkout: order, invoice or basket number"),
    Column("session_id", "text", False, "the visit to the shop"),
    Column("store_id", "text", False, "the store or site of the sale"),
    Column("channel", "text", False, "web, app, store, phone …"),
    Column("cost", "money", False, "product cost per unit at that time"),
    Column("promotion", "text", False, "promotion running for the product"),
    Column("title", "text", False, "product name, where the file has no catalog"),
    Column("category", "text", False, "product category, where the file has no catalog"),
    Column("brand", "text", False, "product brand, where the file has no catalog"),
    *STATUSES,
    Column("returned_quantity", "number", False, "units of the line that came back or were paid back"),
    Column("cancelled_quantity", "number", False, "units of the line that were cancelled"),
    Column("refund_total", "money", False, "money of the line that was paid back"),
    *ORDER_REFUND,
)
PRODUCTS = (
    Column("product_id", "text", True, "which product"),
    Column("parent_id", "text", False, "the product whose variants these are: handle, parent SKU"),
    Column("title", "text", False, "product name"),
    Column("category", "text", False, "category"),
    Column("brand", "text", False, "brand or manufacturer"),
    Column("list_price", "money", False, "price per unit before reductions"),
    Column("cost", "money", False, "product cost per unit"),
)
CUSTOMERS = (
    Column("customer_id", "text", True, "who; every other column is kept as an attribute"),
    Column("alias_id", "text", False, "the id that orders know them by, where it is another one"),
)
OFFERS = (
    Column("offer_id", "text", True, "name of the offer in the price book"),
    Column("product_ids", "text", True, "two to six product ids, joined by |"),
    Column("discount_share", "number", False, "a discount to judge, 0–1; the best one is found where absent"),
    Column("name", "text", False, "a title for people"),
)
ORDERS = (
    Column("order_id", "text", True, "the checkout that the lines of another file name"),
    Column("customer_id", "text", False, "who ordered"),
    Column("event_time", "time", False, "when, in UTC"),
    Column("event_clock", "text", False, "time of day, where the date stands in a column of its own"),
    Column("store_id", "text", False, "the store or site of the sale"),
    Column("channel", "text", False, "web, app, store, phone …"),
    Column("order_discount", "money", False, "reduction of the whole order, shared among its lines"),
    Column("paid_total", "money", False, "what the whole order cost, which shows what its discount is"),
    Column("order_number", "number", False, "the customer's how-many-eth order, where no order has a date"),
    Column(
        "days_since_previous",
        "number",
        False,
        "days since the customer's order before, where none has a date",
    ),
    Column("weekday", "number", False, "day of the week, 0–6, where no order has a date"),
    *STATUSES,
    *ORDER_REFUND,
)
PRICES = (
    Column("product_id", "text", True, "which product"),
    Column("day", "time", False, "the day from which the price holds; absent where every day is a column"),
    Column("price", "money", False, "price per unit; absent where every day is a column"),
    Column("store_id", "text", False, "the store, where prices differ by store"),
)
COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "events": EVENTS,
    "products": PRODUCTS,
    "customers": CUSTOMERS,
    "offers": OFFERS,
    "orders": ORDERS,
    "prices": PRICES,
}


class InputError(Exception):
    """Something a person sent cannot be used; the sentence names where it is and what to do.

    Parameters
    ----------
    problem : what is wrong, without a full stop
    remedy : what the person can do about it, without a full stop
    file, column, row : where it is; `row` counts from 1 with the header as row 1
    """

    def __init__(
        self,
        problem: str,
        remedy: str,
        *,
        file: str | None = None,
        column: str | None = None,
        row: int | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy
        self.file, self.column, self.row = file, column, row

    def __str__(self) -> str:
        where = [
            self.file or "",
            f"column {self.column}" if self.column else "",
            f"row {self.row}" if self.row else "",
        ]
        place = ", ".join(part for part in where if part)
        return f"{place + ': ' if place else ''}{self.problem}. {self.remedy}."


class AmbiguousDatesError(InputError):
    """No date of the file says whether the day or the month comes first; a person has to.

    Parameters
    ----------
    examples : dates of the file that read both ways, as they stand there
    """

    def __init__(
        self,
        problem: str,
        remedy: str,
        *,
        file: str | None = None,
        column: str | None = None,
        row: int | None = None,
        examples: tuple[str, ...] = (),
    ) -> None:
        super().__init__(problem, remedy, file=file, column=column, row=row)
        self.examples = examples


class NotEnoughDataError(InputError):
    """The shop's data are sound but cannot answer this question (no price variation, one product …)."""
