"""A small clean shop, and the same shop with one planted defect of every kind, each with its line."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from data.intake.imports.record import Intake
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.store import Shop
from tests.builders import new_shop

N_PRODUCTS, N_CUSTOMERS, N_DAYS = 12, 40, 120
START = datetime(2024, 1, 1)
HEADER = ["customer_id", "event_time", "event_type", "product_id", "net_price", "list_price", "quantity"]
HEADER += ["cost", "order_id", "session_id", "title", "category", "brand"]
Row = dict[str, str]


@dataclass
class Planted:
    """Rows of an events file, and the lines at which each kind of defect stands."""

    rows: list[Row]
    lines: dict[str, set[int]] = field(default_factory=dict)

    def add(self, kind: str, *rows: Row) -> None:
        """Append rows that are all of one kind."""
        for row in rows:
            self.rows.append(row)
            self.lines.setdefault(kind, set()).add(len(self.rows) + 1)

    def add_clean(self, *rows: Row) -> None:
        """Append rows that nothing is wrong with by themselves."""
        self.rows.extend(rows)


def product(number: int) -> Row:
    """Return what the events say of one product."""
    price = 4.0 + number
    return {
        "product_id": f"P{number:02d}",
        "net_price": f"{price:.2f}",
        "list_price": f"{price * 1.25:.2f}",
        "cost": f"{price * 0.6:.2f}",
        "title": f"Tea number {number}",
        "category": ["Black", "Green", "Herbal"][number % 3],
        "brand": ["Aya", "Bo"][number % 2],
    }


def line(number: int, day: int, order: str, customer: str = "C1", **overrides: str) -> Row:
    """Return one order line of a product on a day of the shop."""
    at = START + timedelta(days=day, hours=9 + number % 8, minutes=7 * number % 60, seconds=11)
    row = {
        "customer_id": customer,
        "event_time": at.strftime("%Y-%m-%d %H:%M:%S"),
        "event_type": "purchase",
        "quantity": str(1 + number % 3),
        "order_id": order,
        "session_id": f"S{order}",
    }
    return product(number) | row | overrides


def clean_rows(seed: int = 0) -> list[Row]:
    """Return the order lines and views of a shop with which nothing is wrong."""
    chance = random.Random(seed)
    rows = []
    for day in range(N_DAYS):
        for nth in range(4):
            customer = f"C{chance.randrange(N_CUSTOMERS)}"
            order = f"O{day:03d}{nth}"
            for number in chance.sample(range(N_PRODUCTS), 2):
                rows.append(line(number, day, order, customer))
            views = {"event_type": "view", "order_id": "", "quantity": ""}
            seen = chance.randrange(N_PRODUCTS)
            at = START + timedelta(days=day, hours=8, minutes=nth)
            rows.append(
                line(seen, day, order, customer, **views) | {"event_time": at.strftime("%Y-%m-%d %H:%M:%S")}
            )
    return rows


def write_rows(path: Path, rows: list[Row], header: list[str] = HEADER) -> Path:
    """Write rows as a CSV; a row's cell called `raw` is written as the whole line."""
    texts = [",".join(header)]
    texts += [row["raw"] if "raw" in row else ",".join(row.get(name, "") for name in header) for row in rows]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def catalog_rows() -> list[Row]:
    """Return the catalog of the clean shop."""
    names = ("product_id", "title", "category", "brand", "list_price", "cost")
    return [{name: product(number)[name] for name in names} for number in range(N_PRODUCTS)]


def customer_rows() -> list[Row]:
    """Return the customers file of the clean shop."""
    return [{"customer_id": f"C{n}", "age": str(20 + n), "region": "NSEW"[n % 4]} for n in range(N_CUSTOMERS)]


def shop_of(
    directory: Path, events: list[Row], products: list[Row], customers: list[Row]
) -> tuple[Shop, list[Intake]]:
    """Return a shop into which the three files were imported, and their intakes."""
    shop = new_shop(directory)
    return shop, import_shop(shop, directory, events, products, customers)


def import_shop(
    shop: Shop, directory: Path, events: list[Row], products: list[Row], customers: list[Row]
) -> list[Intake]:
    """Import the three files of a shop at once."""
    files = [
        (write_rows(directory / "events.csv", events), "events"),
        (write_rows(directory / "products.csv", products, list(catalog_rows()[0])), "products"),
        (write_rows(directory / "customers.csv", customers, list(customer_rows()[0])), "customers"),
    ]
    sources = [Source(path, path.name, kind, guess_mapping(read_preview(path), kind)) for path, kind in files]
    return import_files(shop, sources)


