"""How often 90 % bands hold the truth, on small shops whose truth is known.

python tests/benchmarks/coverage.py [shops, default 100] [first seed, default 2000] [kind, default exogenous]

Shops of 300 customers, straight from the model. Asked about: own-price elasticities by segment and product,
and take rate and extra profit of every other pair, by segment, at a fifth off, which no advice selects, and
at the discount advised.
"""

import json
import os
import sys
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from analytics.pricing.audience import build_audience
from analytics.pricing.choice import BasketChoice, ChoiceConfig
from analytics.pricing.costs import Costs
from analytics.pricing.elasticity import own_price_elasticities
from analytics.pricing.features import reference_prices
from analytics.pricing.optimize import best_discounts
from analytics.pricing.scenarios import offer_curves
from data.synthetic import KINDS, simulate_shop
from tests.worlds import customers_of, visits_of

SMALL = {"n_customers": 300}
DEEPEST, A_FIFTH = 0.4, 20


def held(low: np.ndarray, high: np.ndarray, true: np.ndarray) -> float:
    """Return which share of the truths lie in their bands."""
    return float(((low <= true) & (true <= high)).mean())


def shop_figures(kind: str, seed: int) -> dict[str, float]:
    """Return which share of one shop's bands hold the truth."""
    world = simulate_shop(**KINDS[kind] | SMALL, seed=seed)
    visits = visits_of(world, ("cost",) if kind == "instrument" else ())
    customers, price = customers_of(world), world.products["list_price"].to_numpy(float)
    model = BasketChoice(ChoiceConfig(seed=seed)).fit(visits, customers, reference_prices(visits, price))
    audience = build_audience(model, visits, customers, seed)
    tiers = [int(name[5:]) for name in audience.segments]
    found = own_price_elasticities(audience)
    elasticities = np.array([world.truth.elasticities(tier) for tier in tiers])
    figures: dict[str, list[float]] = {
        "elasticity": [held(found.low, found.high, elasticities)],
        "elasticity_shop": [held(found.shop_low, found.shop_high, world.truth.elasticities())],
    }
    costs = Costs(world.products["cost"].to_numpy(float), np.zeros(visits.n_products))
    every = np.arange(len(tiers))
    for pair in list(combinations(range(visits.n_products), 2))[::2]:
        curves = offer_curves(audience, pair, costs)
        true = np.array([world.truth.offer_curve(pair, tier) for tier in tiers])  # (n, 2, n_discounts)
        best = np.array([r.at for r in best_discounts(curves, DEEPEST)])
        for name, at in (("", np.full(len(tiers), A_FIFTH)), ("_advised", best)):
            bands = {"take_rate": (curves.take_band(), 0), "profit": (curves.band(), 1)}
            asked = every[at > 0]
            for figure, ((low, high), row) in bands.items():
                cells = asked, at[asked]
                if len(asked):
                    share = held(low[cells], high[cells], true[asked, row, at[asked]])
                    figures.setdefault(figure + name, []).append(share)
    return {name: float(np.mean(shares)) for name, shares in figures.items()}


if __name__ == "__main__":
    n_shops = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    first_seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    kind = sys.argv[3] if len(sys.argv) > 3 else "exogenous"
    shops = []
    for seed in range(first_seed, first_seed + n_shops):
        shops.append(shop_figures(kind, seed))
        print(json.dumps({"seed": seed, **shops[-1]}), file=sys.stderr, flush=True)
    means = {name: round(float(np.mean([shop[name] for shop in shops])), 4) for name in shops[0]}
    said = {"name": "coverage", "value": means["profit"], "unit": "share of 90 % bands that hold the truth"}
    print(json.dumps(said | {"kind": kind, "n_shops": n_shops, **means}))
