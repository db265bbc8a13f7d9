"""How often the confounding alarm rings: on shops whose prices followed hidden demand, and on honest ones.

python tests/benchmarks/alarm.py [shops of each, default 5] [first seed, default 5000]

Each shop goes through the command line without an instrument; the alarm is the gate of the run's evidence.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from tests.benchmarks import _door as door
from tests.benchmarks._shops import SHOPS

KINDS = ("confounded", "exogenous")


def alarm(kind: str, seed: int) -> tuple[str, float]:
    """Return the verdict of the confounding gate and the figure behind it."""
    with door.run_of(SHOPS[kind], seed) as run:
        gate = run.gate("confounding")
    door.say({"kind": kind, "seed": seed, "verdict": gate["verdict"], "t": gate["value"]})
    return gate["verdict"], gate["value"]


def main(n_shops: int, first_seed: int) -> None:
    """Measure and print one line."""
    said = {kind: [alarm(kind, first_seed + s) for s in range(n_shops)] for kind in KINDS}
    found, false = (float(np.mean([verdict != "PASS" for verdict, _ in said[kind]])) for kind in KINDS)
    result = {
        "name": "alarm",
        "value": found,
        "unit": "share of confounded shops found",
        "peer": "share of honest shops that ring it",
        "peer_value": false,
        "ratio": door.ratio(found, false),
        "n_shops": 2 * n_shops,
        "withheld": float(np.mean([verdict == "FAIL" for verdict, _ in said["confounded"]])),
        "lowest_t_confounded": round(min(t for _, t in said["confounded"]), 2),
        "highest_t_exogenous": round(max(t for _, t in said["exogenous"]), 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 5,
        int(sys.argv[2]) if len(sys.argv) > 2 else 5000,
    )
