"""The demand model as a network: a multivariate logit over baskets, several members side by side."""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops

from analytics.demand.layers import (
    PACKAGE,
    CrossEffects,
    FirstStageErrors,
    Members,
    PerRow,
    PriceLevel,
    Prior,
    ProductTower,
    ShockPrior,
)
from analytics.demand.network_inputs import INPUTS
from analytics.demand.product_columns import PRODUCT_SD, TOWER_SD
from analytics.demand.visits import Floats


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network and the spread expected of each group of weights (Gaussian priors)."""

    n_products: int
    n_segments: int
    n_attributes: int
    n_periods: int
    log_price: tuple[float, ...] = ()  # of the products' reference prices, around their mean
    product_columns: tuple[tuple[float, ...], ...] = ()  # of each product, see `product_columns`
    first_stage_errors: tuple[tuple[float, ...], ...] = ()  # (n_members, n_instruments), none without
    n_past: int = 4  # purchase rates over three horizons, and what the customer's state adds
    n_activity: int = 3
    n_season: int = 4
    n_members: int = 12  # the fit and its bootstrap replicates
    n_visits: int = 10_000  # priors weigh 1 / n_visits beside the mean log-likelihood
    seed: int = 0
    product_sd: float = PRODUCT_SD  # a product's own appeal around what its columns say, in logits
    tower_sd: float = TOWER_SD  # appeal per unit of a product's column
    taste_sd: float = 1.0  # a segment's taste for a product, in logits
    tower_taste_sd: float = 0.5  # a segment's taste for a product's column
    past_sd: float = 0.5  # how much more or less a segment's past tells
    attribute_sd: float = 0.3  # an attribute's effect on a product
    shop_slope_sd: float = 1.0  # log price slope of the shop around an elasticity of about -2
    slope_sd: float = 0.5  # log price slope of a segment around the shop's
    exponent_sd: float = 0.5  # of the price level in the log price slope, around a half
    product_slope_sd: float = 0.3  # log price slope of a product around what its price and columns say
    tower_slope_sd: float = 0.15  # log price slope per unit of a product's column
    trait_slope_sd: float = 0.2  # log price slope per unit of a customer's trait
    cross_sd: float = 0.4  # cross effects are sparse: most pairs have none
    period_sd: float = 0.3  # shocks of demand shared by all products
    shock_sd: float = 0.0  # shocks of demand by product and period, as measured
    shock_memory: float = 0.0  # correlation of one period's shock with the next one's, as measured
    season_sd: float = 0.3
    control_sd: float = 2.0  # strength of the control function per product, around the shop's
    first_slope: float = 2.0  # where slopes start: an elasticity of about -2

    @property
    def n_instruments(self) -> int:
        """How many columns shift prices but not demand."""
        return len(self.first_stage_errors[0]) if self.first_stage_errors else 0


@keras.saving.register_keras_serializable(package=PACKAGE)
class BasketModel(keras.Model):
    """A functional model whose loss is the pseudo-likelihood of each product given the rest of its basket.

    References
    ----------
    Besag (1974), Spatial interaction and the statistical analysis of lattice systems.
    Russell & Petersen (2000), Analysis of cross category dependence in market basket selection.
    """

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *more: Any) -> Any:
        """Return the mean over visits of the weighted cross-entropy, summed over members and products."""
        logit = y_pred["logit"]  # (batch, members, products)
        # torch, alone among the backends, is handed what the batch holds as it is
        bought, counts, y = (ops.convert_to_tensor(part) for part in (x["basket"], x["counts"], y))
        bought, counts = ops.expand_dims(bought, 1), ops.expand_dims(counts, 1)
        entropy = ops.softplus(logit) - bought * logit
        per_visit = ops.sum(entropy * counts, axis=-1)  # (batch, members)
        loss = ops.mean(ops.sum(per_visit * y, axis=-1))  # y: the members' weights of each visit
        return loss + ops.sum(ops.stack(self.losses)) if self.losses else loss


def price_levels(price: Floats) -> tuple[float, ...]:
    """Return log prices around their mean, (n_products,)."""
    level = np.log(np.maximum(price.astype(float), 1e-6))
    return tuple(float(value) for value in level - level.mean())


def build_network(config: NetworkConfig) -> keras.Model:
    """Return the demand model, untrained.

    Inputs are `INPUTS`, as `BasketChoice.inputs` makes them; outputs are `logit`, `taste` (utility at the
    reference price, without the basket) and `slope` (per relative price, > 0), each (batch, members,
    products).
    """
    c, m, j = config, config.n_members, config.n_products
    seeds = iter(range(c.seed * 100, c.seed * 100 + 100))
    n_columns = len(c.product_columns[0]) if c.product_columns else 0
    tower = ProductTower(c.product_columns, name="columns")

    def prior(sd: float, member_axis: int) -> Prior:
        return Prior(sd, max(c.n_visits, 1), member_axis, next(seeds))

    # --- inputs
    x: dict[str, Any] = {i.name: keras.Input(i.shape(c), dtype=i.dtype, name=i.name) for i in INPUTS}
    one = ops.ones_like(x["season"][:, :1])
    traits = ops.concatenate([x["attributes"], x["activity"]], axis=-1) if c.n_attributes else x["activity"]
    n_traits = c.n_attributes + c.n_activity

    # --- model: taste
    taste = ops.expand_dims(Members("bi,im->bm", (1, m), name="usual")(one), -1)
    taste += Members("bi,imj->bmj", (1, m, j), prior(c.product_sd, 1), name="product")(one)
    taste += PerRow((c.n_segments, m, j), prior(c.taste_sd, 1), name="segment_taste")(x["segment"])
    if n_columns:  # products alike are wanted alike, so that one that never sold has a prior
        liked = Members("bi,imf->bmf", (1, m, n_columns), prior(c.tower_sd, 1), name="tower")(one)
        rows = (c.n_segments, m, n_columns)
        liked += PerRow(rows, prior(c.tower_taste_sd, 1), name="segment_tower")(x["segment"])
        taste += tower(liked)
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
    left, cells = x["control"], "bj"
    if c.n_instruments:  # which members take for more or less than the fit does
        errors = FirstStageErrors(c.first_stage_errors, name="first_stage")(x["instrument"])
        left, cells = ops.expand_dims(left, 1) - errors, "bmj"
    control = Members(f"{cells},m->bmj", (m,), name="control_shared")(left)
    control += Members(f"{cells},mj->bmj", (m, j), prior(c.control_sd, 0), name="control_product")(left)

    shocks = 0.0  # what moved a product's demand in a period of the past tells nothing of the next
    if c.shock_sd > 0:
        rows = (c.n_periods, m, j)
        remembered = ShockPrior(c.shock_sd, max(c.n_visits, 1), 1, next(seeds), c.shock_memory)
        shocks = PerRow(rows, remembered, name="demand_shocks")(x["period"])

    # --- model: price
    log_slope = Members("bi,im->bm", (1, m), prior(c.shop_slope_sd, 1), name="slope")(one)
    log_slope += PerRow((c.n_segments, m), prior(c.slope_sd, 1), name="segment_slope")(x["segment"])
    log_slope += Members("ba,am->bm", (n_traits, m), prior(c.trait_slope_sd, 1), name="trait_slope")(traits)
    product = Members("bi,imj->bmj", (1, m, j), prior(c.product_slope_sd, 1), name="product_slope")(one)
    levels = c.log_price or (0.0,) * j
    product += PriceLevel(levels, (1, m), prior(c.exponent_sd, 1), name="price_level")(one)
    if n_columns:
        felt = Members("bi,imf->bmf", (1, m, n_columns), prior(c.tower_slope_sd, 1), name="tower_slope")(one)
        product += tower(felt)
    slope = c.first_slope * ops.exp(ops.clip(ops.expand_dims(log_slope, -1) + product, -6.0, 4.0))

    # --- outputs
    logit = taste + control + shocks - slope * ops.expand_dims(x["price"], 1)
    logit += CrossEffects((m, j, j), prior(c.cross_sd, 0), name="cross")(x["basket"])
    outputs = {"logit": logit, "taste": taste, "slope": slope}
    return BasketModel(inputs=x, outputs=outputs, name="basket_choice")


def start_at(network: keras.Model, usual: float, tower: Floats, own: Floats) -> None:
    """Set the products' appeal as `appeal_of` returns it, alike for all members."""
    for name, start in (("usual", usual), ("tower", tower), ("product", own)):
        if name in {layer.name for layer in network.layers}:
            layer = network.get_layer(name)
            layer.set_weights([np.broadcast_to(start, layer.weights_shape).copy()])
