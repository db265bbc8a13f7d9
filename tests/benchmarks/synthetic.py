"""Seconds and peak memory of writing a synthetic shop with its truth, streamed, in a process of its own.

python tests/benchmarks/synthetic.py [customers, default 1,000,000]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.oracles.best_discounts import best_discount

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.simulation.files import read_truth, write_shop
from analytics.simulation.kinds import config_of

VISITS = 5.0  # per customer and year: most customers of a large shop come rarely


def write(n_customers: int) -> dict[str, float]:
    """Write the shop and ask its truth one question; return what that took."""
    with tempfile.TemporaryDirectory() as name:
        config = config_of("orders", n_customers=n_customers, n_visits_per_customer=VISITS)
        started = time.perf_counter()
        paths = write_shop(config, Path(name))
        seconds = time.perf_counter() - started
        with paths["events"].open("rb") as stream:
            n_rows = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) - 1
        write_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        best_discount(read_truth(Path(name) / "truth"), (0, 1), 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "rows": n_rows, "write_peak_mib": write_peak, "peak_mib": peak}


def main(n_customers: int) -> None:
    command = [sys.executable, __file__, "--write"]
    few, many = (
        json.loads(subprocess.run([*command, str(n)], check=True, capture_output=True, text=True).stdout)
        for n in (max(n_customers // 10, 1), n_customers)
    )
    result = {
        "name": "synthetic",
        "value": round(many["write_peak_mib"]),
        "unit": "MiB at most while writing",
        "peer": "a tenth of the customers",
        "peer_value": round(few["write_peak_mib"]),
        "ratio": round(many["write_peak_mib"] / few["write_peak_mib"], 3),
        "n_customers": n_customers,
        "n_rows": many["rows"],
        "rows_per_second": round(many["rows"] / many["seconds"]),
        "seconds": round(many["seconds"], 1),
        "peak_mib_with_truth_read": round(many["peak_mib"]),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        print(json.dumps(write(int(sys.argv[2]))))
    else:
        main(int(sys.argv[1].replace(",", "")) if sys.argv[1:] else 1_000_000)
