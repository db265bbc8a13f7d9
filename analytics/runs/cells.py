"""Visits × products as flat rows, one per cell: what baselines learn from and explanations take apart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.choice import BasketChoice
from analytics.demand.network_inputs import INPUTS, OUTCOME, NetworkInput
from analytics.demand.training import Arrays
from analytics.demand.visits import Floats, Visits
from analytics.numerics import expit

Positions = NDArray[np.int64]
GROUPS = {
    "price": "Price",
    "product": "Product",
    "history": "Own purchase history",
    "habits": "Shopping habits",
    "segment": "Segment",
    "season": "Season and weekday",
    "basket": "Rest of the basket",
    "attributes": "Customer attributes",
}
_TOLD = tuple(one for one in INPUTS if one.about != OUTCOME)
Cells = Callable[[Positions, Positions], pd.DataFrame]  # rows and columns → what the baselines know


def sample_cells(
    visits: Visits, mask: NDArray[np.bool_], most: int, rng: np.random.Generator
) -> tuple[Positions, Positions]:
    """Return rows and columns of informative cells of these visits, at most so many, in order."""
    rows, columns = np.nonzero(visits.counts & mask[:, None])
    if len(rows) > most:
        keep = np.sort(rng.choice(len(rows), most, replace=False))
        rows, columns = rows[keep], columns[keep]
    return rows, columns


def baseline_cells(model: BasketChoice, visits: Visits, customers: pd.DataFrame) -> Cells:
    """Return a function from cells to the columns that the baselines know."""
    x = model.encoder_.transform(visits, customers)
    n_visits, share = _own_past(visits)

    def cells(rows: Positions, columns: Positions) -> pd.DataFrame:
        basket = visits.bought.sum(1)
        return pd.DataFrame(
            {
                "product": columns.astype(int),
                "segment": x["segment"][rows].astype(int),
                "relative_price": 1 + x["price"][rows, columns].astype(float),
                "past_share": share[rows, columns].astype(float),
                "past_visits": n_visits[rows].astype(float),
                "season_sin": x["season"][rows, 0].astype(float),
                "season_cos": x["season"][rows, 1].astype(float),
                "rest_of_basket": (basket[rows] - visits.bought[rows, columns]).astype(float),
            }
        )

    return cells


def price_cells(
    model: BasketChoice, visits: Visits, at: tuple[Positions, Positions], cells: Cells
) -> pd.DataFrame:
    """Return cells with what elasticities are read from: bought, period, and what instruments moved."""
    frame = cells(*at).assign(bought=visits.bought[at].astype(float), period=visits.period[at[0]])
    if model.control_ is None:
        return frame
    left = model.control_.residuals(visits)[at].astype(float)
    return frame.assign(moved=frame["relative_price"] - left)


def _own_past(visits: Visits) -> tuple[Floats, Floats]:
    """Return each customer's earlier visits (n_visits,) and share of them with each product."""
    start = np.searchsorted(visits.customer, visits.customer)
    n_before = (np.arange(len(visits)) - start).astype(np.float32)
    total = np.cumsum(visits.bought, 0, dtype=np.int32) - visits.bought
    share = (total - total[start]) / np.maximum(n_before, 1)[:, None]
    return n_before, share.astype(np.float32)


@dataclass(frozen=True)
class CellModel:
    """The demand model as a function of flat rows, its columns in named groups for people.

    A row holds every input of the network, as far as the cell's product is told by it.
    """

    model: BasketChoice
    inputs: Arrays

    @classmethod
    def of(cls, model: BasketChoice, visits: Visits, customers: pd.DataFrame) -> "CellModel":
        """Return the model over these visits."""
        return cls(model, model.inputs(visits, customers))

    @property
    def groups(self) -> dict[str, list[str]]:
        """Return the columns of flat rows by what they tell of, in words."""
        about: dict[str, list[str]] = {name: [] for name in GROUPS}
        about["product"].append("product")
        for one in _TOLD:
            about[one.about] += self._columns(one)
        return {GROUPS[name]: columns for name, columns in about.items() if columns}

    def frame(self, rows: Positions, columns: Positions) -> pd.DataFrame:
        """Return cells as flat rows; `price` is price ÷ price today − 1."""
        flat: dict[str, NDArray[np.generic]] = {"product": columns}
        for one in _TOLD:
            values = self.inputs[one.name]
            told = values[rows, columns] if one.is_own else values[rows]
            names = self._columns(one)
            flat |= dict(zip(names, told.reshape(len(rows), len(names)).T, strict=True))
        return pd.DataFrame(flat)

    def predict(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """Return P(buy) of each flat row, (n,)."""
        at = np.arange(len(frame)), frame["product"].to_numpy(int)
        x: Arrays = {
            name: np.zeros((len(frame), *values.shape[1:]), values.dtype)
            for name, values in self.inputs.items()
        }
        for one in _TOLD:
            where = x[one.name]
            place = at if one.is_own else slice(None)
            told = frame[self._columns(one)].to_numpy(where.dtype)
            where[place] = told.reshape(where[place].shape)
        logit = self.model.logits(x)[at]
        return expit(logit.astype(float))

    def _columns(self, one: NetworkInput) -> list[str]:
        """Return the names of an input's columns in flat rows."""
        axes = self.inputs[one.name].shape[2 if one.is_own else 1 :]
        return [f"{one.name}_{i}" for i in range(int(np.prod(axes)))] if axes else [one.name]
