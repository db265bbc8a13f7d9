"""Seconds until all that the Quality page shows is known, on the first look at a shop.

python tests/benchmarks/quality.py [rows, default 2,000,000]

Sessions stay unmapped: in these events each would name five customers, and every row would be a doubt.
The peer is DuckDB's own SUMMARIZE of the same table, which looks at columns only.
"""

import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.checks.answers import what_data_can_answer
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.quality.report import read_evidence, read_quality
from data.services.workspaces import open_workspace
from data.store import Shop
from tests.benchmarks.ingest import write_events


def page_seconds(shop: Shop) -> float:
    started = time.perf_counter()
    read_quality(shop)
    what_data_can_answer(*read_evidence(shop))
    return time.perf_counter() - started


def summary_seconds(shop: Shop) -> float:
    started = time.perf_counter()
    with shop.cursor() as connection:
        connection.execute("SUMMARIZE events").fetchall()
    return time.perf_counter() - started


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "events.csv"
        write_events(path, rows)
        shop = open_workspace(Path(root)).create("Benchmark")
        guessed = guess_mapping(read_preview(path))
        columns = {name: column for name, column in guessed.columns.items() if name != "session_id"}
        import_files(shop, [Source(path, path.name, "events", replace(guessed, columns=columns))])
        seconds, peer = [], []
        for _ in range(3):  # side by side, so that a busy machine slows both
            seconds.append(page_seconds(shop))
            peer.append(summary_seconds(shop))
        shop.close()
    result = {
        "name": "quality",
        "value": round(min(seconds), 2),
        "unit": "s",
        "peer": "SUMMARIZE",
        "peer_value": round(min(peer), 2),
        "ratio": round(min(seconds) / min(peer), 2),
        "first": round(seconds[0], 2),
        "rows": rows,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
