"""The demand model as a network: a multivariate logit over baskets, several members side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_PACKAGE = "bundlewise"


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network and the spread expected of each group of weights (Gaussian priors)."""

    n_products: int
    n_segments: int
    n_attributes: int
    n_periods: int
    n_past: int = 3
    n_activity: int = 3
    n_season: int = 4
    n_members: int = 12  # the fit and its bootstrap replicates
    n_visits: int = 10_000  # priors weigh 1 / n_visits beside the mean log-likelihood
    seed: int = 0
    taste_sd: float = 1.0  # a segment's taste for a product, in logits
    past_sd: float = 0.5  # how much more or less a segment's past tells
    attribute_sd: float = 0.3  # an attribute's effect on a product
    shop_slope_sd: float = 1.0  # log price slope of the shop around an elasticity of about -2
    slope_sd: float = 0.5  # log price slope of a segment or product around the shop's
    trait_slope_sd: float = 0.2  # log price slope per unit of a customer's trait
    cross_sd: float = 0.4  # cross effects are sparse: most pairs have none
    period_sd: float = 0.3  # shared swings of demand
    season_sd: float = 0.3
    control_sd: float = 2.0  # strength of the control function per product, around the shop's
    first_slope: float = 2.0  # where slopes start: an elasticity of about -2


@keras.saving.register_keras_serializable(package=_PACKAGE)
class Prior(keras.regularizers.Regularizer):
    """A Gaussian prior around zero for the fit, and around draws of itself for the other members.

    What the data do not tell then differs between members as much as the prior does not know it: the bands
    of an unlearned weight are as wide as its prior.

    Parameters
    ----------
    sd : standard deviation of the prior
    n_visits : the prior weighs 1 / n_visits beside the mean log-likelihood
    member_axis : where the members stand in the weights
    seed : of the draws

    References
    ----------
    Pearce, Leibfried & Brintrup (2020), Uncertainty in neural networks: approximately Bayesian ensembling.
    """

    def __init__(self, sd: float, n_visits: int, member_axis: int, seed: int) -> None:
        self.sd, self.n_visits, self.member_axis, self.seed = sd, n_visits, member_axis, seed

    def anchors(self, shape: Sequence[int]) -> Floats:
        """Return what each member's weights are drawn towards; zeros for the first, the fit."""
        draws = np.random.default_rng(self.seed).normal(0, self.sd, tuple(shape)).astype(np.float32)
        np.moveaxis(draws, self.member_axis, 0)[0] = 0
        return draws

    def __call__(self, x: Any) -> Any:
        distance = ops.sum(ops.square(x - ops.convert_to_tensor(self.anchors(x.shape), x.dtype)))
        return distance / (2 * self.sd**2 * self.n_visits)

    def get_config(self) -> dict[str, Any]:
        return dict(vars(self))


