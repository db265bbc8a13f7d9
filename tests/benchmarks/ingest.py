"""Rows a second of an import with checks and rejects, beside a bare CREATE TABLE AS read_csv.

python tests/benchmarks/ingest.py [rows, default 2,000,000; 100,000,000 take one round and 25 GB of disk]

`cost_of_rejects` is the processor time of a file whose every 20th row is bad beside that of one without any.
From 50 million rows on, a tenth of them is imported first: `growth` is the processor time per row of all
beside that of the tenth, `growth_on_the_clock` the same in seconds.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.ingest import Source, import_files, read_preview
from data.mapping import guess_mapping
from data.store import Workspace
from data.store.database import MEMORY_LIMIT

MANY = 50_000_000
EVENTS = """
    COPY (
        SELECT 'c' || hash(i) % 100000 AS customer_id,
            strftime(TIMESTAMP '2024-01-01' + to_seconds(i * 5), '%Y-%m-%d %H:%M:%S') AS event_time,
            ['view', 'view', 'view', 'view', 'cart', 'purchase'][1 + i % 97 % 6] AS event_type,
            'p' || hash(i + 2) % 5000 AS product_id,
            if(i % $one_in = $one_in - 1,
                '?', CAST(1 + hash(i + 3) % 10000 / 100 AS DECIMAL(9, 2))::VARCHAR) AS price,
            1 + hash(i + 4) % 3 AS quantity, 'o' || i // 3 AS order_id, 's' || i // 5 AS session_id
        FROM range($rows) AS t(i)
    ) TO $path (HEADER)
"""


def write_events(path: Path, rows: int, one_in: int = 1000) -> None:
    duckdb.connect().execute(EVENTS, {"rows": rows, "path": str(path), "one_in": one_in})


def bare_seconds(path: Path, directory: Path) -> float:
    started = time.perf_counter()
    connection = duckdb.connect(str(directory / "bare.duckdb"), config={"memory_limit": MEMORY_LIMIT})
    connection.execute("CREATE TABLE events AS SELECT * FROM read_csv($path)", {"path": str(path)})
    connection.close()
    return time.perf_counter() - started


def import_seconds(path: Path, directory: Path) -> tuple[float, float]:
    """Return the seconds on the clock, and those of processors."""
    shop = Workspace(directory).create("Benchmark")
    mapping = guess_mapping(read_preview(path))
    started, worked = time.perf_counter(), time.process_time()
    import_files(shop, [Source(path, path.name, "events", mapping)])
    shop.close()
    return time.perf_counter() - started, time.process_time() - worked


def peak_gib() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)


def of_the_tenth(rows: int, root: Path) -> tuple[float, float]:
    """Return what the import of a tenth of the rows takes, on the clock and of processors."""
    with tempfile.TemporaryDirectory(dir=root) as name:
        path = Path(name) / "events.csv"
        write_events(path, rows // 10)
        return import_seconds(path, Path(name) / "workspace")


def cost_of_rejects(rows: int, root: Path) -> float:
    """Return the processor time of an import with 5 % bad rows beside that of one without any."""
    works: dict[int, list[float]] = {20: [], rows + 1: []}
    for _ in range(3):
        for one_in, seconds in works.items():
            with tempfile.TemporaryDirectory(dir=root) as name:
                path = Path(name) / "events.csv"
                write_events(path, rows, one_in)
                seconds.append(import_seconds(path, Path(name) / "workspace")[1])
    bad, good = (min(seconds) for seconds in works.values())
    return round(bad / good, 3)


def main(rows: int) -> None:
    ours: list[tuple[float, float]] = []
    bare: list[float] = []
    result: dict[str, object] = {"name": "ingest", "rows": rows}
    with tempfile.TemporaryDirectory() as root:
        tenth = of_the_tenth(rows, Path(root)) if rows >= MANY else None
        path = Path(root) / "events.csv"
        write_events(path, rows)
        for _ in range(3 if rows < MANY else 1):  # side by side, so that a busy machine slows both
            with tempfile.TemporaryDirectory(dir=root) as directory:
                ours.append(import_seconds(path, Path(directory)))
            result["peak_memory_gib"] = max(peak_gib(), float(str(result.get("peak_memory_gib", 0))))
            with tempfile.TemporaryDirectory(dir=root) as directory:
                bare.append(bare_seconds(path, Path(directory)))
        if rows < MANY:
            result["cost_of_rejects"] = cost_of_rejects(rows, Path(root))
    (seconds, work), peer = min(ours), min(bare)
    result |= {
        "value": round(rows / seconds),
        "unit": "rows/s",
        "peer": "CREATE TABLE AS read_csv",
        "peer_value": round(rows / peer),
        "ratio": round(peer / seconds, 3),
        "processor_seconds": round(work, 1),
    }
    if tenth:
        result["growth_on_the_clock"], result["growth"] = (
            round(all_ / part / 10, 3) for all_, part in zip((seconds, work), tenth, strict=True)
        )
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
