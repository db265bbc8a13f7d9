"""The demand model over cells as a network: a multivariate logit over baskets, members side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops

from analytics.arrays import Bools, Floats, Numbers
from analytics.demand.layers import (
    Columns,
    Members,
    PairEffects,
    PeriodShocks,
    Prior,
    Rows,
    RowsWeighing,
    SharedEffect,
    ShockPrior,
)
from analytics.demand.product_columns import PRODUCT_SD, TOWER_SD
from analytics.demand.weights import FIRST_EXPONENT, FIRST_SLOPE, N_CONTROLS
from analytics.saved_layers import PACKAGE

N_SEASON = 4
TOLD = {  # what the network is told of a cell: its size by name in `NetworkConfig`, 0 for one number
    "price": "",
    "control": "n_controls",
    "instrument": "n_instruments",
    "past": "n_past",
    "traits": "n_traits",
    "season": "n_season",
    "shift": "",
}
CODES = ("product", "segment", "period")


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network and the spread expected of each group of weights (Gaussian priors)."""

    n_products: int
    n_segments: int
    n_traits: int
    n_periods: int
    n_partners: int
    n_cells: int  # priors weigh 1 / n_cells beside the mean log-likelihood
    log_price: Floats  # (n_products,) of the products' reference prices, around their mean
    columns: Floats  # (n_products, n_columns), see `product_columns`
    pair_sd: Floats  # (n_pairs,) cross effects around none or those of their kind: most pairs have none
    is_alike: Bools  # (n_pairs,) pairs within a category
    first_stage_errors: Numbers  # (n_members, n_instruments), no columns without
    n_past: int = 4  # purchase rates over three horizons, and what the customer's state adds
    n_season: int = N_SEASON
    n_members: int = 12  # the fit and its bootstrap replicates
    seed: int = 0
    product_sd: float = PRODUCT_SD  # a product's own appeal around what its columns say, in logits
    tower_sd: float = TOWER_SD  # appeal per unit of a product's column
    taste_sd: float = 1.0  # a segment's taste for a product, in logits
    tower_taste_sd: float = 0.5  # a segment's taste for a product's column
    past_sd: float = 0.5  # how much more or less a segment's past tells
    trait_sd: float = 0.3  # a trait's effect on a product
    shop_slope_sd: float = 1.0  # log price slope of the shop around an elasticity of about -2
    slope_sd: float = 0.5  # log price slope of a segment around the shop's
    exponent_sd: float = 0.5  # of the price level in the log price slope, around a half
    product_slope_sd: float = 0.3  # log price slope of a product around what its price and columns say
    tower_slope_sd: float = 0.15  # log price slope per unit of a product's column
    trait_slope_sd: float = 0.2  # log price slope per unit of a customer's trait
    alike_sd: float = 0.5  # the cross effect that pairs within a category share
    period_sd: float = 0.3  # shocks of demand shared by all products
    shock_sd: float = 0.0  # shocks of demand by product and period, as measured
    shock_memory: float = 0.0  # correlation of one period's shock with the next one's, as measured
    shock_periods: int = 1  # neighboring periods that share a shock
    season_sd: float = 0.3
    control_sd: float = 2.0  # strength of the control function per product, around the shop's
    first_exponent: float = FIRST_EXPONENT  # of the price level in the log price slope
    first_slope: float = FIRST_SLOPE  # where slopes start: an elasticity of about -2

    @property
    def n_instruments(self) -> int:
        """How many figures of columns that shift prices but not demand stand beside `n_controls`."""
        return int(self.first_stage_errors.shape[1]) * N_CONTROLS

    @property
    def n_controls(self) -> int:
        """How many figures say what instruments leave of a price, see `control.unexplained`."""
        return N_CONTROLS if self.n_instruments else 0

    @property
    def n_columns(self) -> int:
        """How many columns tell of products."""
        return int(self.columns.shape[1])


@keras.saving.register_keras_serializable(package=PACKAGE)
class CellModel(keras.Model):
    """A functional model whose loss is the pseudo-likelihood of each product given the rest of its basket.

    References
    ----------
    Besag (1974), Spatial interaction and the statistical analysis of lattice systems.
    Russell & Petersen (2000), Analysis of cross category dependence in market basket selection.
    """

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *more: Any) -> Any:
        """Return the mean over cells of the weighted cross-entropy, summed over members.

        Parameters
        ----------
        y : (batch, 1 + n_members) bought, and the members' weights of each cell
        """
        y = ops.convert_to_tensor(y)  # torch, alone of the backends, is handed the batch as it is
        bought, weight, logit = y[:, :1], y[:, 1:], y_pred["logit"]
        loss = ops.mean(ops.sum((ops.softplus(logit) - bought * logit) * weight, axis=-1))
        return loss + ops.sum(ops.stack(self.losses)) if self.losses else loss


