"""A synthetic shop on disk: files as CSV or Parquet, written block by block, and the truth beside them."""

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from analytics.simulation.assortment import Assortment
from analytics.simulation.catalog import product_rows
from analytics.simulation.config import WorldConfig
from analytics.simulation.people import FRAUD, People
from analytics.simulation.planted import PlantedTruth
from analytics.simulation.shop import n_blocks, shop_blocks
from data.schema import InputError

Progress = Callable[[float, str], None]
Format = Literal["csv", "parquet"]
TRUTH = "truth"  # folder of the truth beside a shop's files
VERSION = 1
_PER_PERIOD = ("unit_cost", "shock", "promotion")
_TYPES = {"known": np.int64}  # of tables of customers that hold no measures
_ARRAYS = ("intercept", "season_phase", "fashion", "return_share", "category", "brand", "list_price", "cost")


def write_shop(
    config: WorldConfig, directory: Path, progress: Progress | None = None, *, format: Format = "csv"
) -> dict[str, Path]:
    """Write a shop's files and its truth, in memory that does not grow with the number of customers.

    Returns
    -------
    kind of file → path: events, products, customers. The truth lies in `directory / "truth"`.
    """
    say = progress or (lambda share, words: None)
    truth = directory / TRUTH
    truth.mkdir(parents=True, exist_ok=True)
    assortment, blocks = shop_blocks(config)
    paths = {kind: directory / f"{kind}.{format}" for kind in ("events", "products", "customers")}
    write_assortment(assortment, truth)
    with (
        Table(paths["products"]) as products,
        Table(paths["customers"]) as customers,
        Table(paths["events"]) as events,
        Table(truth / "customers.parquet") as people,
        Table(truth / "defects.parquet") as defects,
    ):
        products.add(product_rows(assortment))
        total, written, n_rows = n_blocks(config), 0, 0
        for place, block in enumerate(blocks):
            customers.add(block.customers)
            events.add(block.events)
            people.add(people_rows(block.people))
            defects.add(block.defects.assign(row=block.defects["row"] + n_rows))
            written, n_rows = written + len(block.people), n_rows + len(block.events)
            say((place + 1) / total, f"{written:,} of {config.n_customers:,} customers")
    return paths


def write_assortment(assortment: Assortment, directory: Path) -> None:
    """Write what customers share: switches and products as JSON, prices and costs by period as Parquet."""
    config, cross = assortment.config, assortment.cross
    plain = {
        "version": VERSION,
        "config": asdict(config),
        "cross": [[int(a), int(b), float(cross[a, b])] for a, b in np.argwhere(np.triu(cross))],
        "products": {name: getattr(assortment, name).tolist() for name in _ARRAYS},
    }
    (directory / "truth.json").write_text(json.dumps(plain, indent=1), encoding="utf-8")
    index = np.indices(assortment.price.shape).reshape(3, -1)
    prices = pd.DataFrame(dict(zip(("store", "period", "product"), index, strict=True)))
    prices["price"] = assortment.price.ravel()
    for name in _PER_PERIOD:
        prices[name] = np.tile(getattr(assortment, name).ravel(), config.n_stores)
    prices.to_parquet(directory / "prices.parquet", index=False)


def people_rows(people: People) -> pd.DataFrame:
    """Return the truth about customers: one row each, in the order of their ids (c0, c1, …)."""
    columns: dict[str, Any] = {}
    for name, values in vars(people).items():
        columns |= {name: values} if values.ndim == 1 else {f"{name}_{j}": v for j, v in enumerate(values.T)}
    return pd.DataFrame(columns | {"fraud": np.array(FRAUD)[people.fraud]})


def read_truth(directory: Path) -> PlantedTruth:
    """Read the truth that `write_shop` wrote; raises InputError where the folder holds none."""
    try:
        plain = json.loads((directory / "truth.json").read_text(encoding="utf-8"))
        config = WorldConfig.from_plain(plain["config"])
        prices = pd.read_parquet(directory / "prices.parquet")
        people = pd.read_parquet(directory / "customers.parquet")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "the truth of this shop cannot be read", "Make the practice shop again", file="truth.json"
        ) from error
    return PlantedTruth.of(_assortment(config, plain, prices), _people(config, people))


def _assortment(config: WorldConfig, plain: dict[str, Any], prices: pd.DataFrame) -> Assortment:
    shape = (config.n_stores, config.n_periods, config.n_products)
    cross = np.zeros(shape[2:] * 2)
    for a, b, effect in plain["cross"]:
        cross[a, b] = cross[b, a] = effect
    arrays = {name: np.array(plain["products"][name]) for name in _ARRAYS}
    arrays |= {name: prices[name].to_numpy().reshape(shape)[0] for name in _PER_PERIOD}
    return Assortment(config, cross=cross, price=prices["price"].to_numpy().reshape(shape), **arrays)


def _people(config: WorldConfig, table: pd.DataFrame) -> People:
    columns: dict[str, Any] = {
        field.name: table[[f"{field.name}_{j}" for j in range(n)]].to_numpy(_TYPES.get(field.name, float))
        if (n := config.widths.get(field.name)) is not None
        else table[field.name].to_numpy()
        for field in fields(People)
    }
    return People(**columns | {"fraud": np.array([FRAUD.index(name) for name in table["fraud"]])})


class Table:
    """A file that grows by frames of the same columns: CSV or Parquet, by the path's ending."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writer: Any = None

    def __enter__(self) -> "Table":
        return self

    def add(self, frame: pd.DataFrame) -> None:
        """Append the rows of a frame."""
        import pyarrow as pa

        table = pa.Table.from_pandas(frame, preserve_index=False)
        if self._writer is None:
            self._writer = self._open(table.schema)
        self._writer.write_table(table.cast(self._schema))

    def _open(self, schema: Any) -> Any:
        import pyarrow as pa
        from pyarrow import csv, parquet

        # a first block may hold no value of a column
        self._schema = pa.schema([(f.name, pa.string() if f.type == pa.null() else f.type) for f in schema])
        if self.path.suffix == ".parquet":
            return parquet.ParquetWriter(self.path, self._schema)
        return csv.CSVWriter(self.path, self._schema, write_options=csv.WriteOptions(quoting_style="needed"))

    def __exit__(self, *error: object) -> None:
        if self._writer is not None:
            self._writer.close()
