"""What slices are told by: features of chances in few steps, and conditions on them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats
from analytics.evidence.errors.chances import Chances
from analytics.evidence.errors.dimensions import by_name, monday_of

Condition = dict[str, Any]  # feature, and `is`, `is_not` of names, or `from` and `below` of numbers and days
_MOST_NAMES = 12  # of one feature, the most frequent: more would make a tree of names alone
BOUGHT_BEFORE = 1e-9  # any share above none


class Feature(StrEnum):
    """What a slice may be told by."""

    SEGMENT = "segment"
    CATEGORY = "category"
    RELATIVE_PRICE = "relative_price"
    PRICE = "price"
    PAST_VISITS = "past_visits"
    PAST_SHARE = "past_share"
    REST_OF_BASKET = "rest_of_basket"
    PREDICTED = "predicted"
    WEEK = "week"


NAMES = {Feature.SEGMENT: "segment", Feature.CATEGORY: "category"}
EDGES: dict[Feature, tuple[float, ...]] = {  # where numbers may be split: figures that people say
    Feature.RELATIVE_PRICE: (0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.02, 1.05, 1.1, 1.15, 1.2, 1.3, 1.5),
    Feature.PAST_VISITS: (1, 2, 3, 5, 10, 20, 50, 100, 200),
    Feature.PAST_SHARE: (BOUGHT_BEFORE, 0.05, 0.1, 0.2, 0.5),
    Feature.REST_OF_BASKET: (1, 2, 3, 5),
    Feature.PREDICTED: (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7),
}


@dataclass(frozen=True)
class Columns:
    """The features of chances as columns of few steps.

    Attributes
    ----------
    steps : (n, n_columns) whether a name is this one, or how many edges a number has reached
    meaning : (n_columns,) feature, and its name or its edges
    """

    steps: Floats
    meaning: list[tuple[Feature, str | tuple[float, ...]]]

    def conditions(self, path: list[tuple[int, float, bool]]) -> list[Condition]:
        """Return what a path through a tree demands, each feature once.

        Parameters
        ----------
        path : column, threshold, and whether the values above it are meant
        """
        found: dict[Feature, Condition] = {}
        for column, threshold, is_above in path:
            feature, meaning = self.meaning[column]
            own = found.setdefault(feature, {"feature": feature.value})
            if isinstance(meaning, str):
                _demand_name(own, meaning, is_it=is_above)
            else:
                _demand_number(own, _said(feature, meaning[int(np.floor(threshold))]), is_above=is_above)
        return list(found.values())


def columns_of(frame: pd.DataFrame, chances: Chances) -> Columns:
    """Return the features that the rows of a frame tell."""
    parts: list[Floats] = []
    meaning: list[tuple[Feature, str | tuple[float, ...]]] = []
    for feature, column in NAMES.items():
        for name, is_it in _named(frame, column):
            parts.append(is_it)
            meaning.append((feature, name))
    for feature, (values, edges) in _numbers(frame, chances).items():
        known = np.nan_to_num(values, nan=-np.inf)
        parts.append(np.searchsorted(edges, known, side="right").astype(np.float32))
        meaning.append((feature, edges))
    return Columns(np.stack(parts, 1), meaning)


def _named(frame: pd.DataFrame, column: str) -> list[tuple[str, Floats]]:
    if column not in frame:
        return []
    codes, names = by_name(frame[column])
    if len(names) < 2:
        return []
    frequent = np.argsort(-np.bincount(codes), kind="stable")[:_MOST_NAMES]
    return [(names[i], (codes == i).astype(np.float32)) for i in sorted(frequent)]


def _numbers(frame: pd.DataFrame, chances: Chances) -> dict[Feature, tuple[Doubles, tuple[float, ...]]]:
    told = {
        feature: frame[feature.value].to_numpy(float)
        for feature in (
            Feature.RELATIVE_PRICE,
            Feature.PAST_VISITS,
            Feature.PAST_SHARE,
            Feature.REST_OF_BASKET,
        )
        if feature.value in frame
    }
    told[Feature.PREDICTED] = chances.predicted
    found = {feature: (values, EDGES[feature]) for feature, values in told.items()}
    found[Feature.PRICE] = chances.price, _round_edges(chances.price)
    if "visited_on" in frame and frame["visited_on"].notna().all():
        weeks = _epoch_days(monday_of(frame["visited_on"]))
        found[Feature.WEEK] = weeks, tuple(float(day) for day in np.unique(weeks)[1:])
    return {feature: (values, edges) for feature, (values, edges) in found.items() if edges}


def _round_edges(price: Doubles) -> tuple[float, ...]:
    """Return prices that people say, between which about as many chances lie each."""
    deciles = np.unique(np.quantile(price, np.linspace(0.1, 0.9, 9)))
    said = {float(f"{edge:.2g}") for edge in deciles if edge > 0}
    return tuple(sorted(said))


def _epoch_days(days: "pd.Series[Any]") -> Doubles:
    return days.to_numpy("datetime64[D]").astype(np.int64).astype(np.float64)


def _demand_name(condition: Condition, name: str, *, is_it: bool) -> None:
    if is_it:
        condition["is"] = name
        condition.pop("is_not", None)
    elif "is" not in condition:
        condition["is_not"] = [*condition.get("is_not", []), name]


def _said(feature: Feature, edge: float) -> float | str:
    """Return an edge as conditions hold it: weeks as the day that they begin."""
    return str(np.datetime64(int(edge), "D")) if feature == Feature.WEEK else edge


def _demand_number(condition: Condition, edge: float | str, *, is_above: bool) -> None:
    if is_above:
        condition["from"] = max(edge, condition.get("from", edge))
    else:
        condition["below"] = min(edge, condition.get("below", edge))
