"""What may be changed about one prediction, and the flat row that comes of it."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import pandas as pd

from analytics.demand.habits import seasons
from analytics.demand.histories import HALF_LIFE_VISITS, N_RATES, Past
from analytics.runs.what_if.visits import AskedVisits
from data.schema import InputError

_DECAY = 0.5 ** (1 / HALF_LIFE_VISITS)


@dataclass(frozen=True)
class Changes:
    """What is other than it was; without arguments, nothing.

    Parameters
    ----------
    product_id : another product of the same visit
    price : faced [currency]
    segment : of the customer
    day : of the visit, for season and weekday
    attributes : (name, level) of the customer
    added : a product more in the basket
    is_recent : the customer bought the product at the visit before
    is_new : the shop knows no purchase of the customer
    """

    product_id: str | None = None
    price: float | None = None
    segment: str | None = None
    day: date | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    added: str | None = None
    is_recent: bool = False
    is_new: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the names of what is changed."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) != one.default)


NOTHING = Changes()


def cell_of(visits: AskedVisits, cell: int, changes: Changes) -> int:
    """Return the cell that changes start from: that of the other product, where there is one."""
    return cell if changes.product_id is None else visits.place(cell, changes.product_id)


def price_of(visits: AskedVisits, cell: int, changes: Changes) -> float:
    """Return the price faced with these changes [currency]."""
    if changes.price is not None:
        return changes.price
    return float(visits.cells.price[cell_of(visits, cell, changes)])


def changed_row(visits: AskedVisits, cell: int, changes: Changes) -> pd.DataFrame:
    """Return a cell with these changes as one flat row.

    Raises
    ------
    InputError
        A change that this visit, this customer or this model does not know.
    """
    cell = cell_of(visits, cell, changes)
    row, product = visits.flat.frame(slice(cell, cell + 1)), int(visits.cells.product[cell])
    told: dict[str, float] = {}
    if changes.price is not None:
        told["price"] = changes.price / float(visits.encoder.reference_price[product]) - 1
    if changes.segment is not None:
        told["segment"] = _code(visits.encoder.segments_, changes.segment, "segment")
    if changes.day is not None:
        day = np.array([changes.day], "datetime64[us]")
        told |= _numbered("season", seasons(day, visits.encoder.has_season_)[0])
    for name, level in changes.attributes:
        told |= _levels(visits, name, level)
    if changes.is_new:
        told |= dict.fromkeys(_columns(row, "past"), 0.0)
    if changes.is_recent:
        told |= _recent(visits, cell)
    if changes.added is not None:
        told |= _added(visits, row, product, changes.added)
    for name, value in told.items():
        row[name] = np.array([value]).astype(row[name].to_numpy().dtype)
    return row


def can_be_recent(visits: AskedVisits, cell: int) -> bool:
    """Return whether there was a visit before, at which the product could have been bought."""
    return bool(visits.past(cell).weight[0] > 0)


def can_be_added(visits: AskedVisits, cell: int) -> list[str]:
    """Return the products that make a pair with a cell's, and are not in its basket."""
    pairs, product = visits.flat.model.pairs_, int(visits.cells.product[cell])
    start, other, _ = pairs.by_product
    row = visits.flat.frame(slice(cell, cell + 1))
    there = {int(row[name].iloc[0]) for name in _columns(row, "basket")}
    others = other[start[product] : start[product + 1]]
    return [visits.product_ids[int(code)] for code in others if int(code) not in there]


def _recent(visits: AskedVisits, cell: int) -> dict[str, float]:
    """Return the own purchase rates, had the product been bought at the visit before."""
    known, product = visits.past(cell), int(visits.cells.product[cell])
    if not known.weight[0] > 0:
        raise InputError(
            "there was no visit before at which it could have been bought", "Leave this as it was"
        )
    segment = int(visits.flat.x["segment"][cell])
    usual = visits.encoder.segment_rate_[[segment], [product]]
    more = Past(known.n_considered, known.n_bought + 1, known.recent + _DECAY, known.weight)
    return dict(list(_numbered("past", more.rates(usual)[0]).items())[:N_RATES])


def rows_with_added(visits: AskedVisits, cell: int, products: list[str]) -> pd.DataFrame:
    """Return a cell as flat rows, one with each of these products more in the basket."""
    row = visits.flat.frame(slice(cell, cell + 1))
    rows = row.loc[row.index.repeat(len(products))].reset_index(drop=True)
    codes = np.array([visits.product_ids.index(product) for product in products])
    return rows.assign(**{_free_place(visits, row): codes.astype(np.int32)})


def _added(visits: AskedVisits, row: pd.DataFrame, product: int, added: str) -> dict[str, float]:
    """Return the free place of the basket with a product in it."""
    code = _code(visits.product_ids, added, "product")
    if code == product:
        raise InputError("a product is not bought along with itself", "Choose another product")
    return {_free_place(visits, row): float(code)}


def _free_place(visits: AskedVisits, row: pd.DataFrame) -> str:
    n_products = visits.flat.model.pairs_.n_products
    return next(name for name in _columns(row, "basket") if row[name].iloc[0] >= n_products)


def _columns(row: pd.DataFrame, stem: str) -> list[str]:
    """Return the columns of one kind."""
    return [str(name) for name in row if str(name) == stem or str(name).startswith(f"{stem}_")]


def _levels(visits: AskedVisits, name: str, level: str) -> dict[str, float]:
    """Return the columns of one attribute, as of a customer who has this level of it."""
    known, place = visits.encoder.levels_, 0
    if name not in known:
        raise InputError(f"no attribute is called {name}", "Choose one of the customers' file")
    for other, levels in known.items():
        if other == name:
            break
        place += len(levels)
    code = _code(known[name], level, "value")
    shares = visits.encoder.level_shares_
    columns = range(place, place + len(known[name]))
    return {f"attributes_{i}": float(i == place + code) - float(shares[i]) for i in columns}


def _code(names: tuple[str, ...], name: str, what: str) -> int:
    if name not in names:
        raise InputError(f"the model knows no {what} {name}", f"Choose another {what}")
    return names.index(name)


def _numbered(stem: str, values: np.ndarray) -> dict[str, float]:
    return {f"{stem}_{i}": float(value) for i, value in enumerate(values)}
