"""Which products to sell together: candidates by expected incremental profit, with their evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.audience import Audience
from analytics.pricing.costs import Costs
from analytics.pricing.optimize import best_discounts, deepest_seen
from analytics.pricing.scenarios import offer_curves
from analytics.pricing.visits import Floats, Visits

Doubles = NDArray[np.float64]
_Z = NormalDist().inv_cdf(0.95)
_SCREENED_ROWS = 1_500  # visits that rank candidates; the chosen are computed on all
_EXTENDED_PAIRS = 15  # best pairs that grow into triples
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
        return cls(effect, effect - _Z * spread, effect + _Z * spread)

    def composition(self, parts: list[int]) -> str:
        """Return complements or substitutes where every pair clearly is, else mixed."""
        pairs = list(combinations(parts, 2))
        if all(self.low[pair] > _CLEAR for pair in pairs):
            return "complements"
        if all(self.high[pair] < -_CLEAR for pair in pairs):
            return "substitutes"
        return "mixed"


def joint_purchases(visits: Visits) -> NDArray[np.int64]:
    """Return how many visits bought each pair, (n_products, n_products); the diagonal counts each alone."""
    bought = visits.bought.astype(np.float32)
    return np.asarray(np.rint(bought.T @ bought), np.int64)


def lift(bought: NDArray[np.bool_], parts: list[int]) -> tuple[float, float, float, float]:
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
    return support, value, float(value * np.exp(-_Z * error)), float(value * np.exp(_Z * error))


def candidate_offers(
    audience: Audience,
    costs: Costs,
    lowest_price: Doubles,
    among: Sequence[int],
    n_pairs: int = 24,
    n_triples: int = 8,
    seed: int = 0,
) -> list[tuple[int, ...]]:
    """Return the pairs and triples that promise most incremental profit, best first.

    All pairs are tried, and all triples that extend the best pairs; a sample of visits ranks them. No
    product takes part in more than a third of the offers, so that a book is not one product's.

    Parameters
    ----------
    lowest_price : (n_products,) lowest prices seen [currency]
    among : positions of the products that may take part
    """
    rng = np.random.default_rng(seed)
    rows = np.arange(len(audience.segment))
    if len(rows) > _SCREENED_ROWS:
        rows = np.sort(rng.choice(rows, _SCREENED_ROWS, replace=False))
    sample = audience.rows(rows)

    def promise(offer: tuple[int, ...]) -> float:
        curves = offer_curves(sample, offer, costs)
        parts = list(offer)
        best = best_discounts(curves, deepest_seen(audience.price[parts], lowest_price[parts]))
        gains = [curves.metrics["incremental_profit"][s, r.at] for s, r in enumerate(best)]
        return float(np.average(gains, weights=np.maximum(curves.weight, 1e-9)))

    pairs = _ranked({pair: promise(pair) for pair in combinations(among, 2)})
    grown = {tuple(sorted({*pair, j})) for pair in pairs[:_EXTENDED_PAIRS] for j in among}
    triples = _ranked({offer: promise(offer) for offer in sorted(grown) if len(offer) == 3})
    return _diverse(pairs, n_pairs) + _diverse(triples, n_triples)


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


def _ranked(promises: dict[tuple[int, ...], float]) -> list[tuple[int, ...]]:
    return sorted(promises, key=lambda offer: (-promises[offer], offer))


def _diverse(offers: list[tuple[int, ...]], n: int) -> list[tuple[int, ...]]:
    """Take the best n, no product in more than a third of them while others are left."""
    most = max(n // 3, 2)
    uses: dict[int, int] = {}
    taken: list[tuple[int, ...]] = []
    rest: list[tuple[int, ...]] = []
    for offer in offers:
        fits = all(uses.get(j, 0) < most for j in offer)
        (taken if fits and len(taken) < n else rest).append(offer)
        if taken and taken[-1] is offer:
            uses.update({j: uses.get(j, 0) + 1 for j in offer})
    return taken + rest[: max(n - len(taken), 0)]
