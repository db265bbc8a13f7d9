"""Seconds for visits, customer figures and histories out of the events, beside the same three in pandas.

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

from data.ingest import Source, import_files, read_preview
from data.mapping import guess_mapping
from data.store import Shop, Workspace
from data.store.marts import keep_marts

LONGEST = 50
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
Features = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def ours(shop: Shop) -> Features:
    return (
        shop.read("visits"),
        shop.read("customers"),
        shop.read("customer_histories", n_events=LONGEST),
    )


def in_pandas(events: pd.DataFrame) -> Features:
    """Return visits, customers' figures and histories as a pandas user would compute them."""
    ordered = events.sort_values(["customer_id", "event_time"], ignore_index=True)
    is_new = ordered["customer_id"] != ordered["customer_id"].shift()
    ordered["visit"] = (is_new | (ordered["event_time"].diff() > pd.Timedelta(minutes=30))).cumsum()
    visits = ordered.groupby("visit").agg(
        customer_id=("customer_id", "first"), visited_at=("event_time", "min")
    )
    bought = ordered[ordered["event_type"] == "purchase"]
    n_bought = bought.drop_duplicates(["visit", "product_id"]).groupby("visit").size()
    visits["n_products_bought"] = n_bought.reindex(visits.index, fill_value=0)
    lines = bought.assign(
        revenue=bought["net_price"] * bought["quantity"], day=bought["event_time"].dt.floor("D")
    )
    customers = lines.groupby("customer_id").agg(
        first_order_at=("event_time", "min"), last_order_at=("event_time", "max"), monetary=("revenue", "sum")
    )
    customers["n_orders"] = lines.drop_duplicates(["customer_id", "day"]).groupby("customer_id").size()
    customers["recency_days"] = (events["event_time"].max() - customers["last_order_at"]).dt.days
    return visits, customers.join(visits.groupby("customer_id").size().rename("n_visits")), histories(ordered)


def histories(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return the last events per customer as arrays, cut out of whole columns."""
    last = ordered.groupby("customer_id").tail(LONGEST)
    mean_price = ordered.groupby("product_id")["net_price"].mean()
    columns = {
        "product": pd.Categorical(last["product_id"]).codes + 1,
        "event_type": last["event_type"].map({"view": 1, "cart": 2, "purchase": 3}).to_numpy(),
        "relative_price": (last["net_price"] / last["product_id"].map(mean_price)).to_numpy(np.float32),
        "days_since": (ordered["event_time"].max() - last["event_time"]).dt.days.to_numpy(),
    }
    is_first = (last["customer_id"] != last["customer_id"].shift()).to_numpy()
    cuts = np.flatnonzero(is_first)[1:]
    table = {name: pd.Series(np.split(values, cuts)) for name, values in columns.items()}
    return pd.DataFrame({"customer_id": last["customer_id"].to_numpy()[is_first]} | table)


def timed(compute, *arguments):
    """Return the seconds on the clock, those of processors, and the answer."""
    gc.collect()
    started, worked = time.perf_counter(), time.process_time()
    answer = compute(*arguments)
    return time.perf_counter() - started, time.process_time() - worked, answer


def write_events(path: Path, first: int, last: int) -> Path:
    duckdb.connect().execute(EVENTS, {"first": first, "last": last, "path": str(path)})
    return path


def take_in(shop: Shop, path: Path) -> None:
    import_files(shop, [Source(path, path.name, "events", guess_mapping(read_preview(path), "events"))])


def check_alike(mine: Features, theirs: Features) -> None:
    """Say whether both computed the same features."""
    buyers = mine[1][mine[1]["n_orders"] > 0].set_index("customer_id").sort_index()
    figures = theirs[1].sort_index()
    assert len(mine[0]) == len(theirs[0])
    assert mine[0]["n_products_bought"].sum() == theirs[0]["n_products_bought"].sum()
    assert np.allclose(buyers["monetary"], figures["monetary"])
    assert (buyers[["n_orders", "n_visits"]].to_numpy() == figures[["n_orders", "n_visits"]].to_numpy()).all()
    long, long_there = mine[2].set_index("customer_id"), theirs[2].set_index("customer_id")
    for customer_id in long.index[:: max(len(long) // 500, 1)]:
        for name in (
            "days_since",
            "product",
        ):  # as sets of values: events of one moment have no order in pandas
            assert (
                sorted(long[name][customer_id]) == sorted(long_there[name][customer_id])
                or len(long[name][customer_id]) == LONGEST
            )


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        path = write_events(Path(root) / "events.csv", 0, rows)
        shop = Workspace(Path(root) / "workspace").create("Benchmark")
        take_in(shop, path)
        seconds, work, features = timed(ours, shop)
        again, again_work, _ = timed(ours, shop)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        take_in(shop, write_events(Path(root) / "more.csv", rows, rows + rows // 100))
        _, refresh, _ = timed(keep_marts, shop)
        with shop.cursor() as cursor:
            cursor.execute(FORGET_KEPT)
        _, full_build, _ = timed(keep_marts, shop)
        shop.close()
        events = duckdb.read_csv(str(path)).df().rename(columns={"price": "net_price"})
        peer_seconds, peer_work, theirs = timed(in_pandas, events)
    check_alike(features, theirs)
    result = {
        "name": "features",
        "value": round(seconds, 2),
        "unit": "s",
        "peer": "pandas, the same visits, customers and histories, events already in memory",
        "peer_value": round(peer_seconds, 2),
        "ratio": round(peer_seconds / seconds, 2),
        "again": round(again, 2),
        "again_ratio": round(peer_seconds / again, 2),
        "processor_seconds": {
            "first": round(work, 2),
            "again": round(again_work, 2),
            "peer": round(peer_work, 2),
        },
        "refresh_after_1_percent": round(refresh, 2),
        "full_build": round(full_build, 2),
        "refresh_share": round(refresh / full_build, 3),
        "rows": rows,
        "n_visits": len(features[0]),
        "peak_memory_gib": round(peak, 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
