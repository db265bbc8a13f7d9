"""Customer-offers scored a second by `python -m analytics price`, starting, reading and writing counted.

python tests/benchmarks/scoring.py [customers, default 50,000]

Thirty offers, pairs and triples. Eight thousand of the customers are the shop's, each with a past of their
own; the others are new, with a segment and attributes drawn one by one, so that few are alike. The peer reads
the same file and writes a file of as many rows with pandas, and computes nothing.
"""

import json
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.pop(1)  # this folder, whose coverage.py would be taken for the library

from analytics.pricing.price_book.market import Offer
from analytics.runs import evaluate
from analytics.segments.choice import SegmentChoice
from tests.benchmarks.price_book import measured
from tests.simulated import SyntheticShop, simulate_shop
from tests.worlds import finished_run

N_KNOWN, N_PAIRS, N_TRIPLES = 8_000, 22, 8


def customers_file(world: SyntheticShop, n_customers: int, path: Path) -> None:
    """Write the shop's customers and new ones, their attributes drawn apart from each other."""
    known = world.customers
    rng = np.random.default_rng(0)
    n_new = max(n_customers - len(known), 0)
    new = known.sample(n_new, replace=True, random_state=0).assign(
        customer_id=[f"n{i}" for i in range(n_new)]
    )
    for name in new.columns.drop("customer_id"):
        new[name] = rng.permutation(new[name].to_numpy())
    pd.concat([known, new]).head(n_customers).sample(frac=1, random_state=0).to_csv(path, index=False)


def copying(source: Path, target: Path, n_offers: int) -> float:
    """Return the seconds that reading the file and writing as many rows takes at the least."""
    started = time.perf_counter()
    rows = pd.read_csv(source).loc[:, ["customer_id"]]
    many = rows.loc[np.repeat(rows.index, n_offers)].assign(offer_id="B01", segment="tier 0", verdict="PASS")
    for name in ("discount_share", "bundle_price", "take_rate_without", "take_rate", "incremental_profit"):
        many[name] = np.round(np.linspace(0, 1, len(many)), 6)
    many.to_csv(target, index=False)
    return time.perf_counter() - started


def main(n_customers: int) -> None:
    evaluate._EXPLAINED = 20  # the run is only to be scored with
    world = simulate_shop(
        n_customers=N_KNOWN, n_visits_per_customer=6.0, n_products=12, is_rich=True, missing_share=0.05
    )
    ids = world.product_ids
    parts = [*list(combinations(ids, 2))[:N_PAIRS], *list(combinations(ids, 3))[:N_TRIPLES]]
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        offers = tuple(Offer(f"o{i}", offer) for i, offer in enumerate(parts))
        run = finished_run(
            world, directory, offers=offers, segments=SegmentChoice("attribute", "income_band")
        )
        customers_file(world, n_customers, directory / "customers.csv")
        scores = directory / "scores.csv"
        command = [sys.executable, "-m", "analytics", "price", "--model", str(run)]
        command += ["--customers", str(directory / "customers.csv"), "--out", str(scores)]
        seconds, peak = measured(command)
        n_rows = sum(1 for _ in scores.open("rb")) - 1
        withheld = pd.read_csv(scores, usecols=["verdict"])["verdict"].isin(["FAIL", "NO OFFER"]).mean()
        peer = copying(directory / "customers.csv", directory / "copy.csv", len(offers))
    result = {
        "name": "scoring",
        "value": round(n_rows / seconds),
        "unit": "customer-offers/s",
        "peer": "pandas reads the file and writes as many rows",
        "peer_value": round(n_rows / peer),
        "ratio": round(peer / seconds, 2),
        "customers": n_customers,
        "known_customers": min(N_KNOWN, n_customers),
        "rows": n_rows,
        "seconds": round(seconds, 1),
        "peak_memory_mib": round(peak),
        "without_an_offer_share": round(float(withheld), 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
