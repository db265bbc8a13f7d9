"""Visits × products as flat rows, one per cell: what baselines learn from and explanations take apart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.choice import BasketChoice
from analytics.pricing.training import Arrays
from analytics.pricing.visits import Floats, Visits

Positions = NDArray[np.int64]
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
    """The demand model as a function of flat rows, its columns in named groups for people."""

    model: BasketChoice
    inputs: Arrays
    groups: dict[str, list[str]]

    @classmethod
    def of(cls, model: BasketChoice, visits: Visits, customers: pd.DataFrame) -> "CellModel":
        """Return the model over these visits."""
        inputs = model.inputs(visits, customers)
        groups = {
            "Price": ["price_ratio"] + (["control"] if model.control_ else []),
            "Product": ["product"],
            "Own purchase history": [f"past_{i}" for i in range(inputs["past"].shape[2])],
            "Shopping habits": [f"activity_{i}" for i in range(inputs["activity"].shape[1])],
            "Segment": ["segment"],
            "Season and weekday": [*(f"season_{i}" for i in range(inputs["season"].shape[1])), "period"],
            "Rest of the basket": [f"basket_{i}" for i in range(inputs["basket"].shape[1])],
        }
        if inputs["attributes"].shape[1]:
            groups["Customer attributes"] = [f"attributes_{i}" for i in range(inputs["attributes"].shape[1])]
        return cls(model, inputs, groups)

    def frame(self, rows: Positions, columns: Positions) -> pd.DataFrame:
        """Return cells as flat rows."""
        x = self.inputs
        flat = {
            "product": columns,
            "price_ratio": 1 + x["price"][rows, columns],
            "segment": x["segment"][rows],
            "period": x["period"][rows],
        }
        if self.model.control_:
            flat["control"] = x["control"][rows, columns]
        flat |= {f"past_{i}": x["past"][rows, columns, i] for i in range(x["past"].shape[2])}
        for name in ("activity", "season", "basket", "attributes"):
            flat |= {f"{name}_{i}": x[name][rows, i] for i in range(x[name].shape[1])}
        return pd.DataFrame(flat)

    def predict(self, frame: pd.DataFrame) -> NDArray[np.float64]:
        """Return P(buy) of each flat row, (n,)."""
        n, n_products = len(frame), self.inputs["basket"].shape[1]
        column = frame["product"].to_numpy(int)
        at = np.arange(n), column

        def table(name: str) -> Floats:
            names = [f"{name}_{i}" for i in range(self.inputs[name].shape[-1])]
            return frame[names].to_numpy(np.float32)

        x: Arrays = {name: np.zeros((n, n_products), np.float32) for name in ("price", "control", "counts")}
        x["price"][at] = frame["price_ratio"].to_numpy(np.float32) - 1
        if self.model.control_:
            x["control"][at] = frame["control"].to_numpy(np.float32)
        x["past"] = np.zeros((n, n_products, self.inputs["past"].shape[2]), np.float32)
        x["past"][at] = table("past")
        x |= {name: table(name) for name in ("activity", "season", "basket", "attributes")}
        x |= {name: frame[name].to_numpy(np.int32) for name in ("segment", "period")}
        logit = self.model.logits(x)[at]
        return np.asarray(1 / (1 + np.exp(-logit.astype(float))), np.float64)
