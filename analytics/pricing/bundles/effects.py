"""How products sell each other: cross effects with their bands, lifts, and what a bundle's parts are."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse

from analytics.arrays import Bools, Doubles, Floats
from analytics.demand.pairs import Pairs, joint_counts
from analytics.demand.visit_log import VisitLog
from analytics.numerics import Z_90

_CLEAR = 0.1  # cross effects within ±10 % of the odds are too small to name [logits]


@dataclass(frozen=True)
class CrossEffects:
    """Pairs of products: how one in the basket moves the other's utility, with a 90 % band [logits].

    Attributes
    ----------
    effect, low, high : (n_products, n_products) symmetric, zero where a pair is none of the model's
    """

    effect: sparse.csr_array
    low: sparse.csr_array
    high: sparse.csr_array

    @classmethod
    def of(cls, pairs: Pairs, cross: Floats) -> "CrossEffects":
        """Return the effects of pairs, (n_pairs, n_members), with the members' spread."""
        tables = (_symmetric(pairs, values) for values in with_band(cross))
        return cls(*tables)

    @classmethod
    def of_table(cls, cross: Floats) -> "CrossEffects":
        """Return the effects of a fit of few products, (n_members, n_products, n_products)."""
        pairs = Pairs.of_all(cross.shape[1])
        return cls.of(pairs, cross[:, pairs.a, pairs.b].T)

    def composition(self, parts: list[int]) -> str:
        """Return complements or substitutes where every pair clearly is, else mixed."""
        pairs = list(combinations(parts, 2))
        if all(self.low[pair] > _CLEAR for pair in pairs):
            return "complements"
        if all(self.high[pair] < -_CLEAR for pair in pairs):
            return "substitutes"
        return "mixed"


def with_band(cross: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Return the fit's effects and the ends of their bands, each (n_pairs,), of (n_pairs, n_members)."""
    spread = cross[:, 1:].std(1, ddof=1) if cross.shape[1] > 2 else np.zeros(len(cross))
    effect = cross[:, 0].astype(float)
    return effect, effect - Z_90 * spread, effect + Z_90 * spread


def bought_parts(log: VisitLog, parts: list[int]) -> Bools:
    """Return which visits bought each of a few products, (n_visits, n_parts)."""
    bought = np.zeros((len(log), len(parts)), bool)
    for place, part in enumerate(parts):
        bought[log.bought.visit[log.bought.product == part], place] = True
    return bought


def lift(bought: Bools) -> tuple[float, float, float, float]:
    """Return support, lift and the lift's 90 % interval of products that baskets may all hold.

    Lift is observed ÷ independent; the interval is that of log lift by the delta method.

    Parameters
    ----------
    bought : (n_visits, n_parts)
    """
    n, parts = max(len(bought), 1), range(bought.shape[1])
    share = bought.mean(0) if len(bought) else np.zeros(len(parts))
    support = float(bought.all(1).sum() / n)
    independent = float(np.prod(share))
    if support == 0:
        # none seen in n: up to three expected ones go unseen (rule of three)
        return 0.0, 0.0, 0.0, 3 / (n * independent) if independent > 0 else float("inf")
    value = support / independent
    pairs = [bought[:, [a, b]].all(1).mean() for a, b in combinations(parts, 2)]
    alone = [bought[:, a].mean() * bought[:, b].mean() for a, b in combinations(parts, 2)]
    variance = (1 / support - 1) - (1 / share - 1).sum()
    variance += 2 * sum(joint / expected - 1 for joint, expected in zip(pairs, alone, strict=True))
    error = np.sqrt(max(variance, 0.0) / n)
    return support, value, float(value * np.exp(-Z_90 * error)), float(value * np.exp(Z_90 * error))


def cross_effects_frame(log: VisitLog, pairs: Pairs, cross: Floats) -> pd.DataFrame:
    """Return one row per pair of the model with effect, band, composition, support and lift."""
    effect, low, high = with_band(cross)
    n, n_both = max(len(log), 1), joint_counts(log, pairs)
    share = np.bincount(log.bought.product, minlength=log.n_products) / n
    support, usual = n_both / n, share[pairs.a] * share[pairs.b]
    ids = np.array(log.product_ids, object)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(n_both > 0, support / usual, 0.0)
        variance = 1 / support - 1 - (1 / share[pairs.a] - 1) - (1 / share[pairs.b] - 1) + 2 * (value - 1)
        error = np.where(n_both > 0, np.sqrt(np.maximum(variance, 0) / n), 0.0)
        unseen = np.where(usual > 0, 3 / (n * usual), np.inf)  # up to three go unseen (rule of three)
    return pd.DataFrame(
        {
            "product_a": ids[pairs.a],
            "product_b": ids[pairs.b],
            "effect": effect,
            "effect_low": low,
            "effect_high": high,
            "composition": np.select([low > _CLEAR, high < -_CLEAR], ["complements", "substitutes"], "mixed"),
            "support": support,
            "lift": value,
            "lift_low": value * np.exp(-Z_90 * error),
            "lift_high": np.where(n_both > 0, value * np.exp(Z_90 * error), unseen),
            "n_both": n_both,
        }
    )


def _symmetric(pairs: Pairs, values: Doubles) -> sparse.csr_array:
    at = np.concatenate([pairs.a, pairs.b]), np.concatenate([pairs.b, pairs.a])
    return sparse.csr_array((np.tile(values, 2), at), (pairs.n_products, pairs.n_products))