class _Weighted(keras.layers.Layer):
    """A layer with one array of weights, starting at zero, under an optional prior."""

    def __init__(self, shape: Sequence[int], prior: Prior | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.weights_shape, self.prior = tuple(shape), keras.regularizers.get(prior)

    def build(self, input_shape: Any) -> None:
        self.kernel = self.add_weight(
            shape=self.weights_shape, initializer="zeros", regularizer=self.prior, name="kernel"
        )

    def get_config(self) -> dict[str, Any]:
        prior = keras.regularizers.serialize(self.prior) if self.prior else None
        return {**super().get_config(), "shape": self.weights_shape, "prior": prior}


@keras.saving.register_keras_serializable(package=_PACKAGE)
class Members(_Weighted):
    """A linear map of the inputs for every member: (batch, ..., n_in) → (batch, members[, n_out]).

    Parameters
    ----------
    equation : einsum of the inputs with the weights
    """

    def __init__(self, equation: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.equation = equation

    def call(self, inputs: Any) -> Any:
        return ops.einsum(self.equation, inputs, self.kernel)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "equation": self.equation}


@keras.saving.register_keras_serializable(package=_PACKAGE)
class PerRow(_Weighted):
    """A row of a table for every visit: (batch,) ints → (batch, members[, n_products]); -1 gives zeros."""

    def call(self, inputs: Any) -> Any:
        # a product with one-hot rows: its gradient is dense, so results repeat on every backend
        rows = ops.one_hot(inputs, self.weights_shape[0], dtype=self.compute_dtype)
        return ops.tensordot(rows, self.kernel, axes=1)


@keras.saving.register_keras_serializable(package=_PACKAGE)
class CrossEffects(_Weighted):
    """What the rest of the basket adds to each product's utility: (batch, J) → (batch, members, J)."""

    def effects(self) -> Any:
        """Return the symmetric effects with a zero diagonal, (members, J, J)."""
        symmetric = (self.kernel + ops.transpose(self.kernel, (0, 2, 1))) / 2
        return symmetric * (1.0 - ops.eye(self.weights_shape[-1], dtype=self.compute_dtype))

    def call(self, inputs: Any) -> Any:
        return ops.einsum("bk,mkj->bmj", inputs, self.effects())


@keras.saving.register_keras_serializable(package=_PACKAGE)
class BasketModel(keras.Model):
    """A functional model whose loss is the pseudo-likelihood of each product given the rest of its basket.

    References
    ----------
    Besag (1974), Spatial interaction and the statistical analysis of lattice systems.
    Russell & Petersen (2000), Analysis of cross category dependence in market basket selection.
    """

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the mean over visits of the weighted cross-entropy, summed over members and products."""
        logit = y_pred["logit"]  # (batch, members, products)
        bought, counts = ops.expand_dims(x["basket"], 1), ops.expand_dims(x["counts"], 1)
        entropy = ops.softplus(logit) - bought * logit
        per_visit = ops.sum(entropy * counts, axis=-1)  # (batch, members)
        loss = ops.mean(ops.sum(per_visit * y, axis=-1))  # y: the members' weights of each visit
        return loss + ops.sum(ops.stack(self.losses)) if self.losses else loss


def build_network(config: NetworkConfig) -> keras.Model:
    """Return the demand model, untrained.

    Inputs are those of `FeatureEncoder.transform`; outputs are `logit`, `taste` (utility at the reference
    price, without the basket) and `slope` (per relative price, > 0), each (batch, members, products).
    """
    c, m, j = config, config.n_members, config.n_products
    seeds = iter(range(c.seed * 100, c.seed * 100 + 100))

    def prior(sd: float, member_axis: int) -> Prior:
        return Prior(sd, max(c.n_visits, 1), member_axis, next(seeds))

    # --- inputs
    floats = {"price": j, "basket": j, "counts": j, "attributes": c.n_attributes}
    floats |= {"activity": c.n_activity, "season": c.n_season, "control": j}
    x: dict[str, Any] = {name: keras.Input((size,), name=name) for name, size in floats.items()}
    x["past"] = keras.Input((j, c.n_past), name="past")
    x |= {name: keras.Input((), dtype="int32", name=name) for name in ("segment", "period")}
    one = ops.ones_like(x["season"][:, :1])
    traits = ops.concatenate([x["attributes"], x["activity"]], axis=-1) if c.n_attributes else x["activity"]
    n_traits = c.n_attributes + c.n_activity

    # --- model: taste
    taste = Members("bi,imj->bmj", (1, m, j), name="product")(one)
    taste += PerRow((c.n_segments, m, j), prior(c.taste_sd, 1), name="segment_taste")(x["segment"])
    taste += Members("bjf,mf->bmj", (m, c.n_past), name="past_taste")(x["past"])
    # where customers of a segment differ more, their own past tells more
    trust = PerRow((c.n_segments, m, c.n_past), prior(c.past_sd, 1), name="segment_past")(x["segment"])
    taste += ops.einsum("bjf,bmf->bmj", x["past"], trust)
    taste += Members("ba,amj->bmj", (n_traits, m, j), prior(c.attribute_sd, 1), name="trait_taste")(traits)
    taste += Members("bs,smj->bmj", (c.n_season, m, j), prior(c.season_sd, 1), name="season_taste")(
        x["season"]
    )
    shared = PerRow((c.n_periods, m), prior(c.period_sd, 1), name="period_effect")(x["period"])
    taste += ops.expand_dims(shared, -1)
    # what the instruments leave unexplained of a price moves with hidden demand
    control = Members("bj,m->bmj", (m,), name="control_shared")(x["control"])
    control += Members("bj,mj->bmj", (m, j), prior(c.control_sd, 0), name="control_product")(x["control"])

    # --- model: price
    log_slope = Members("bi,im->bm", (1, m), prior(c.shop_slope_sd, 1), name="slope")(one)
    log_slope += PerRow((c.n_segments, m), prior(c.slope_sd, 1), name="segment_slope")(x["segment"])
    log_slope += Members("ba,am->bm", (n_traits, m), prior(c.trait_slope_sd, 1), name="trait_slope")(traits)
    product = Members("bi,imj->bmj", (1, m, j), prior(c.slope_sd, 1), name="product_slope")(one)
    slope = c.first_slope * ops.exp(ops.clip(ops.expand_dims(log_slope, -1) + product, -6.0, 4.0))

    # --- outputs
    logit = taste + control - slope * ops.expand_dims(x["price"], 1)
    logit += CrossEffects((m, j, j), prior(c.cross_sd, 0), name="cross")(x["basket"])
    outputs = {"logit": logit, "taste": taste, "slope": slope}
    return BasketModel(inputs=x, outputs=outputs, name="basket_choice")
