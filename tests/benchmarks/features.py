"""Seconds for visits and customer figures out of the events, beside the same in pandas.

python tests/benchmarks/features.py [rows, default 2,000,000; 10,000,000 is the budget's size]

The events carry no session ids, so visits are cut at 30 quiet minutes: the dearest way to know a visit.
"""

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

EVENTS = """
    COPY (
        SELECT 'c' || hash(i // 12) % 200000 AS customer_id,
            strftime(TIMESTAMP '2024-01-01' + to_seconds(i // 12 * 60 + hash(i) % 600), '%Y-%m-%d %H:%M:%S')
                AS event_time,
            ['view', 'view', 'view', 'view', 'cart', 'purchase'][1 + i % 97 % 6] AS event_type,
            'p' || hash(i + 2) % 5000 AS product_id,
            CAST(1 + hash(i + 3) % 10000 / 100 AS DECIMAL(9, 2)) AS price, 1 + hash(i + 4) % 3 AS quantity
        FROM range($rows) AS t(i)
    ) TO $path (HEADER)
"""


def ours(shop: Shop) -> tuple[int, pd.DataFrame]:
    return len(shop.read("visits")), shop.read("customers")


def in_pandas(events: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Return the number of visits and the customers' figures as a pandas user would compute them."""
    ordered = events.sort_values(["customer_id", "event_time"])
    gap = ordered.groupby("customer_id")["event_time"].diff() > pd.Timedelta(minutes=30)
    ordered["visit"] = gap.groupby(ordered["customer_id"]).cumsum()
    bought = ordered[ordered["event_type"] == "purchase"]
    visits = ordered.groupby(["customer_id", "visit"]).agg(
        visited_at=("event_time", "min"), n_events=("product_id", "size")
    )
    visits["n_products_bought"] = bought.groupby(["customer_id", "visit"])["product_id"].nunique()
    day = bought["event_time"].dt.floor("D")
    lines = bought.assign(revenue=bought["net_price"] * bought["quantity"], day=day)
    customers = lines.groupby("customer_id").agg(
        first_order_at=("event_time", "min"),
        last_order_at=("event_time", "max"),
        n_orders=("day", "nunique"),
        monetary=("revenue", "sum"),
    )
    customers["recency_days"] = (events["event_time"].max() - customers["last_order_at"]).dt.days
    return len(visits), customers.join(visits.groupby("customer_id").size().rename("n_visits"))


def timed(compute, *arguments):
    started = time.perf_counter()
    answer = compute(*arguments)
    return time.perf_counter() - started, answer


def read_all(path: Path) -> pd.DataFrame:
    events = duckdb.read_csv(str(path)).df()
    return events.rename(columns={"price": "net_price"})


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "events.csv"
        duckdb.connect().execute(EVENTS, {"rows": rows, "path": str(path)})
        shop = Workspace(Path(root) / "workspace").create("Benchmark")
        import_files(shop, [Source(path, path.name, "events", guess_mapping(read_preview(path), "events"))])
        seconds, (n_visits, customers) = timed(ours, shop)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        shop.close()
        events = read_all(path)
    peer_seconds, (n_visits_there, customers_there) = timed(in_pandas, events)
    buyers = customers[customers["n_orders"] > 0].set_index("customer_id").sort_index()
    assert n_visits == n_visits_there, (n_visits, n_visits_there)
    assert np.allclose(buyers["monetary"], customers_there.sort_index()["monetary"])
    assert (buyers["n_orders"].to_numpy() == customers_there.sort_index()["n_orders"].to_numpy()).all()
    result = {
        "name": "features",
        "value": round(seconds, 2),
        "unit": "s",
        "peer": "pandas, same visits and customers, events already in memory",
        "peer_value": round(peer_seconds, 2),
        "ratio": round(peer_seconds / seconds, 2),
        "rows": rows,
        "n_visits": n_visits,
        "peak_memory_gib": round(peak, 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
