"""How often the confounding alarm rings: on shops whose prices followed hidden demand, and on honest ones.

`python tests/benchmarks/alarm.py [shops of each, default 20]`; no instrument is given, no model is trained.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from analytics.pricing.endogeneity import placebo_test
from analytics.pricing.features import reference_prices
from analytics.pricing.gates import ALARM_T
from data.synthetic import KINDS, simulate_shop
from tests.worlds import visits_of

FIRST_SEED = 600  # development used others


def alarm(kind: str, seed: int) -> float:
    """Return the t of the next period's price in today's sales."""
    world = simulate_shop(**KINDS[kind], seed=seed)
    visits = visits_of(world)
    return placebo_test(visits, reference_prices(visits, world.products["list_price"].to_numpy(float))).t


def main(n_shops: int) -> None:
    t = {
        kind: np.array([alarm(kind, FIRST_SEED + s) for s in range(n_shops)])
        for kind in ("confounded", "exogenous")
    }
    found, false = (float((values >= ALARM_T).mean()) for values in t.values())
    result = {
        "name": "alarm",
        "value": found,
        "unit": "share of confounded shops found",
        "false_alarms": false,
        "n_shops": 2 * n_shops,
        "lowest_t_confounded": round(float(t["confounded"].min()), 2),
        "highest_t_exogenous": round(float(t["exogenous"].max()), 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
