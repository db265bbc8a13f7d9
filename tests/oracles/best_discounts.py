"""What the truth of a simulated shop says of one offer: its profit, and the discount that an oracle gives."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analytics.simulation.planted import PlantedTruth
from analytics.simulation.truth import Truth


def purchase_chance(truth: Truth, group: Any = None, **at: Any) -> np.ndarray:
    """Return P(buy) of every product in a visit of this group, (n_products,)."""
    return truth.response(group, **at)[0]


def incremental_profit(truth: Truth, offer: Sequence[int], group: Any, discount: float, **at: Any) -> float:
    """Return what the offer truly adds to a visit of this group, at this discount [currency]."""
    return float(truth.offer_curve(offer, group, np.array([0.0, discount]), **at)[1, 1])


def best_discount(truth: Truth, offer: Sequence[int], group: Any, **at: Any) -> tuple[float, float]:
    """Return the oracle's discount on a 1 % grid and what it adds to a visit."""
    gains = truth.offer_curve(offer, group, **at)[1]
    return int(np.argmax(gains)) / 100, float(gains.max())


def last_tastes(truth: PlantedTruth) -> np.ndarray:
    """Return tastes at the end of the history, (n_customers, n_products) [logits]."""
    return truth.people.tastes_at(truth.assortment, 1.0)
