"""The demand model as a network: a multivariate logit over baskets, several members side by side."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import keras
from keras import ops

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
    taste_sd: float = 1.0  # a segment's taste for a product, in logits
    attribute_sd: float = 0.3  # an attribute's effect on a product
    slope_sd: float = 0.5  # log price slope of a segment or product around the shop's
    trait_slope_sd: float = 0.2  # log price slope per unit of a customer's trait
    cross_sd: float = 0.4  # cross effects are sparse: most pairs have none
    period_sd: float = 0.3  # shared swings of demand
    season_sd: float = 0.3
    control_sd: float = 2.0  # strength of the control function per product, around the shop's
    first_slope: float = 2.0  # where slopes start: an elasticity of about -2


@keras.saving.register_keras_serializable(package=_PACKAGE)
class Members(keras.layers.Layer):
    """A linear map of the inputs for every member: (batch, ..., n_in) → (batch, members, n_out).

    Parameters
    ----------
    equation : einsum of the inputs with the kernel
    shape : of the kernel, members first
    precision : of the Gaussian prior, 1 / (2 · sd² · n_visits)
    """

    def __init__(self, equation: str, shape: Sequence[int], precision: float = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.equation, self.kernel_shape, self.precision = equation, tuple(shape), precision

    def build(self, input_shape: Any) -> None:
        self.kernel = self.add_weight(
            shape=self.kernel_shape,
            initializer="zeros",
            regularizer=keras.regularizers.L2(self.precision) if self.precision else None,
            name="kernel",
        )

    def call(self, inputs: Any) -> Any:
        return ops.einsum(self.equation, inputs, self.kernel)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "equation": self.equation,
            "shape": self.kernel_shape,
            "precision": self.precision,
        }


@keras.saving.register_keras_serializable(package=_PACKAGE)
class PerRow(keras.layers.Layer):
    """A row of a table for every visit: (batch,) ints → (batch, members[, n_products])."""

    def __init__(
        self, shape: Sequence[int], precision: float = 0.0, first_is_zero: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.table_shape, self.precision, self.first_is_zero = tuple(shape), precision, first_is_zero

    def build(self, input_shape: Any) -> None:
        self.table = self.add_weight(
            shape=self.table_shape,
            initializer="zeros",
            regularizer=keras.regularizers.L2(self.precision) if self.precision else None,
            name="table",
        )

    def call(self, inputs: Any) -> Any:
        # a product with one-hot rows: its gradient is dense, so results repeat on every backend
        rows = ops.one_hot(inputs, self.table_shape[0], dtype=self.compute_dtype)
        if self.first_is_zero:
            rows = rows * ops.cast(ops.arange(self.table_shape[0]) > 0, self.compute_dtype)
        return ops.tensordot(rows, self.table, axes=1)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "shape": self.table_shape,
            "precision": self.precision,
            "first_is_zero": self.first_is_zero,
        }


@keras.saving.register_keras_serializable(package=_PACKAGE)
class CrossEffects(keras.layers.Layer):
    """What the rest of the basket adds to each product's utility, symmetric: (batch, J) → (batch, M, J)."""

    def __init__(self, n_members: int, n_products: int, precision: float = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.n_members, self.n_products, self.precision = n_members, n_products, precision

    def build(self, input_shape: Any) -> None:
        self.kernel = self.add_weight(
            shape=(self.n_members, self.n_products, self.n_products),
            initializer="zeros",
            regularizer=keras.regularizers.L2(self.precision),
            name="kernel",
        )

    def effects(self) -> Any:
        """Return the symmetric effects with a zero diagonal, (M, J, J)."""
        symmetric = (self.kernel + ops.transpose(self.kernel, (0, 2, 1))) / 2
        return symmetric * (1.0 - ops.eye(self.n_products, dtype=self.compute_dtype))

    def call(self, inputs: Any) -> Any:
        return ops.einsum("bk,mkj->bmj", inputs, self.effects())

    def get_config(self) -> dict[str, Any]:
        own = {"n_members": self.n_members, "n_products": self.n_products, "precision": self.precision}
        return {**super().get_config(), **own}


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

    def prior(sd: float) -> float:
        return 1 / (2 * sd**2 * max(c.n_visits, 1))

    # --- inputs
    floats = {"price": j, "basket": j, "counts": j, "attributes": c.n_attributes}
    floats |= {"activity": c.n_activity, "season": c.n_season, "control": j}
    x: dict[str, Any] = {name: keras.Input((size,), name=name) for name, size in floats.items()}
    x["past"] = keras.Input((j, c.n_past), name="past")
    x |= {name: keras.Input((), dtype="int32", name=name) for name in ("segment", "period")}
    one = ops.ones_like(x["season"][:, :1])

    # --- model: taste
    taste = Members("bi,imj->bmj", (1, m, j), name="product")(one)
    taste += PerRow((c.n_segments, m, j), prior(c.taste_sd), name="segment_taste")(x["segment"])
    taste += Members("bjf,mf->bmj", (m, c.n_past), name="past_taste")(x["past"])
    traits = x["activity"]
    if c.n_attributes:
        traits = ops.concatenate([x["attributes"], x["activity"]], axis=-1)
    n_traits = c.n_attributes + c.n_activity
    taste += Members("ba,amj->bmj", (n_traits, m, j), prior(c.attribute_sd), name="trait_taste")(traits)
    taste += Members("bs,smj->bmj", (c.n_season, m, j), prior(c.season_sd), name="season_taste")(x["season"])
    shared = PerRow((c.n_periods + 1, m), prior(c.period_sd), True, name="period_effect")(x["period"])
    taste += ops.expand_dims(shared, -1)
    # what the instruments leave unexplained of a price moves with hidden demand
    control = Members("bj,m->bmj", (m,), name="control_shared")(x["control"])
    control += Members("bj,mj->bmj", (m, j), prior(c.control_sd), name="control_product")(x["control"])

    # --- model: price
    log_slope = Members("bi,im->bm", (1, m), name="slope")(one)
    log_slope += PerRow((c.n_segments, m), prior(c.slope_sd), name="segment_slope")(x["segment"])
    trait = Members("ba,am->bm", (n_traits, m), prior(c.trait_slope_sd), name="trait_slope")(traits)
    product = Members("bi,imj->bmj", (1, m, j), prior(c.slope_sd), name="product_slope")(one)
    slope = ops.exp(ops.clip(ops.expand_dims(log_slope + trait, -1) + product, -6.0, 4.0))
    slope = slope * c.first_slope

    # --- outputs
    logit = taste + control - slope * ops.expand_dims(x["price"], 1)
    logit += CrossEffects(m, j, prior(c.cross_sd), name="cross")(x["basket"])
    outputs = {"logit": logit, "taste": taste, "slope": slope}
    model = BasketModel(inputs=x, outputs=outputs, name="basket_choice")
    model.bundlewise_config = asdict(config)
    return model
