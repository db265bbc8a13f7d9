"""The numbers of a file as arrays, with decimal points or commas, and what is an order's, not a line's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.source.reader import Reader
from data.sql import Connection, execute, quoted

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SAMPLE_ROWS = 50_000
LEAST_TELLING = 20  # rows with a discount, fewer of which make the whole file be read
READ_WITH = {  # a sign of percent is no part of a number
    "point": "coalesce(TRY_CAST({v} AS DOUBLE), TRY_CAST(marked_number(rtrim({v}, '%％ ')) AS DOUBLE))",
    "comma": "CASE WHEN {v} SIMILAR TO '[-+]?[0-9]+' THEN TRY_CAST({v} AS DOUBLE) "
    "ELSE TRY_CAST(comma_number(rtrim({v}, '%％ ')) AS DOUBLE) END",
}
MOSTLY = 0.95
LEAST_ALIKE = 3  # orders whose lines all have one number, until it is the order's


@dataclass(frozen=True)
class Sheet:
    """Columns of numbers, all of one length; missing ones are NaN.

    Parameters
    ----------
    numbers : column of the file → (n_rows,)
    quantity : (n_rows,) units, 1 where the file has none
    orders : (n_rows,) the place of each row's order, from 0; each row is its own where the file has none
    products : (n_rows,) the place of each row's product, where the file names them
    """

    numbers: dict[str, Floats]
    quantity: Floats
    orders: Ints
    n_orders: int = 0
    products: Ints | None = None

    @property
    def n_lines(self) -> Ints:
        """How many lines each order has (n_orders,)."""
        return np.asarray(np.bincount(self.orders, minlength=self.n_orders), np.int64)

    def summed(self, values: Floats) -> Floats:
        """Return the sum over each order's lines; NaN where one is missing."""
        return np.asarray(np.bincount(self.orders, values, self.n_orders), np.float64)

    def once(self, values: Floats) -> Floats:
        """Return the first known value of each order, NaN where it has none."""
        known = np.flatnonzero(np.isfinite(values))
        found = np.full(self.n_orders, np.nan)
        found[self.orders[known[::-1]]] = values[known[::-1]]  # of several, the last one written stays
        return found

    def place_of(self, column: str, *, zero_is_none: bool = False) -> str:
        """Return where an order of several lines has a number: repeated, first, or lines (each its own).

        Nothing where too few orders tell: equal numbers of two lines are no news.
        """
        values = np.where(self.numbers[column] == 0, np.nan, self.numbers[column])
        values = values if zero_is_none else self.numbers[column]
        first, is_known = self.once(values), np.isfinite(values)
        n_known = np.bincount(self.orders[is_known], minlength=self.n_orders)
        counted = (self.n_lines > 1) & (n_known > 0)
        if not counted.any():
            return ""
        _, starts = np.unique(self.orders, return_index=True)
        if ((n_known == 1) & is_known[starts])[counted].mean() > MOSTLY:
            return "first"
        odd = self.orders[is_known & ~np.isclose(values, first[self.orders])]
        repeated = (n_known == self.n_lines) & (np.bincount(odd, minlength=self.n_orders) == 0)
        if repeated[counted].mean() <= MOSTLY:
            return "lines"
        n_telling = LEAST_ALIKE if zero_is_none or not self._have_differing_quantities(counted) else 2
        return "repeated" if counted.sum() >= n_telling else ""

    def _have_differing_quantities(self, counted: NDArray[np.bool_]) -> bool:
        """Say whether lines of different quantities stand in each of some orders."""
        least, most = np.full(self.n_orders, np.inf), np.zeros(self.n_orders)
        np.minimum.at(least, self.orders, self.quantity)
        np.maximum.at(most, self.orders, self.quantity)
        return bool((least < most)[counted].all())

    def only(self, rows: NDArray[np.bool_]) -> "Sheet":
        """Return some of the rows, their orders numbered anew."""
        codes, orders = np.unique(self.orders[rows], return_inverse=True)
        numbers = {name: values[rows] for name, values in self.numbers.items()}
        products = None if self.products is None else self.products[rows]
        return Sheet(numbers, self.quantity[rows], orders, len(codes), products)


def read_sheets(
    connection: Connection, reader: Reader, columns: Sequence[str], reductions: Iterable[str] = ()
) -> dict[str, Sheet]:
    """Return a file's numbers as they are written: with decimal points, commas, or both if nothing tells.

    Parameters
    ----------
    reader : its mapping says which columns are how many units, and which lines belong together
    columns : columns of amounts
    reductions : columns few of whose rows may have a number: all rows are read where the first ones have few
    """
    numbers = [*columns, *(column for name, column in reader.mapping.columns.items() if name == "quantity")]
    frame = _read(connection, reader, numbers, f" LIMIT {SAMPLE_ROWS}")
    if len(frame) == SAMPLE_ROWS and any(_n_told(frame, name) < LEAST_TELLING for name in reductions):
        frame = _read(connection, reader, numbers, "")
    return {way: _sheet(frame, way, columns, reader) for way in _ways_of_writing(frame, numbers)}


def _ways_of_writing(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """Return how numbers with dots and commas may be meant, by what only one way of writing reads."""
    n_point = sum((frame[f"point {c}"].notna() & frame[f"comma {c}"].isna()).sum() for c in columns)
    n_comma = sum((frame[f"comma {c}"].notna() & frame[f"point {c}"].isna()).sum() for c in columns)
    if n_point != n_comma:
        return ["point"] if n_point > n_comma else ["comma"]
    differ = any((frame[f"comma {c}"] - frame[f"point {c}"]).abs().sum() > 0 for c in columns)
    return ["point", "comma"] if differ else ["point"]


def _read(connection: Connection, reader: Reader, columns: Sequence[str], limit: str) -> pd.DataFrame:
    keys = {name: reader.mapping.columns.get(f"{name}_id") for name in ("order", "product")}
    names = dict.fromkeys([*columns, *filter(None, keys.values())])
    source = reader.relation([quoted(name) for name in names], notes_errors=False) + limit
    numbers = [
        f"{read.format(v=f'trim({quoted(name)})')} AS {quoted(f'{way} {name}')}"
        for name in dict.fromkeys(columns)
        for way, read in READ_WITH.items()
    ]
    parts = {name: quoted(column) if column else "CAST(NULL AS VARCHAR)" for name, column in keys.items()}
    parts |= {"numbers": ", ".join(numbers), "source": source}
    return execute(connection, "arithmetic/amounts", reader.parameters, **parts).df()


def _n_told(frame: pd.DataFrame, column: str) -> int:
    return int((frame[f"point {column}"].fillna(frame[f"comma {column}"]).fillna(0) != 0).sum())


def _sheet(frame: pd.DataFrame, way: str, columns: Sequence[str], reader: Reader) -> Sheet:
    numbers = {name: frame[f"{way} {name}"].to_numpy(np.float64, na_value=np.nan) for name in columns}
    units = np.ones(len(frame))
    if quantity := reader.mapping.columns.get("quantity"):
        units = frame[f"{way} {quantity}"].to_numpy(np.float64, na_value=np.nan)
    codes, names = pd.factorize(frame["order_id"])
    is_alone = codes < 0
    orders = np.where(is_alone, len(names) + np.cumsum(is_alone) - 1, codes).astype(np.int64)
    has_products = "product_id" in reader.mapping.columns
    products = pd.factorize(frame["product_id"])[0].astype(np.int64) if has_products else None
    units = np.where(np.isfinite(units) & (units != 0), units, 1.0)
    return Sheet(numbers, units, orders, len(names) + int(is_alone.sum()), products)
