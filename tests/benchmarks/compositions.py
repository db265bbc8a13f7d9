"""How well pairs are told apart as complements, substitutes and neither on shops whose truth is known.

`python tests/benchmarks/compositions.py [n_shops]`; the demand model is fitted with its defaults.
"""

import json
import os
import sys
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice
from analytics.demand.reference_prices import reference_prices
from analytics.pricing.bundles.effects import CrossEffects
from tests.logs import log_of
from tests.simulated import simulate_shop
from tests.worlds import composition_scores, customers_of, true_compositions

SHOPS = (
    {},
    {"has_views": False},
    {"n_products": 12, "cross_effect": 0.6},
    {"cross_effect": 0.5, "n_customers": 1600},
    {"taste_drift": 0.5, "fashion_drift": 0.9},
)


def measure(seed: int, **changes: object) -> dict[str, float]:
    """Return the F1 of every label on one shop."""
    world = simulate_shop(seed=seed, **changes)
    log = log_of(world)
    price = reference_prices(learned_cells(log, 0), world.products["list_price"].to_numpy(float))
    model = BasketChoice().fit(log, customers_of(world), price)
    effects = CrossEffects.of(model.pairs_, model.weights_.cross)
    pairs = combinations(range(len(price)), 2)
    return composition_scores([effects.composition(list(p)) for p in pairs], true_compositions(world))


def main() -> None:
    """Measure every shop and print one line of JSON."""
    n_shops = int(sys.argv[1]) if len(sys.argv) > 1 else len(SHOPS)
    scores = []
    for i in range(n_shops):
        scores.append(measure(100 + i, **SHOPS[i % len(SHOPS)]))
        print(i, SHOPS[i % len(SHOPS)], scores[-1], file=sys.stderr)
    mean = {label: float(np.mean([s[label] for s in scores])) for label in scores[0]}
    record = {"name": "compositions", "value": min(mean.values()), "unit": "F1 of the worst label", **mean}
    print(json.dumps(record | {"n_shops": n_shops}))


if __name__ == "__main__":
    main()
