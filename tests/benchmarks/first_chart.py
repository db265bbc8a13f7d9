"""Seconds from an uploaded CSV to the overview's marts and charts, beside a bare CREATE TABLE of the file.

python tests/benchmarks/first_chart.py [rows, default 2,000,000]
"""

import json
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from components.overview.charts import basket_sizes_chart, funnel_chart, revenue_chart, weeks_chart
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.intake.personal.settle import settle_personal
from data.services.workspaces import open_workspace
from data.store import Shop
from tests.benchmarks.ingest import bare_import, write_events


def bare_seconds(path: Path, directory: Path) -> float:
    return bare_import(path, directory).seconds


def first_chart_seconds(path: Path, directory: Path) -> dict[str, float]:
    """Import the file as the upload page does, then compute all that the overview draws."""
    started = time.perf_counter()
    mapping = guess_mapping(read_preview(path))
    shop = open_workspace(directory).create("Benchmark")
    settled = settle_personal(shop, [Source(path, path.name, "events", mapping)])
    import_files(shop, settled.sources)
    imported = time.perf_counter()
    draw_overview(shop)
    shop.close()
    return {"importing": imported - started, "overview": time.perf_counter() - imported}


def draw_overview(shop: Shop) -> None:
    shop.read("overview")
    weeks_chart(shop.read("weeks"), "").to_json()
    revenue_chart(shop.read("categories"), "category").to_json()
    basket_sizes_chart(shop.read("basket_sizes")).to_json()
    funnel_chart(shop.read("funnel")).to_json()


def main(rows: int) -> None:
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "events.csv"
        write_events(path, rows)
        for round_ in range(3):  # side by side, so that a busy machine slows both
            for name, measure, measured in (
                ("bare", bare_seconds, bare),
                ("ours", first_chart_seconds, ours),
            ):
                directory = Path(root) / f"{name}{round_}"
                directory.mkdir()
                measured.append(measure(path, directory))
    best = min(ours, key=lambda stages: sum(stages.values()))
    result = {
        "name": "first_chart",
        "value": round(sum(best.values()), 2),
        "unit": "s",
        "peer": "CREATE TABLE AS read_csv, without any chart",
        "peer_value": round(min(bare), 2),
        "ratio": round(sum(best.values()) / min(bare), 2),
        "rows": rows,
        "stages": {name: round(seconds, 2) for name, seconds in best.items()},
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
