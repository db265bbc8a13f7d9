"""The demand model beside its twin whose demand may rise in price: what the constraint costs in fit."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import pandas as pd
from keras import ops

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.network import BasketModel, NetworkConfig
from analytics.demand.training import Progress
from analytics.demand.visits import Floats, Visits

_SLOPES = ("slope", "segment_slope", "trait_slope", "product_slope")


def fit_twins(
    visits: Visits,
    customers: pd.DataFrame,
    reference_price: Floats,
    seed: int = 0,
    progress: Progress | None = None,
    columns: Floats | None = None,
) -> tuple[BasketChoice, BasketChoice]:
    """Return the demand model and its unconstrained twin, one member each, fitted side by side.

    They share every step and batch and no weight: each is what it would be alone, at little more than the
    time of one. Parameters as of `BasketChoice.fit`.
    """
    both = _Twins(seed, (False, True))
    both.fit(visits, customers, reference_price, progress, columns)
    return both.alone(0, visits), both.alone(1, visits)


class _Twins(BasketChoice):
    """Members without bootstrap, some of them with a price slope of either sign."""

    def __init__(self, seed: int, is_free: tuple[bool, ...]) -> None:
        super().__init__(ChoiceConfig(n_members=len(is_free), seed=seed))
        self.is_free = is_free

    def alone(self, member: int, visits: Visits) -> BasketChoice:
        """Return one member as a model of its own."""
        single = _Twins(self.config.seed, (self.is_free[member],))
        vars(single).update({name: value for name, value in vars(self).items() if name.endswith("_")})
        single.network_ = single._build(visits)
        for layer in single.network_.layers:
            weights = zip(layer.get_weights(), self.network_.get_layer(layer.name).get_weights(), strict=True)
            layer.set_weights([_of_member(whole, own.shape, member) for own, whole in weights])
        return single

    def _first_stage_errors(self) -> Floats:
        """Every twin is a fit: none takes the first stage to be wrong."""
        return np.zeros_like(super()._first_stage_errors())

    def _build(self, visits: Visits) -> Any:
        network = super()._build(visits)
        outputs = _freed(network, self.is_free) if any(self.is_free) else network.output
        twins = _Fits(inputs=network.input, outputs=outputs, name="twins")
        for layer in twins.layers:
            if getattr(layer, "prior", None):  # every twin is a fit: none is drawn towards a random anchor
                vars(layer.prior)["anchors"] = _nowhere
        return twins


@keras.saving.register_keras_serializable(package="bundlewise")
class _Fits(BasketModel):
    """A demand model whose members all count every visit once."""

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *more: Any) -> Any:
        return super().compute_loss(x, ops.ones_like(y), y_pred, *more)


def _freed(network: Any, is_free: tuple[bool, ...]) -> dict[str, Any]:
    """Return the network's outputs with a linear slope, of either sign, in place of its exponential."""

    def linear(name: str) -> Any:
        layer = network.get_layer(name)
        own = type(layer).from_config({**layer.get_config(), "name": f"free_{name}"})
        return own(layer.input)

    shop, segment, trait, product = (linear(name) for name in _SLOPES)
    if "tower_slope" in {layer.name for layer in network.layers}:
        product += network.get_layer("columns")(linear("tower_slope"))
    scale = NetworkConfig.first_slope * ops.exp(ops.clip(linear("price_level"), -6.0, 4.0))
    free = scale * (1.0 + ops.expand_dims(shop + segment + trait, -1) + product)
    out = network.output
    mask = np.reshape(np.asarray(is_free), (1, -1, 1))
    slope = ops.where(mask, free, out["slope"])
    logit = out["logit"] + (out["slope"] - slope) * ops.expand_dims(network.input["price"], 1)
    return {"logit": logit, "taste": out["taste"], "slope": slope}


def _nowhere(shape: Sequence[int]) -> Floats:
    return np.zeros(tuple(shape), np.float32)


def _of_member(whole: Floats, shape: tuple[int, ...], member: int) -> Floats:
    """Return a member's part of the weights of all, whose shape differs along the members' axis only."""
    for axis, (n_members, n_own) in enumerate(zip(whole.shape, shape, strict=True)):
        if n_members != n_own:
            return np.take(whole, [member], axis)
    return whole
