"""Ways to tell a table, each tried once: what it loses, and which rows it leaves out."""

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.privacy.anonymity.ladders import Level
from data.privacy.anonymity.measures import class_sizes, classify, distances, diversity
from data.sql import execute, registered

SLACK = 1e-9  # of figures that are sums of fractions
FEWEST_TRIES, MOST_TRIES = 60, 300  # of ways, each a few queries over all rows
ROWS_TRIED = 6_000_000  # so many rows are looked through in all, where that is a number of tries between
Way = tuple[int, ...]  # the level of each quasi-identifier


@dataclass(frozen=True)
class Asked:
    """What a table has to be.

    Attributes
    ----------
    k, l, t : least rows of a class, least different sensitive values in it, farthest that they may be from
        all rows' [0-1]
    most_left_out : share of rows that may be left out [0-1]
    """

    k: int = 5
    l: int = 1  # noqa: E741  the field's name
    t: float = 1.0
    most_left_out: float = 0.05


class Tries:
    """Tries ways, each once: what one loses, and which rows it releases.

    Parameters
    ----------
    report : called with the share of all tries that are made, 0–1; may raise to stop
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        ladders: list[list[Level]],
        ordered: dict[str, bool],
        asked: Asked,
        report: Callable[[float], None] = lambda share: None,
    ) -> None:
        self.connection, self.ladders, self.ordered, self.asked = connection, ladders, ordered, asked
        self.losses: dict[Way, float] = {}
        self.released: dict[Way, NDArray[np.bool_]] = {}
        self.n_rows = len(ladders[0][0].values)
        self.most, self.report = min(max(ROWS_TRIED // self.n_rows, FEWEST_TRIES), MOST_TRIES), report

    def at_least(self, way: Way) -> float:
        """Return what a way loses where no row is left out [0-1]."""
        return float(np.mean(self._loss_by_row(way)))

    def loss(self, way: Way) -> float:
        """Return what a way loses [0-1], infinite where it cannot be made anonymous enough."""
        if way not in self.losses:
            self.report(len(self.losses) / self.most)
            is_released = self._release(way)
            is_enough = is_released.mean() >= 1 - self.asked.most_left_out
            lost = np.where(is_released, self._loss_by_row(way), 1.0)
            self.losses[way] = float(lost.mean()) if is_enough else np.inf
            self.released[way] = is_released
        return self.losses[way]

    def _loss_by_row(self, way: Way) -> NDArray[np.float64]:
        losses = [steps[level].loss for steps, level in zip(self.ladders, way, strict=True)]
        return np.asarray(np.mean(losses, axis=0))

    def _release(self, way: Way) -> NDArray[np.bool_]:
        """Return which rows are left once every class that is not anonymous enough is left out."""
        classify(self.connection, [f"q{i}_{level}" for i, level in enumerate(way)])
        fewest = (1 - self.asked.most_left_out) * self.n_rows
        while len(failing := self._failing()):  # t is measured against the rows that are left
            with registered(self.connection, failing=pd.DataFrame({"class_no": failing})):
                execute(self.connection, "anonymity/drop")
            if class_sizes(self.connection)["n_rows"].sum() < fewest:
                return np.zeros(self.n_rows, bool)
        is_released = np.zeros(self.n_rows, bool)
        is_released[self.connection.execute("SELECT row_no FROM classed").fetchnumpy()["row_no"]] = True
        return is_released

    def _failing(self) -> list[int]:
        """Return the classes that are too small, then those too uniform or too far from all rows."""
        sizes = class_sizes(self.connection)
        if (is_small := sizes["n_rows"] < self.asked.k).any():
            return list(sizes["class_no"][is_small])
        failing: set[int] = set()
        for column, is_ordered_ in self.ordered.items():
            if self.asked.l > 1:
                found = diversity(self.connection, column)
                failing |= set(found["class_no"][found["n_values"] < self.asked.l])
            if self.asked.t < 1:
                far = distances(self.connection, column, is_ordered=is_ordered_)
                failing |= set(far["class_no"][far["distance"] > self.asked.t + SLACK])
        return sorted(failing)
