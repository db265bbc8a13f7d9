"""Rows a second of `python -m analytics import`, checks and rejects included, beside a bare read_csv.

Each in a process of its own, the start of Python counted.

python tests/benchmarks/ingest.py [rows, default 2,000,000; 100,000,000 take one round and 25 GB of disk]

`cost_of_rejects` is the processor time of a file whose every 20th row is bad beside that of one without any.
From 50 million rows on, a tenth of them is imported first: `growth` is the processor time per row of all
beside that of the tenth, `growth_on_the_clock` the same in seconds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.engine.database import MEMORY_LIMIT

ROOT = Path(__file__).parents[2]
MANY = 50_000_000
BARE = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], config={"memory_limit": sys.argv[2]})
connection.execute("SET enable_progress_bar = false")
connection.execute("CREATE TABLE events AS SELECT * FROM read_csv($path)", {"path": sys.argv[3]})
connection.close()
"""
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


@dataclass(frozen=True)
class Ended:
    """What a process took: seconds on the clock, of processors, and memory at its peak [GiB]."""

    seconds: float
    worked: float
    peak: float


def run(*arguments: object) -> Ended:
    """Run Python in a process of its own to its end."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *map(str, arguments)], cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return Ended(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20)


def bare_import(path: Path, directory: Path) -> Ended:
    return run("-c", BARE, directory / "bare.duckdb", MEMORY_LIMIT, path)


def our_import(path: Path, directory: Path) -> Ended:
    kept = "--workspace", directory / "workspace", "--out", directory / "out"
    return run("-m", "analytics", "import", "--events", path, *kept)


def of_the_tenth(rows: int, root: Path) -> Ended:
    """Return what the import of a tenth of the rows takes."""
    with tempfile.TemporaryDirectory(dir=root) as name:
        path = Path(name) / "events.csv"
        write_events(path, rows // 10)
        return our_import(path, Path(name))


def cost_of_rejects(rows: int, root: Path) -> float:
    """Return the processor time of an import with 5 % bad rows beside that of one without any."""
    works: dict[int, list[float]] = {20: [], rows + 1: []}
    for _ in range(3):
        for one_in, seconds in works.items():
            with tempfile.TemporaryDirectory(dir=root) as name:
                path = Path(name) / "events.csv"
                write_events(path, rows, one_in)
                seconds.append(our_import(path, Path(name)).worked)
    bad, good = (min(seconds) for seconds in works.values())
    return round(bad / good, 3)


def main(rows: int) -> None:
    ours: list[Ended] = []
    bare: list[Ended] = []
    more: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as root:
        tenth = of_the_tenth(rows, Path(root)) if rows >= MANY else None
        path = Path(root) / "events.csv"
        write_events(path, rows)
        for _ in range(3 if rows < MANY else 1):  # side by side, so that a busy machine slows both
            for made, ended in ((our_import, ours), (bare_import, bare)):
                with tempfile.TemporaryDirectory(dir=root) as directory:
                    ended.append(made(path, Path(directory)))
        if rows < MANY:
            more["cost_of_rejects"] = cost_of_rejects(rows, Path(root))
    seconds, peer = (min(end.seconds for end in ended) for ended in (ours, bare))
    worked, peer_worked = (min(end.worked for end in ended) for ended in (ours, bare))
    if tenth:
        more["growth_on_the_clock"] = round(seconds / tenth.seconds / 10, 3)
        more["growth"] = round(worked / tenth.worked / 10, 3)
    result = {
        "name": "ingest",
        "value": round(rows / seconds),
        "unit": "rows/s",
        "peer": "CREATE TABLE AS read_csv",
        "peer_value": round(rows / peer),
        "ratio": round(peer / seconds, 3),
        "ratio_of_processor_time": round(peer_worked / worked, 3),
        "rows": rows,
        "processor_seconds": round(worked, 1),
        "peak_memory_gib": round(max(end.peak for end in ours), 2),
    }
    print(json.dumps(result | more))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
