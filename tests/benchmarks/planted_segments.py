"""What deep embedding gains over k-means on five shops with planted segments, through the door.

python tests/benchmarks/planted_segments.py [kinds, default all five]

`value` is on how many of them it gains at least 0.05 in the adjusted Rand index to the planted segments; the
peer is k-means with the same number of segments. In four shops tiers differ in what a price means to them; in
the fifth, `sequences`, nothing but the order of what customers do.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.simulation.files import write_shop
from analytics.simulation.kinds import config_of
from analytics.simulation.sequences import SEGMENT, sequence_shop

ROOT = Path(__file__).parents[2]
SEQUENCES = "sequences"
KINDS = ("exogenous", "drift", "wtp", "electronics", SEQUENCES)
N_CUSTOMERS = 800
PLANTED = "planted"


def files_of(kind: str, directory: Path) -> list[str]:
    """Write a shop's files, the planted segment an attribute of its customers; return their options."""
    paths = {name: directory / f"{name}.csv" for name in ("events", "customers")}
    if kind == SEQUENCES:
        events, customers = sequence_shop(N_CUSTOMERS)
        events.to_csv(paths["events"], index=False)
        customers = customers.rename(columns={SEGMENT: PLANTED})
    else:
        paths["products"] = write_shop(config_of(kind, n_customers=N_CUSTOMERS), directory)["products"]
        tiers = pd.read_parquet(directory / "truth" / "customers.parquet")["tier"]
        customers = pd.DataFrame(
            {"customer_id": [f"c{n}" for n in tiers.index], PLANTED: "tier " + tiers.astype(str)}
        )
    customers.to_csv(paths["customers"], index=False)
    return [word for name, path in paths.items() for word in (f"--{name}", str(path))]


def compared(kind: str) -> dict[str, float]:
    """Return the index of each method to the planted segments, as the command wrote it."""
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        words = files_of(kind, directory)
        number = pd.read_csv(directory / "customers.csv")[PLANTED].nunique()
        words += ["--method", "kmeans", "deep", "--clusters", str(number), "--against", PLANTED]
        command = [sys.executable, "-m", "analytics", "segment", *words, "--out", str(directory / "out")]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        table = pd.read_parquet(directory / "out" / "segment_methods.parquet").set_index("method")
    found = {method: round(float(index), 3) for method, index in table["rand_index"].items()}
    return found | {"gains": bool(table["gains"]["deep"])}


def main(kinds: list[str]) -> None:
    found = {kind: compared(kind) for kind in kinds}
    result = {
        "name": "planted_segments",
        "value": sum(one["gains"] for one in found.values()),
        "unit": f"of {len(found)} shops on which deep embedding gains 0.05 or more",
        "peer": "k-means",
        "shops": found,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:] or list(KINDS))
