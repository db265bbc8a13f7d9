"""Seconds and peak memory from CSVs to the price book of a catalog, in a fresh process, and their growth.

python tests/benchmarks/catalog.py [products, default 2,000] [more products …]

A shop of about a million events, by views; as many customers whatever the catalog. The cost of a cell is the
training's, which is what grows with cells: of each cell, and of each time that one is trained on, as few
cells are trained on more often.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.demand.batches import sizes
from analytics.demand.choice import ChoiceConfig
from analytics.simulation.files import write_shop
from analytics.simulation.kinds import config_of
from tests.benchmarks._door import say
from tests.benchmarks.price_book import measured

N_CUSTOMERS = 1_900  # a million events, about
_DEPARTMENT = 20  # products; a shop consists of whole departments


def figures(n_products: int) -> dict[str, Any]:
    """Return what one run takes."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        n_products = -(-n_products // _DEPARTMENT) * _DEPARTMENT
        config = config_of("catalog", n_products=n_products, n_customers=N_CUSTOMERS)
        paths = write_shop(config, directory / "files")
        files = [part for kind, path in paths.items() for part in (f"--{kind}", str(path))]
        out = directory / "out"
        command = [sys.executable, "-m", "analytics", "run", *files, "--segments", "tier", "--out", str(out)]
        seconds, peak = measured(command)
        record = json.loads((out / "run.json").read_text())
        book_rows = json.loads((out / "portfolio.json").read_text())["n_offers"]
    size, stages = record["size"], record["seconds"]
    microseconds = 1e6 * stages["training"]
    found = {
        "products": n_products,
        "seconds": round(seconds, 1),
        "peak_memory_mib": round(peak),
        "microseconds_a_cell": round(microseconds / size["n_cells"], 1),
        "microseconds_a_time": round(microseconds / times_trained(size["n_cells"]), 3),
        "offers_shown": book_rows,
        "stages": stages,
        **size,
    }
    say(found)
    return found


def times_trained(n_cells: int) -> int:
    """Return how often training looks at a cell, all cells together."""
    config = ChoiceConfig()
    size, n_epochs = sizes(n_cells, config.batch_size, config.fewest_epochs)
    return n_epochs * (n_cells // size) * size


if __name__ == "__main__":
    curve = [figures(int(n)) for n in sys.argv[1:] or ["2000"]]
    result = {"name": "catalog", "value": curve[-1]["seconds"], "unit": "s", "curve": curve}
    print(json.dumps(result))
