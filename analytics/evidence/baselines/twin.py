"""The demand model beside its twin whose demand may rise in price: what the constraint costs in fit."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from keras import ops
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints
from analytics.demand.batches import CellBatches
from analytics.demand.cells import Cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.network import CellModel, NetworkConfig
from analytics.demand.tables import log_levels
from analytics.demand.training import Progress
from analytics.demand.weights import Weights

_BATCH = 8192  # cells: half of the run's own training, for two members are all that is asked for
_FREED = ("slope", "segment_slope", "trait_slope", "product_slope", "price_level")


def fit_twins(
    cells: Cells,
    customers: pd.DataFrame,
    reference_price: Floats,
    seed: int = 0,
    progress: Progress | None = None,
    columns: Floats | None = None,
    category: Ints | None = None,
) -> tuple[BasketChoice, BasketChoice]:
    """Return the demand model and its unconstrained twin, one member each, fitted side by side.

    They share every step and batch and no weight: each is what it would be alone, at little more than the
    time of one. Parameters as of `BasketChoice.fit`.
    """
    both = _Twins(ChoiceConfig(n_members=2, batch_size=_BATCH, seed=seed))
    both.fit(cells.log, customers, reference_price, progress, columns, cells, category)
    model, free = copy(both), copy(both)
    model.weights_ = both.weights_.members(slice(0, 1))
    free.weights_ = FreeWeights.of_member(both.network_, both.weights_, both.columns_, both.log_price_)
    return model, free


@dataclass(frozen=True)
class FreeWeights(Weights):
    """Weights of a model whose slopes have either sign: `log_slope` and the like add up to the slope itself.

    Attributes
    ----------
    scale : (n_products, n_members) slope that the sum is a multiple of
    """

    scale: Floats

    @classmethod
    def of_member(cls, network: Any, both: Weights, columns: Floats, log_price: Floats) -> "FreeWeights":
        """Return the second member's weights, its slopes from the layers of their own."""
        kernel = {layer.name: np.asarray(layer.get_weights()[0]) for layer in network.layers if layer.weights}
        free = {
            name.removeprefix("free_"): table[..., 1:] for name, table in kernel.items() if "free_" in name
        }
        known = {one.name: getattr(both, one.name)[..., 1:] for one in fields(Weights)}
        own = 1.0 + free["slope"] + free["product_slope"]
        if "tower_slope" in free:
            own = own + columns @ free["tower_slope"]
        level = log_price[:, None] * (NetworkConfig.first_exponent + free["price_level"])
        found = known | {
            "log_slope": own,
            "segment_slope": free["segment_slope"],
            "trait_slope": free["trait_slope"],
        }
        return cls(**found, scale=cls.slope(np.asarray(level, np.float32)))

    def slopes(self, x: Mapping[str, NDArray[Any]], m: int) -> Floats:
        """Return utility lost per relative price in cells, (n_cells,); < 0 where demand rises in price."""
        own = self.log_slope[x["product"], m] + self.segment_slope[x["segment"], m]
        return np.asarray(
            self.scale[x["product"], m] * (own + x["traits"] @ self.trait_slope[:, m]), np.float32
        )


class _Twins(BasketChoice):
    """Two members without bootstrap, the second with a price slope of either sign."""

    def _first_stage_errors(self) -> Floats:
        """Every twin is a fit: none takes the first stage to be wrong,"""
        return np.zeros_like(super()._first_stage_errors())

    def _batches(self, *args: Any, **kwargs: Any) -> CellBatches:
        """all count every cell once,"""
        batches = super()._batches(*args, **kwargs)
        return replace(batches, customer_weight=np.ones_like(batches.customer_weight), period_weight=None)

    def _starts(self, *args: Any) -> dict[str, Any]:
        """both start at one price slope,"""
        starts = super()._starts(*args)
        return starts | ({"free_slope": np.expm1(starts["slope"])} if "slope" in starts else {})

    def _network(self, *args: Any) -> Any:
        """and none is drawn towards a random anchor."""
        network = super()._network(*args)
        self.log_price_ = log_levels(self.encoder_.reference_price)
        self.network_ = CellModel(
            inputs=network.input, outputs=_freed(network, self.log_price_), name="twins"
        )
        for layer in self.network_.layers:
            if getattr(layer, "prior", None):
                vars(layer.prior)["anchors"] = _nowhere
        return self.network_


def _freed(network: Any, log_price: Floats) -> dict[str, Any]:
    """Return the network's outputs with a linear slope, of either sign, in place of the second one."""

    def linear(name: str) -> Any:
        layer = network.get_layer(name)
        own = type(layer).from_config({**layer.get_config(), "name": f"free_{name}"})
        return own(layer.input)

    shop, segment, trait, product, level = (linear(name) for name in _FREED)
    if "tower_slope" in {layer.name for layer in network.layers}:
        product += linear("tower_slope")
    of_product = ops.take(ops.convert_to_tensor(log_price[:, None]), network.input["product"], axis=0)
    exponent = (NetworkConfig.first_exponent + level) * of_product
    scale = NetworkConfig.first_slope * ops.exp(ops.clip(exponent, -6.0, 4.0))
    out = network.output
    slope = ops.where(
        np.array([[False, True]]), scale * (1.0 + shop + segment + trait + product), out["slope"]
    )
    logit = out["logit"] + (out["slope"] - slope) * ops.expand_dims(network.input["price"], -1)
    return {"logit": logit, "taste": out["taste"], "slope": slope}


def _nowhere(shape: Sequence[int]) -> Floats:
    return np.zeros(tuple(shape), np.float32)
