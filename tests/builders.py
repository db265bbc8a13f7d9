"""Rows, files and shops for tests: sensible values everywhere, so that a test names only what it is about."""

import atexit
import csv
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.intake.imports.record import Intake
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.privacy.digests import renew_digests
from data.privacy.key import is_encrypting
from data.schema import Kind
from data.services.workspaces import open_workspace
from data.sql import SQL
from data.store import Shop

EVENT = {
    "customer_id": "c1",
    "event_time": "2024-03-04 10:00:00",
    "event_type": "purchase",
    "product_id": "p1",
    "net_price": "9.50",
    "quantity": "1",
    "order_id": "o1",
}


def mart_names() -> list[str]:
    """Return the names of all marts, sorted."""
    return sorted(path.stem for path in (SQL / "marts").glob("*.sql"))


def open_shop(directory: Path) -> Shop:
    """Return the shop of a directory."""
    return open_workspace(directory.parent).open(directory.name)


REAL_DATA = Path(__file__).parents[1].parent / "shared" / "data"


def event(**overrides: Any) -> dict[str, Any]:
    """Return one event row; an override of None leaves the cell empty."""
    return EVENT | overrides


def moving_prices(n: int = 24, **changes: Any) -> list[dict[str, Any]]:
    """Return purchases by several customers of two products with moving prices."""
    return [
        {
            "customer_id": f"c{i % 5}",
            "order_id": f"o{i // 2}",
            "product_id": f"p{i % 2}",
            "event_time": f"2024-03-{i // 2 + 1:02d} 10:00:00",
            "net_price": str(8 + i % 3),
        }
        | changes
        for i in range(n)
    ]


def write_csv(
    path: Path, rows: Iterable[dict[str, Any]], delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """Write rows as a CSV whose header is every column that any row has."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, columns, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def events_csv(path: Path, rows: Sequence[dict[str, Any]] | None = None, **overrides: Any) -> Path:
    """Write an events file: the given rows (or a single one), each with the overrides."""
    return write_csv(path, [event(**row) | overrides for row in (rows if rows is not None else [{}])])


def new_shop(directory: Path, name: str = "Test shop") -> Shop:
    """Create an empty shop in a workspace of its own: a copy of one made once, where nothing is encrypted."""
    workspace = open_workspace(directory / "workspace")
    if is_encrypting():
        return workspace.create(name)
    shutil.copytree(_empty_shop(), workspace.directory / name)
    return workspace.open(name)


@cache
def _empty_shop() -> Path:
    """Return the directory of an empty shop, made once for this process."""
    home = Path(tempfile.mkdtemp(prefix="empty-shop-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    shop = open_workspace(home).create("Empty shop")
    shop.close()
    return shop.directory


def import_csv(
    shop: Shop, path: Path, kind: Kind | None = None, mapping: Mapping | None = None, **constants: Any
) -> Intake:
    """Import one file as the app would: with the guessed mapping where none is given."""
    mapping = mapping or guess_mapping(read_preview(path), kind)
    mapping = Mapping(mapping.kind, mapping.columns, mapping.instruments, mapping.constants | constants)
    return import_files(shop, [Source(path, path.name, mapping.kind, mapping)])[0]


def shop_with(directory: Path, rows: Sequence[dict[str, Any]], **overrides: Any) -> Shop:
    """Return a shop into which the given events were imported."""
    shop = new_shop(directory)
    import_csv(shop, events_csv(directory / "events.csv", rows, **overrides))
    return shop


def rewrite(path: Path, frame: pd.DataFrame) -> None:
    """Replace a table of a finished run as if the run had written it so."""
    frame.to_parquet(path)
    renew_digests(path.parent, [path])


def order_lines(n_customers=60, n_orders=3):
    """Return lines of baskets with two products each, over some weeks, one day and price after another."""
    return [
        event(
            customer_id=f"c{customer}",
            order_id=f"o{customer}-{order}",
            event_time=f"2024-0{order + 1}-{customer % 28 + 1:02d} 10:00:00",
            product_id=product,
            net_price=f"{8 + customer % 3}.50",
        )
        for customer in range(n_customers)
        for order in range(1 + customer % n_orders)
        for product in ("p1", "p2")
    ]