def planted_events() -> Planted:
    """Return the clean shop's events with one defect of every kind that events can have."""
    p = Planted(clean_rows())
    p.add("duplicate", dict(p.rows[0]))
    p.add("clock_jump", line(1, 5, "J1", event_time="1999-03-04 10:00:00"))
    p.add("non_product", line(2, 6, "N1", product_id="POST", title="Postage", category="", brand=""))
    p.add("impossible_price", line(2, 7, "I1", net_price="0.00"), line(2, 7, "I2", net_price="-3.00"))
    p.add("extreme_price", line(3, 8, "X1", net_price="231.70", list_price="", cost=""))
    p.add("unit_slip", line(3, 9, "U1", net_price="700.00", list_price="", cost=""))
    p.add("extreme_quantity", line(4, 10, "Q1", quantity="4000"))
    p.add("mixed_units", line(4, 11, "Q2", quantity="0.355"))
    p.add("above_list_price", line(5, 12, "L1", list_price="5.00"))
    p.add("cost_above_price", line(5, 13, "K1", cost="12.00"))
    p.add("impossible_cost", line(5, 14, "K2", cost="-1.00"))
    p.add("unmatched_return", line(6, 15, "R1", "C7", quantity="-9"))
    p.add("undone_purchase", line(7, 16, "R2", "C8", quantity="11"), line(7, 17, "R3", "C8", quantity="-11"))
    p.add("order_of_two", line(1, 20, "T1", "C1"), line(2, 20, "T1", "C2", session_id="ST2"))
    p.add("order_over_days", line(1, 21, "D1", "C3"), line(2, 27, "D1", "C3"))
    p.add(
        "session_of_two",
        line(1, 22, "V1", "C4", session_id="same"),
        line(2, 22, "V2", "C5", session_id="same"),
    )
    p.add("test_order", line(1, 23, "TEST-1", "C6"))
    bot = [
        line((n + n // 60) % 12, 24, "", "B9", event_type="view", quantity="", session_id="bot")
        | {"event_time": f"2024-01-25 03:00:{n % 60:02d}"}
        for n in range(80)
    ]
    p.add("bot", *bot)
    p.add("placeholder_customer", line(1, 25, "G1", "guest"))
    p.add("no_customer", line(2, 25, "G2", ""))
    p.add("near_duplicate_product", line(1, 26, "A1", product_id="p01"))
    p.add("near_duplicate_customer", line(1, 26, "A2", " c1 "))
    p.add("near_duplicate_category", line(1, 28, "A3", category="green "))
    p.lines["two_categories"] = set(p.lines["near_duplicate_category"])
    p.add("spreadsheet_id", line(1, 29, "1.23E+05"))
    p.add("mojibake", line(1, 30, "M1", title="GrÃ¼ner Tee"))
    p.lines["two_titles"] = set(p.lines["mojibake"])
    p.add("two_brands", line(1, 31, "M2", brand="Cha"))
    p.add("two_titles", line(2, 31, "M3", title="Coffee"))
    p.add("two_categories", line(2, 31, "M4", category="Black"))
    p.add("formula", line(3, 32, "M5", title="=1+1"))
    p.lines["two_titles"] |= p.lines["formula"]
    p.add("orphan_product", line(3, 33, "Y1", product_id="Z99"))
    p.lines["orphan_product"] |= p.lines["near_duplicate_product"]
    p.add("unknown_customer", line(3, 34, "Y2", "C777"))
    midnight = [line(1, 40 + n, f"H{n}") | {"event_time": f"2024-02-{n + 10} 00:00:00"} for n in range(12)]
    p.add("midnight", *midnight)
    p.add_clean(line(1, 126, "E1"))  # after six days without an order
    p.lines["sudden_gap"] = {len(p.rows) + 1}
    p.add("repeated_header", {"raw": ",".join(HEADER)})
    shifted = line(1, 35, "W1")
    p.add("shifted_columns", {"raw": "," + ",".join(shifted[name] for name in HEADER[:-1])})
    p.add("ragged_row", {"raw": "C1,2024-02-02 10:00:00,purchase"})
    p.add("unreadable_time", line(1, 36, "B1", event_time="soon"))
    p.add("unreadable_number", line(1, 37, "B2", quantity="many"))
    p.add("missing_id", line(1, 38, "B3", product_id=""))
    return p
