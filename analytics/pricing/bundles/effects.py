"""How products sell each other: cross effects with their bands, lifts, and what a bundle's parts are."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.demand.visits import Floats, Visits
from analytics.numerics import Z_90

_CLEAR = 0.1  # cross effects within ±10 % of the odds are too small to name [logits]


@dataclass(frozen=True)
class CrossEffects:
    """Pairs of products: how one in the basket moves the other's utility, with a 90 % band [logits].

    Attributes
    ----------
    effect, low, high : (n_products, n_products) symmetric, zero diagonal
    """

    effect: Doubles
    low: Doubles
    high: Doubles

    @classmethod
    def of(cls, cross: Floats) -> "CrossEffects":
        """Return the effects of a fit, (n_members, n_products, n_products), with its members' spread."""
        spread = cross[1:].std(0, ddof=1) if len(cross) > 2 else np.zeros_like(cross[0])
        effect = cross[0].astype(float)
        return cls(effect, effect - Z_90 * spread, effect + Z_90 * spread)

    def composition(self, parts: list[int]) -> str:
        """Return complements or substitutes where every pair clearly is, else mixed."""
        pairs = list(combinations(parts, 2))
        if all(self.low[pair] > _CLEAR for pair in pairs):
            return "complements"
        if all(self.high[pair] < -_CLEAR for pair in pairs):
            return "substitutes"
        return "mixed"


def joint_purchases(visits: Visits) -> Ints:
    """Return how many visits bought each pair, (n_products, n_products); the diagonal counts each alone."""
    bought = visits.bought.astype(np.float32)
    return np.asarray(np.rint(bought.T @ bought), np.int64)


def lift(bought: Bools, parts: list[int]) -> tuple[float, float, float, float]:
    """Return support, lift and the lift's 90 % interval of products in baskets.

    Lift is observed ÷ independent; the interval is that of log lift by the delta method.

    Parameters
    ----------
    bought : (n_visits, n_products)
    """
    n = max(len(bought), 1)
    share = bought[:, parts].mean(0) if len(bought) else np.zeros(len(parts))
    support = float(bought[:, parts].all(1).sum() / n)
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


def cross_effects_frame(visits: Visits, effects: CrossEffects) -> pd.DataFrame:
    """Return one row per pair of products with effect, band, composition, support and lift."""
    rows = []
    n_both = joint_purchases(visits)
    for a, b in combinations(range(visits.n_products), 2):
        support, value, low, high = lift(visits.bought, [a, b])
        rows.append(
            {
                "product_a": visits.product_ids[a],
                "product_b": visits.product_ids[b],
                "effect": effects.effect[a, b],
                "effect_low": effects.low[a, b],
                "effect_high": effects.high[a, b],
                "composition": effects.composition([a, b]),
                "support": support,
                "lift": value,
                "lift_low": low,
                "lift_high": high,
                "n_both": int(n_both[a, b]),
            }
        )
    return pd.DataFrame(rows)
