"""Cells (visit, product) as flat rows: what baselines learn from and explanations take apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Ints
from analytics.demand.cells import Cells
from analytics.demand.choice import BasketChoice
from analytics.demand.considered import considered_cells
from analytics.demand.control import residuals
from analytics.demand.habits import N_HABITS
from analytics.demand.histories import History
from analytics.demand.pairs import Pairs
from analytics.demand.training import Arrays
from analytics.demand.visit_log import VisitLog
from analytics.numerics import expit
from analytics.runs.input_groups import ABOUT, Parts, parts_of


def sampled_cells(log: VisitLog, mask: Bools, most: int, rng: np.random.Generator) -> Cells:
    """Return all informative cells of visits drawn from a mask, at most so many, of a log of few products."""
    visit = np.flatnonzero(mask)
    if log.has_views:
        n = np.bincount(log.seen.visit, minlength=len(log))[visit]
    else:
        n = log.calendar.is_sold.sum(0)[log.period[visit]]
    if n.sum() > most:
        order = rng.permutation(len(visit))
        visit = np.sort(visit[order[np.cumsum(n[order]) <= most]])
    return considered_cells(*of_their_customers(log, visit))


def of_their_customers(log: VisitLog, visit: Ints) -> tuple[VisitLog, Ints]:
    """Return the log of these visits' customers alone, and where the visits stand in it."""
    kept = np.isin(log.customer, log.customer[visit])
    return log.where(kept), (np.cumsum(kept) - 1)[visit]


def baseline_cells(model: BasketChoice, cells: Cells, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that the baselines know of cells."""
    log, visit = cells.log, cells.visit
    seen = model.encoder_.visits(log, customers).rows(visit)
    n_before = log.rank[visit].astype(float)
    n_bought = np.bincount(log.bought.visit, minlength=len(log))[visit]
    return pd.DataFrame(
        {
            "product": cells.product.astype(int),
            "segment": seen.segment.astype(int),
            "relative_price": 1 + model.encoder_.relative_price(cells).astype(float),
            "past_share": History(log).before(visit, cells.product).n_bought / np.maximum(n_before, 1),
            "past_visits": n_before,
            "season_sin": seen.season[:, 0].astype(float),
            "season_cos": seen.season[:, 1].astype(float),
            "rest_of_basket": (n_bought - cells.is_bought).astype(float),
        }
    )


def price_cells(model: BasketChoice, cells: Cells, known: pd.DataFrame) -> pd.DataFrame:
    """Return cells with what elasticities are read from: bought, period, and what instruments moved.

    Parameters
    ----------
    known : as `baseline_cells` returns it
    """
    frame = known.assign(bought=cells.is_bought.astype(float), period=cells.log.period[cells.visit])
    if model.control_ is None:
        return frame
    left = residuals(model.control_, cells).astype(float)
    return frame.assign(moved=frame["relative_price"] - left)


@dataclass(frozen=True)
class FlatModel:
    """The demand model as a function of flat rows, its columns in named groups for people.

    A row holds all that the network is told of a cell, and the rest of its basket as products, so that a cell
    of another product in the same basket feels what that product would.

    Attributes
    ----------
    x : what the network is told of cells, each with n_cells rows
    """

    model: BasketChoice
    x: Arrays

    @classmethod
    def of(cls, model: BasketChoice, cells: Cells, customers: pd.DataFrame) -> "FlatModel":
        """Return the model over these cells."""
        return cls(model, model.inputs(cells, customers).rows(slice(None)))

    @property
    def groups(self) -> dict[str, list[str]]:
        """Return the columns of flat rows by what they tell of."""
        return {group: [c for part in parts.values() for c in part] for group, parts in self.parts.items()}

    @property
    def parts(self) -> Parts:
        """Return the same, by the finer parts of each group; see `parts_of`."""
        levels = self.model.encoder_.levels_
        return parts_of(self._columns, {name: len(of) for name, of in levels.items()})

    def frame(self, chosen: Ints | slice = slice(None)) -> pd.DataFrame:
        """Return some of the cells as flat rows; `price` is price ÷ price today − 1."""
        flat: dict[str, NDArray[Any]] = {}
        for name, columns in self._columns.items():
            told = self._told[name][chosen]
            flat |= dict(zip(columns, told.reshape(len(told), len(columns)).T, strict=True))
        return pd.DataFrame(flat)

    def predict(self, frame: pd.DataFrame) -> Doubles:
        """Return P(buy) of each flat row, (n,)."""
        return expit(self.logits(frame))

    def logits(self, frame: pd.DataFrame, member: int = 0) -> Doubles:
        """Return what a member says of each flat row, (n,) [logits]; the first one is the fit."""
        told = {}
        for name, columns in self._columns.items():
            like = self._told[name]
            told[name] = frame[columns].to_numpy(like.dtype).reshape(len(frame), *like.shape[1:])
        x = {name: values for name, values in told.items() if name not in ("attributes", "habits", "basket")}
        x["traits"] = np.hstack([told["attributes"], told["habits"]])
        x["partners"] = _pairs_made(self.model.pairs_, told["product"], told["basket"])
        x["shift"] = np.zeros(len(frame), np.float32)
        return np.asarray(self.model.weights_.logit(x, member).astype(float))

    @cached_property
    def _told(self) -> dict[str, NDArray[Any]]:
        """Return what flat rows tell, by the names of `ABOUT`."""
        own = dict(self.x)
        own["attributes"], own["habits"] = np.split(own["traits"], [-N_HABITS], 1)
        own["basket"] = _rest_of_basket(self.model.pairs_, self.x)
        return {name: own[name] for name in ABOUT}

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        """Return the names of columns in flat rows."""
        return {
            name: [name] if values.ndim == 1 else [f"{name}_{i}" for i in range(values.shape[1])]
            for name, values in self._told.items()
        }


def _rest_of_basket(pairs: Pairs, x: Mapping[str, NDArray[Any]]) -> NDArray[np.int32]:
    """Return the products of the rest of each basket that make pairs with its own; `n_products` is none."""
    ends = np.append(pairs.a.astype(np.int64) + pairs.b, 0)
    other = ends[x["partners"]] - x["product"][:, None]
    return np.where(x["partners"] < len(pairs), other, pairs.n_products).astype(np.int32)


def _pairs_made(pairs: Pairs, product: Ints, basket: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return which pairs a basket makes with a product, as `partners` does."""
    is_there = basket < pairs.n_products
    place = pairs.places(product[:, None], np.where(is_there, basket, product[:, None]))
    return np.where(is_there & (place >= 0), place, len(pairs)).astype(np.int32)
