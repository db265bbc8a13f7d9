"""What the rows of a shop's weights are called, so that shops know which of them mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product as crossed
from typing import Any

import numpy as np

from analytics.arrays import Doubles
from analytics.demand.choice import BasketChoice
from analytics.demand.choice_training import Training
from analytics.demand.habits import N_HABITS
from analytics.demand.histories import N_RATES
from analytics.federated.config import Shared

LOCAL = ""  # the name of a row that stays in its shop
UNKNOWN = "?"  # a segment: that of unknown customers
SEPARATOR = "\x1f"  # between parts of a name: no id has it
OF_TASTES = (
    *("product_taste", "segment_taste", "tower", "segment_tower", "past_taste", "segment_past"),
    *("trait_taste", "season_taste"),
)
OF_PRICES = (
    *("slope", "price_level", "product_slope", "segment_slope", "trait_slope", "tower_slope"),
    *("cross", "cross_alike"),
)


@dataclass(frozen=True)
class NamedRows:
    """The rows of one table of a network.

    Attributes
    ----------
    layer : its name in the network
    names : (n_rows,) one for each, `LOCAL` where it stays in its shop
    n_cells : (n_rows,) how many cells of the shop tell of each row
    """

    layer: str
    names: tuple[str, ...]
    n_cells: Doubles


def named_rows(
    model: BasketChoice, training: Training, columns: Sequence[str], shared: Shared
) -> list[NamedRows]:
    """Return the rows of all tables that shops may share.

    Period effects, shocks of demand, what instruments leave and the shop's own level stay where they are:
    they tell of one shop's weeks, costs and visitors.

    Parameters
    ----------
    columns : names of the products' columns, `LOCAL` for those that mean something else in every shop
    """
    axes, counts = _axes(model, columns), _Counts(model, training)
    layers = {layer.name: layer for layer in training.network.layers if layer.weights}
    wanted = OF_PRICES if shared is Shared.PRICES else (*OF_TASTES, *OF_PRICES)
    found = []
    for name in (name for name in wanted if name in layers):
        rows = [_joined(name, parts) for parts in crossed(*axes[name])]
        n_rows = int(np.prod(layers[name].weights_shape[:-1]))
        if len(rows) != n_rows:
            raise ValueError(f"{name} has {n_rows} rows, and {len(rows)} names")
        found.append(NamedRows(name, tuple(rows), counts.of(name, n_rows)))
    return found


def _axes(model: BasketChoice, columns: Sequence[str]) -> dict[str, tuple[Sequence[str], ...]]:
    """Return what stands along the axes of each table, but for the members."""
    encoder, products, pairs = model.encoder_, model.product_ids_, model.pairs_.learned
    segments = (*encoder.segments_, UNKNOWN)
    levels = [f"{name}={level}" for name, of in encoder.levels_.items() for level in of]
    traits = (*levels, *(f"habit {i}" for i in range(N_HABITS)))
    rates = (*(f"rate {i}" for i in range(N_RATES)), LOCAL)  # a shop's states mean something of their own
    ends = ((products[a], products[b]) for a, b in zip(pairs.a, pairs.b, strict=True))
    both = (*(SEPARATOR.join(sorted(pair)) for pair in ends), LOCAL)
    season = tuple(f"wave {i}" for i in range(4)) if encoder.has_season_ else (LOCAL,) * 4
    one = ("all",)
    return {
        "product_taste": (products,),
        "segment_taste": (segments, products),
        "tower": (columns,),
        "segment_tower": (segments, columns),
        "past_taste": (rates,),
        "segment_past": (segments, rates),
        "trait_taste": (products, traits),
        "season_taste": (products, season),
        "slope": (one,),
        "price_level": (one,),
        "product_slope": (products,),
        "segment_slope": (segments,),
        "trait_slope": (traits,),
        "tower_slope": (columns,),
        "cross": (both,),
        "cross_alike": (one,),
    }


def _joined(table: str, parts: Sequence[str]) -> str:
    return LOCAL if LOCAL in parts else SEPARATOR.join((table, *parts))


class _Counts:
    """How many of a training's cells tell of the rows of its tables."""

    def __init__(self, model: BasketChoice, training: Training) -> None:
        told = training.batches.told
        self.product: Any = told.cells["product"]
        self.segment: Any = told.visits.segment[told.visit]
        self.partners: Any = told.cells["partners"]
        self.n_products, self.n_segments = len(model.product_ids_), len(model.encoder_.segments_) + 1

    def of(self, layer: str, n_rows: int) -> Doubles:
        """Return the cells of each row of a table, (n_rows,), one at least: the prior tells of it too."""
        by_segment = np.bincount(self.segment, minlength=self.n_segments)
        if layer in ("product_taste", "product_slope", "trait_taste", "season_taste"):
            found = np.bincount(self.product, minlength=self.n_products)
        elif layer == "segment_taste":
            at = self.segment.astype(np.int64) * self.n_products + self.product
            found = np.bincount(at, minlength=n_rows)
        elif layer in ("segment_slope", "segment_past", "segment_tower"):
            found = by_segment
        elif layer == "cross":
            found = np.bincount(self.partners.ravel(), minlength=n_rows)[:n_rows]
        else:
            found = np.array([len(self.product)])
        return np.repeat(np.maximum(found, 1).astype(float), n_rows // len(found))
