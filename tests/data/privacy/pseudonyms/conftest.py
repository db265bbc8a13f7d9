"""A shop with planted addresses, kept under pseudonyms."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.intake.mapping.personal import usual_replacements, with_replacements
from data.privacy.pseudonyms.choice import replace_ids
from data.schema import Kind
from data.services.workspaces import open_workspace
from data.store import Shop
from tests.builders import event, write_csv

MARKER = "planted.example"  # in every id and every address
PHONE = "+49 170 5550123"
N_CUSTOMERS = 5


def mail(n: int) -> str:
    return f"person{n}@{MARKER}"


def orders(first: int = 0) -> list[dict[str, str]]:
    """Return order lines whose notes name people, and some that no shop can use."""
    rows = [
        event(
            customer_id=mail(n % N_CUSTOMERS),
            order_id=f"o{first + n}",
            event_time=f"2024-03-{n + 1:02d} 10:00:00",
            product_id=f"p{n % 2}",
            net_price=str(8 + n % 3),
            note=f"ring {PHONE} or write to other{n}@{MARKER}" if n > 21 else "",
        )
        for n in range(24)
    ]
    rows.append(event(customer_id=mail(1), event_time=f"{mail(1)} called", order_id="o98", note=""))
    rows.append(event(customer_id=mail(2), net_price=mail(2), order_id="o99", note=""))
    return rows


def people() -> list[dict[str, str]]:
    return [
        {"customer_id": mail(n), "email": mail(n).upper(), "first_name": f"Ann{chr(97 + n)}", "tier": "gold"}
        for n in range(N_CUSTOMERS)
    ]


@dataclass
class Planted:
    """The shop, its files, and what brings them in."""

    shop: Shop
    home: Path

    def bring(self, *files: tuple[Kind, str, list[dict[str, str]]]) -> None:
        sources = []
        for kind, name, rows in files:
            path = write_csv(self.home / name, rows)
            preview = read_preview(path)
            mapping = guess_mapping(preview, kind)
            mapping = with_replacements(mapping, usual_replacements(preview, mapping))
            sources.append(Source(path, name, kind, mapping))
        import_files(self.shop, sources)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Planted]:
    shop = open_workspace(tmp_path / "space").create("Shop")
    replace_ids(shop)
    yield Planted(shop, tmp_path)
    shop.close()


@pytest.fixture
def planted(empty: Planted) -> Planted:
    empty.bring(("events", "orders.csv", orders()), ("customers", "people.csv", people()))
    return empty
