"""What the demand model learned, read out of its network: utilities as sums over a few tables."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Floats, Numbers
from analytics.numerics import Z_90

FIRST_SLOPE, FIRST_EXPONENT = 2.0, 0.5  # as the network starts
_FEWEST_DRAWS = 3  # of a slope: fewer tell nothing of its spread
N_CONTROLS = 2  # what instruments leave of a price in its period, and in those before and after


@dataclass(frozen=True)
class Weights:
    """Tables of the fitted network, the members last; segments' last row is an unknown customer's.

    Attributes
    ----------
    appeal : (n_segments + 1, n_products, n_members) of products to segments [logits]
    past : (n_segments + 1, n_past, n_members) what own purchase rates tell
    trait, season : (n_products, k, n_members) what they are worth by product
    period : (n_periods + 1, n_members) shared by all products
    log_slope : (n_products, n_members) of products, the shop's included
    segment_slope : (n_segments + 1, n_members)
    trait_slope : (n_traits, n_members)
    cross : (n_pairs, n_members) effects of pairs on each other, see `Pairs.is_learned`
    control : (n_products, n_members) of what instruments leave unexplained in a cell's period
    control_shared : (N_CONTROLS, n_members) the same and of those beside, shared by all products
    rarity : (n_products, n_members) how rarely visits look, if joint purchases tell it, else (0, n_members)
    replacing : (n_members,) what a product in a basket then does to others of its category [logits]
    """

    appeal: Floats
    past: Floats
    trait: Floats
    season: Floats
    period: Floats
    log_slope: Floats
    segment_slope: Floats
    trait_slope: Floats
    cross: Floats
    control: Floats
    control_shared: Floats
    rarity: Floats
    replacing: Floats

    @classmethod
    def of(cls, network: Any, columns: Floats, log_price: Floats, is_alike: Bools) -> "Weights":
        """Return the weights of a fitted network.

        Parameters
        ----------
        columns, log_price, is_alike : as in `NetworkConfig`
        """
        kernel = {
            layer.name: np.asarray(layer.get_weights()[0], np.float32)
            for layer in network.layers
            if layer.weights
        }
        n_products, n_members = kernel["product_taste"].shape
        nothing = np.zeros((columns.shape[1], n_members), np.float32)
        by_segment = kernel["segment_taste"].reshape(-1, n_products, n_members)
        usual = kernel["usual"] + kernel["product_taste"] + columns @ kernel.get("tower", nothing)
        appeal = by_segment + usual
        if "segment_tower" in kernel:
            appeal = appeal + np.einsum("jf,sfm->sjm", columns, kernel["segment_tower"])
        exponent = FIRST_EXPONENT + kernel["price_level"]  # (1, n_members)
        cross = kernel["cross"][:-1] if "cross" in kernel else np.zeros((0, n_members), np.float32)
        shared = kernel.get("cross_alike", np.zeros((1, n_members), np.float32))
        log_slope = kernel["slope"] + kernel["product_slope"] + log_price[:, None] * exponent
        return cls(
            appeal=appeal,
            past=kernel["past_taste"] + kernel["segment_past"],
            trait=kernel["trait_taste"],
            season=kernel["season_taste"],
            period=kernel["period_effect"],
            log_slope=log_slope + columns @ kernel.get("tower_slope", nothing),
            segment_slope=kernel["segment_slope"],
            trait_slope=kernel["trait_slope"],
            cross=np.asarray(cross + is_alike[:, None] * shared, np.float32),
            control=kernel.get("control_product", np.zeros((0, n_members), np.float32)),
            control_shared=kernel.get("control_shared", np.zeros((N_CONTROLS, n_members), np.float32)),
            rarity=np.zeros((0, n_members), np.float32),
            replacing=np.zeros(n_members, np.float32),
        )

    def with_shared_slope_widened(self) -> "Weights":
        """Return the members' slopes as far apart as so few of them show that the shop's slope may be off.

        What instruments leave open is one number for the whole shop, and the spread of few draws of it is
        itself a draw: a band of theirs takes Student's quantile in place of the normal one.

        References
        ----------
        Student (1908), The probable error of a mean.
        """
        if self.n_members < _FEWEST_DRAWS + 1:
            return self
        from scipy.special import stdtrit  # 130 ms

        shared = self.log_slope.mean(0)
        away = shared - shared[1:].mean()
        away[0] = 0  # the fit stays where it is
        stretch = stdtrit(self.n_members - 2, 0.95) / Z_90
        return replace(self, log_slope=np.asarray(self.log_slope + (stretch - 1) * away, np.float32))

    @property
    def n_members(self) -> int:
        """How many members there are, the fit included."""
        return int(self.log_slope.shape[1])

    @property
    def control_effect(self) -> Floats:
        """Return utility per part of a price that instruments leave for long, (n_members,)."""
        own = self.control.mean(0) if len(self.control) else 0.0
        return np.asarray(self.control_shared.sum(0) + own, np.float32)

    def usual_slope(self, share: Numbers) -> Doubles:
        """Return the fit's utility lost per relative price, (n_products,), traits left out.

        Parameters
        ----------
        share : (n_segments + 1,) of visits
        """
        of_segments = self.log_slope[:, 0] + self.segment_slope[:, :1]
        return np.asarray(share @ self.slope(of_segments), float)

    def members(self, chosen: slice) -> "Weights":
        """Return the weights of some members."""
        return Weights(**{one.name: getattr(self, one.name)[..., chosen] for one in fields(self)})

    def logit(self, x: Mapping[str, NDArray[Any]], m: int) -> Floats:
        """Return a member's logits of what the network is told of cells, (n_cells,), shocks left out."""
        product, segment = x["product"], x["segment"]
        taste = self.appeal[segment, product, m] + self.period[x["period"], m]
        taste = taste + np.einsum("bf,bf->b", x["past"], self.past[segment, :, m])
        for name, table in (("traits", self.trait), ("season", self.season)):
            taste = taste + np.einsum("bk,bk->b", x[name], table[product, :, m])
        if len(self.cross):
            effect = np.append(self.cross[:, m], np.float32(0))
            taste = taste + effect[x["partners"]].sum(1)
        if len(self.control):
            taste = taste + x["control"] @ self.control_shared[:, m]
            taste = taste + x["control"][:, 0] * self.control[product, m]
        return np.asarray(taste - self.slopes(x, m) * x["price"] + x["shift"], np.float32)

    def slopes(self, x: Mapping[str, NDArray[Any]], m: int) -> Floats:
        """Return utility lost per relative price in the same cells, (n_cells,)."""
        log_slope = self.log_slope[x["product"], m] + self.segment_slope[x["segment"], m]
        return self.slope(log_slope + x["traits"] @ self.trait_slope[:, m])

    @staticmethod
    def slope(log_slope: Floats) -> Floats:
        """Return utility lost per relative price, > 0, of its logarithm against where slopes start."""
        return np.asarray(FIRST_SLOPE * np.exp(np.clip(log_slope, -6.0, 4.0)), np.float32)
