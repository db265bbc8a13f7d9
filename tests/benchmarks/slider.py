"""Milliseconds of computing per slider move: table and charts of four scenarios before 100,000 customers.

python tests/benchmarks/slider.py [customers, default 100,000]

The peer computes the offer's curves anew at every move, as a page would that kept nothing.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.demand.audience import Audience
from analytics.pricing.money import Costs
from analytics.pricing.offers import offer_curves
from analytics.pricing.optimize import best_discounts, best_flat_discount
from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.horizon import Unit
from analytics.pricing.scenarios.offered import Offered
from analytics.pricing.scenarios.outcomes import outcomes
from analytics.pricing.scenarios.scenario import Scenario
from components.scenarios.charts import flat_chart, move_marks, segments_chart
from components.shell.units import MoneyUnit

N_PRODUCTS, N_SEGMENTS, N_MEMBERS, N_SAMPLED, N_MOVES = 30, 4, 12, 4000, 200
OFFER, DEEPEST = [0, 1, 2], 0.3


def synthetic_audience(n_customers: int, rng: np.random.Generator) -> Audience:
    """Return an audience of the size and shape that a large run leaves behind."""
    sample = np.sort(rng.choice(n_customers, min(N_SAMPLED, n_customers), replace=False))

    def drawn(*shape: int) -> np.ndarray:
        return rng.normal(-2.0, 1.0, (*shape, N_PRODUCTS)).astype(np.float32)

    half = rng.normal(0, 0.2, (N_MEMBERS, N_PRODUCTS, N_PRODUCTS)).astype(np.float32)
    cross = half + half.transpose(0, 2, 1)
    cross[:, np.arange(N_PRODUCTS), np.arange(N_PRODUCTS)] = 0
    return Audience(
        product_ids=tuple(f"p{j}" for j in range(N_PRODUCTS)),
        segments=tuple(f"Segment {s + 1}" for s in range(N_SEGMENTS)),
        segment=rng.integers(0, N_SEGMENTS, n_customers).astype(np.int32),
        weight=np.ones(n_customers, np.float32),
        taste=drawn(n_customers),
        slope=np.exp(drawn(n_customers) * 0.2 + 1.2),
        basket=rng.random((n_customers, N_PRODUCTS)) < 0.1,
        cross=cross,
        sample=sample,
        member_taste=drawn(len(sample), N_MEMBERS),
        member_slope=np.exp(drawn(len(sample), N_MEMBERS) * 0.2 + 1.2),
        price=rng.uniform(2, 12, N_PRODUCTS),
    )


def offered(audience: Audience) -> Offered:
    costs = Costs(0.6 * audience.price, np.zeros(N_PRODUCTS))
    curves = offer_curves(audience, OFFER, costs)
    best, flat = tuple(best_discounts(curves, DEEPEST)), best_flat_discount(curves, DEEPEST)
    return Offered(curves, audience.segments, DEEPEST, best, flat)


def scenarios_at(percents: np.ndarray) -> list[Scenario]:
    """Return four scenarios: (4, n_segments) whole per cent."""
    return [Scenario(f"Scenario {i + 1}", tuple(map(int, row)), True) for i, row in enumerate(percents)]


def main(n_customers: int) -> None:
    rng = np.random.default_rng(0)
    audience = synthetic_audience(n_customers, rng)
    started = time.perf_counter()
    offer = offered(audience)
    scratch = 1000 * (time.perf_counter() - started)
    unit, moves = MoneyUnit(Unit.VISITS, float(PER)), []
    figures = flat_chart(offer, unit), segments_chart(offer, unit)
    for percents in rng.integers(0, 61, (N_MOVES, 4, N_SEGMENTS)):
        started = time.perf_counter()
        table = outcomes(offer, scenarios_at(percents))
        is_total = table["is_total"]
        for figure, rows in zip(figures, (table[is_total], table[~is_total]), strict=True):
            move_marks(figure, rows).to_json()
        moves.append(1000 * (time.perf_counter() - started))
    median = float(np.median(moves))
    result = {
        "name": "slider",
        "value": round(median, 2),
        "unit": "ms",
        "peer": "computing the curves anew at every move",
        "peer_value": round(scratch + median, 1),
        "ratio": round((scratch + median) / median, 1),
        "p95": round(float(np.quantile(moves, 0.95)), 2),
        "n_customers": n_customers,
        "n_scenarios": 4,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
