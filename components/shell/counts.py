"""How much the shop holds, read from one place by every page that says it."""

from dataclasses import dataclass
from datetime import datetime

from components.shell import formats, session
from data.store import Shop


@dataclass(frozen=True)
class Counts:
    """Rows kept of all files, and what the purchases among them hold."""

    rows: int
    orders: int
    customers: int
    products: int
    first_at: datetime | None
    last_at: datetime | None


def of(shop: Shop) -> Counts:
    """Return how much a shop holds now."""
    facts = session.mart(shop, "overview").iloc[0]
    numbers = {name: int(facts[name]) for name in ("orders", "customers", "products")}
    rows = int(shop.imports()["rows_kept"].sum())
    return Counts(rows, **numbers, first_at=facts["first_at"], last_at=facts["last_at"])


def told(counts: Counts) -> list[str]:
    """Return in two lines when it was, and how many bought what."""
    customers = formats.counted(counts.customers, "customer")
    products = formats.counted(counts.products, "product")
    return [
        formats.period(counts.first_at, counts.last_at),
        f"{formats.counted(counts.orders, 'order')} · {customers} · {products}",
    ]
