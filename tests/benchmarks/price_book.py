"""Seconds and peak memory from CSVs to a price book, in its own process: a shop of 1 M events, or the demo.

python tests/benchmarks/price_book.py [events, default 1,000,000 | demo]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import psutil

from analytics.simulation.config import WorldConfig
from tests.simulated import simulate_shop

ROOT = Path(__file__).parents[2]
N_PRODUCTS, VISITS = 20, 25.0


def write_shop(n_events: int, directory: Path) -> list[str]:
    """Write a shop with about so many views and purchases; return the arguments that name its files."""
    bought_share = 0.3  # of what is seen, about
    n_customers = round(n_events / (VISITS * N_PRODUCTS * (1 + bought_share)))
    shop = simulate_shop(
        WorldConfig(n_customers=n_customers, n_visits_per_customer=VISITS, n_products=N_PRODUCTS)
    )
    arguments = []
    for table in ("events", "products", "customers"):
        getattr(shop, table).to_csv(directory / f"{table}.csv", index=False)
        arguments += [f"--{table}", str(directory / f"{table}.csv")]
    return [*arguments, "--segments", "tier"]


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds and the peak memory of it and its children [MiB]."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, env=os.environ)
    peak = 0
    while process.poll() is None:
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            peak = max(peak, sum(member.memory_info().rss for member in family))
        except psutil.NoSuchProcess:
            continue
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"the command ended with {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - started, peak / 2**20


def main(size: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        what = ["--demo"] if size == "demo" else write_shop(int(size), directory)
        n_events = 0
        if size != "demo":
            with (directory / "events.csv").open("rb") as stream:
                n_events = sum(1 for _ in stream) - 1
        out = directory / "out"
        place = ["--out", str(out), "--workspace", str(directory / "workspace")]
        seconds, peak = measured([sys.executable, "-m", "analytics", "run", *what, *place])
        stages = json.loads((out / "run.json").read_text())["seconds"]
    result = {
        "name": "price_book",
        "value": round(seconds, 1),
        "unit": "s",
        "shop": "demo" if size == "demo" else "synthetic",
        "events": n_events or None,
        "peak_memory_mib": round(peak),
        "stages": stages,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "1000000")
