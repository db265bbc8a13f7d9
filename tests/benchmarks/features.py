"""Seconds for every mart that models learn from, out of the events, beside the same tables in pandas.

python tests/benchmarks/features.py [rows, default 2,000,000; 10,000,000 is the budget's size]

The events carry no session ids, so visits are cut at 30 quiet minutes: the dearest way to know a visit.
`value` is a shop's first read, which finds where visits begin; `again` is every later one. Then one percent
of new events comes in: `refresh_after_1_percent` is what that adds to the first read after it, `full_build`
the same where nothing was kept [seconds of processors]. The peer has its events in memory already; ours reads
them from disk. On a busy machine the seconds of processors say more than those on the clock.
"""

import gc
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.services.workspaces import open_workspace
from data.store import Shop
from data.store.kept_visits import keep_visits
from tests.benchmarks import _marts_in_pandas as peer

MARTS = ("visits", "customers", "products")
EVENTS = """
    COPY (
        SELECT 'c' || hash(i // 12) % 200000 AS customer_id,
            strftime(TIMESTAMP '2024-01-01' + to_seconds(i // 12 * 60 + hash(i) % 600), '%Y-%m-%d %H:%M:%S')
                AS event_time,
            ['view', 'view', 'view', 'view', 'cart', 'purchase'][1 + i % 97 % 6] AS event_type,
            'p' || hash(i + 2) % 5000 AS product_id,
            CAST(1 + hash(i + 3) % 10000 / 100 AS DECIMAL(9, 2)) AS price, 1 + hash(i + 4) % 3 AS quantity
        FROM range($first, $last) AS t(i)
    ) TO $path (HEADER)
"""
FORGET_KEPT = "DELETE FROM kept_marts"
Tables = dict[str, pd.DataFrame]


class Clock:
    """Seconds on the clock and of processors, by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.work = 0.0

    def timed(self, step, compute, *arguments, **chosen):
        gc.collect()
        started, worked = time.perf_counter(), time.process_time()
        answer = compute(*arguments, **chosen)
        self.seconds[step] = round(time.perf_counter() - started, 2)
        self.work += time.process_time() - worked
        return answer

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def ours(shop: Shop, clock: Clock) -> Tables:
    return {name: clock.timed(name, shop.read, name) for name in MARTS}


def in_pandas(events: pd.DataFrame, clock: Clock) -> Tables:
    ordered = clock.timed("in order", peer.with_visits, events)
    bought = clock.timed("purchases", peer.purchases, ordered)
    visits = clock.timed("visits", peer.visits, ordered, bought)
    return {
        "visits": visits,
        "customers": clock.timed("customers", peer.customers, ordered, bought, visits),
        "products": clock.timed("products", peer.products, ordered, bought),
    }


def write_events(path: Path, first: int, last: int) -> Path:
    duckdb.connect().execute(EVENTS, {"first": first, "last": last, "path": str(path)})
    return path


def take_in(shop: Shop, path: Path) -> None:
    import_files(shop, [Source(path, path.name, "events", guess_mapping(read_preview(path), "events"))])


def check_alike(mine: Tables, theirs: Tables) -> None:
    """Say whether both computed the same features."""
    assert len(mine["visits"]) == len(theirs["visits"])
    for mart, keys, columns in (
        ("customers", ["customer_id"], ["monetary", "n_orders", "n_visits", "recency_days"]),
        ("products", ["product_id"], ["revenue", "n_orders", "n_prices", "price_low", "list_price"]),
    ):
        table = theirs[mart].reset_index()[keys + columns]
        both = table.merge(mine[mart], on=keys, suffixes=("", "_mine"), validate="one_to_one")
        assert len(both) == len(table), mart
        for column in columns:
            assert np.allclose(both[column].fillna(0), both[f"{column}_mine"].fillna(0)), (mart, column)
    bought = [tables["visits"]["n_products_bought"].sum() for tables in (mine, theirs)]
    assert bought[0] == bought[1]


def main(rows: int) -> None:
    first, again, alone, after, anew = (Clock() for _ in range(5))
    with tempfile.TemporaryDirectory() as root:
        path = write_events(Path(root) / "events.csv", 0, rows)
        shop = open_workspace(Path(root) / "workspace").create("Benchmark")
        take_in(shop, path)
        tables = ours(shop, first)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        ours(shop, again)
        take_in(shop, write_events(Path(root) / "more.csv", rows, rows + rows // 100))
        after.timed("refresh", keep_visits, shop)
        with shop.cursor() as cursor:
            cursor.execute(FORGET_KEPT)
        anew.timed("full build", keep_visits, shop)
        shop.close()
        events = duckdb.read_csv(str(path)).df().rename(columns={"price": "net_price"})
        theirs = in_pandas(events, alone)
    check_alike(tables, theirs)
    result = {
        "name": "features",
        "value": round(first.total, 2),
        "unit": "s",
        "peer": "pandas, the same tables, events already in memory",
        "peer_value": round(alone.total, 2),
        "ratio": round(alone.total / first.total, 2),
        "again": round(again.total, 2),
        "again_ratio": round(alone.total / again.total, 2),
        "seconds": {"first": first.seconds, "again": again.seconds, "peer": alone.seconds},
        "processor_seconds": {
            name: round(clock.work, 2)
            for name, clock in (("first", first), ("again", again), ("peer", alone))
        },
        "refresh_after_1_percent": round(after.work, 2),
        "full_build": round(anew.work, 2),
        "refresh_share": round(after.work / anew.work, 3),
        "rows": rows,
        "n_visits": len(tables["visits"]),
        "peak_memory_gib": round(peak, 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