def build_network(config: NetworkConfig) -> keras.Model:
    """Return the demand model, untrained: cells → `logit`, `taste` and `slope`, each (batch, members).

    `taste` is utility at the reference price without the basket, `slope` what a relative price loses, > 0.
    """
    c, m, j = config, config.n_members, config.n_products
    x: dict[str, Any] = {name: keras.Input((), dtype="int32", name=name) for name in CODES}
    x["partners"] = keras.Input((c.n_partners,), dtype="int32", name="partners")
    for name, size in TOLD.items():
        x[name] = keras.Input((getattr(c, size),) if size else (), name=name)
    product, segment, period = (x[name] for name in CODES)
    prior = _priors(c)
    one, n_segments = ops.ones_like(x["season"][:, :1]), c.n_segments + 1

    # --- taste
    taste = Members("bi,im->bm", (1, m), name="usual")(one)
    taste += Rows((j, m), prior(c.product_sd), name="product_taste")(product)
    taste += Rows((n_segments * j, m), prior(c.taste_sd), name="segment_taste")(segment * j + product)
    if c.n_columns:  # products alike are wanted alike, so that one that never sold has a prior
        taste += Columns(c.columns, (c.n_columns, m), prior(c.tower_sd), name="tower")(product)
        by_segment = (n_segments, c.n_columns, m)
        taste += Columns(c.columns, by_segment, prior(c.tower_taste_sd), name="segment_tower")(
            product, segment
        )
    taste += Members("bf,fm->bm", (c.n_past, m), name="past_taste")(x["past"])
    # where customers of a segment differ more, their own past tells more
    trust = RowsWeighing((n_segments, c.n_past, m), prior(c.past_sd), name="segment_past")
    taste += trust(x["past"], segment)
    taste += RowsWeighing((j, c.n_traits, m), prior(c.trait_sd), name="trait_taste")(x["traits"], product)
    taste += RowsWeighing((j, c.n_season, m), prior(c.season_sd), name="season_taste")(x["season"], product)
    taste += Rows((c.n_periods + 1, m), prior(c.period_sd), name="period_effect")(period)

    # --- price
    log_slope = Members("bi,im->bm", (1, m), prior(c.shop_slope_sd), name="slope")(one)
    log_slope += Rows((n_segments, m), prior(c.slope_sd), name="segment_slope")(segment)
    log_slope += Members("bf,fm->bm", (c.n_traits, m), prior(c.trait_slope_sd), name="trait_slope")(
        x["traits"]
    )
    log_slope += Rows((j, m), prior(c.product_slope_sd), name="product_slope")(product)
    # to a customer who counts money, one per cent of a dear product is more than of a cheap one
    exponent = c.first_exponent + Members("bi,im->bm", (1, m), prior(c.exponent_sd), name="price_level")(one)
    log_slope += exponent * ops.take(ops.convert_to_tensor(c.log_price[:, None]), product, axis=0)
    if c.n_columns:
        felt = Columns(c.columns, (c.n_columns, m), prior(c.tower_slope_sd), name="tower_slope")
        log_slope += felt(product)
    slope = c.first_slope * ops.exp(ops.clip(log_slope, -6.0, 4.0))

    # --- outputs
    logit = taste - slope * ops.expand_dims(x["price"], -1) + ops.expand_dims(x["shift"], -1)
    if n_pairs := len(c.pair_sd):
        sd = np.append(c.pair_sd, c.pair_sd.mean())[:, None]  # the last row is no pair's
        logit += PairEffects((n_pairs + 1, m), prior(sd), name="cross")(x["partners"])
        if c.is_alike.any():
            kind = np.append(c.is_alike, False)
            logit += SharedEffect(kind, (1, m), prior(c.alike_sd), name="cross_alike")(x["partners"])
    if c.n_instruments:
        logit += _control(c, x, prior)
    if c.shock_sd > 0:  # what moved a product's demand in a period of the past tells nothing of the next
        remembered = ShockPrior(c.shock_sd, max(c.n_cells, 1), -1, c.seed * 100 + 99, c.shock_memory)
        block = ops.floor_divide(period, c.shock_periods)
        shape = -(-(c.n_periods + 1) // c.shock_periods), j, m
        logit += PeriodShocks(shape, remembered, name="demand_shocks")(block, product)
    return CellModel(inputs=x, outputs={"logit": logit, "taste": taste, "slope": slope}, name="cells")


def _control(c: NetworkConfig, x: dict[str, Any], prior: Callable[[Any], Prior]) -> Any:
    """What instruments leave of a price moves with hidden demand; members take more or less to be left."""
    errors = ops.convert_to_tensor(c.first_stage_errors.T.astype(np.float32))
    moved_by = ops.reshape(x["instrument"], (-1, N_CONTROLS, len(errors)))
    left = ops.expand_dims(x["control"], -1) - ops.matmul(moved_by, errors)
    shared = Members("bcm,cm->bm", (N_CONTROLS, c.n_members), name="control_shared")(left)
    own = Rows((c.n_products, c.n_members), prior(c.control_sd), name="control_product")(x["product"])
    return shared + left[:, 0] * own


def _priors(c: NetworkConfig) -> Callable[[Any], Prior]:
    """Return what gives priors of their own to weights whose last axis is the members'."""
    seeds = iter(range(c.seed * 100, c.seed * 100 + 100))
    return lambda sd: Prior(sd, max(c.n_cells, 1), -1, next(seeds))
