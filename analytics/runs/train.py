"""A run from snapshot to price book: the same journey from the app and from the command line."""

import json
import platform
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.pricing.choice import BasketChoice, ChoiceConfig
from analytics.pricing.features import reference_prices
from analytics.pricing.product_columns import product_columns
from analytics.pricing.stored import save_choice
from analytics.pricing.visits import Floats, Visits, build_visits
from analytics.runs.advise import write_advice
from analytics.runs.config import RunConfig
from analytics.runs.evaluate import write_evidence
from analytics.runs.progress import Progress
from analytics.runs.snapshot import attributes_of
from data.store.sealed import filling, read_frame, read_text, write_text

MOST_VISITS = 300_000  # beyond, customers are sampled: bands hardly narrow, minutes grow
STAGES = {
    "Reading visits and prices": 0.05,
    "Testing the model on the latest visits": 0.36,
    "Training the price response": 0.32,
    "Checking the gates and pricing offers": 0.16,
    "Explaining the scores": 0.11,
}
PACKAGES = ("numpy", "pandas", "keras", "tensorflow", "scikit-learn", "shap", "duckdb")


@dataclass(frozen=True)
class Snapshot:
    """What a run learns from.

    Attributes
    ----------
    customers, customers_before : segments and attributes by customer, as of now and of the holdout's start
    listing : one row per product in scope, in the order of `visits.product_ids`
    boundary : first moment held out
    """

    visits: Visits
    customers: pd.DataFrame
    customers_before: pd.DataFrame
    listing: pd.DataFrame
    reference_price: Floats
    boundary: np.datetime64

    @property
    def columns(self) -> Floats:
        """What is known of the products beside their sales, (n_products, n_columns)."""
        return product_columns(self.listing, self.reference_price)


def train(directory: Path, say: Callable[[str], None] | None = None) -> None:
    """Train on the snapshot in a run's directory and write the run's artifacts beside it.

    Parameters
    ----------
    directory : holds config.json and the snapshot's Parquet files
    say : called with the name of each stage
    """
    started = time.perf_counter()
    config = RunConfig.from_json(read_text(directory / "config.json"))
    progress = Progress(directory, STAGES, say)
    reading, testing, training, pricing, explaining = STAGES
    with progress.stage(reading):
        snapshot = read_snapshot(directory, config)
    with progress.stage(testing) as report:
        tested = write_evidence(directory, config, snapshot, report)
    with progress.stage(training) as report:
        model = BasketChoice(ChoiceConfig(seed=config.seed)).fit(
            snapshot.visits, snapshot.customers, snapshot.reference_price, report, snapshot.columns
        )
        with filling(directory / "model") as folder:
            save_choice(folder, model)
    with progress.stage(pricing) as report:
        write_advice(directory, config, snapshot, model, report)
        tested.write_plain_advice(directory, config)
    with progress.stage(explaining) as report:
        tested.write_explanation(directory, report)
    _write_run(directory, config, progress.seconds, time.perf_counter() - started)


def read_snapshot(directory: Path, config: RunConfig) -> Snapshot:
    """Read a run's Parquet files into visits × products."""
    visits_frame = _sampled(read_frame(directory / "visits.parquet"), config.seed)
    listing = read_frame(directory / "products.in.parquet").set_index("product_id")
    product_ids = list(config.products)
    visits = build_visits(
        visits_frame,
        read_frame(directory / "visit_lines.parquet"),
        read_frame(directory / "price_days.parquet"),
        product_ids,
        config.instruments,
    )
    listing = listing.reindex(product_ids)
    price = reference_prices(visits, listing["list_price"].to_numpy(float))
    facts = json.loads(read_text(directory / "snapshot.json"))
    return Snapshot(
        visits,
        attributes_of(read_frame(directory / "customers.in.parquet"), config.segments),
        attributes_of(read_frame(directory / "customers_before.parquet"), config.segments),
        listing.reset_index(),
        price,
        np.datetime64(facts["boundary"]),
    )


def _sampled(visits: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Keep whole customers, as many as the budget of visits allows."""
    if len(visits) <= MOST_VISITS:
        return visits
    customers = np.sort(visits["customer_id"].unique().astype(object))
    keep = np.random.default_rng(seed).random(len(customers)) < MOST_VISITS / len(visits)
    return visits[visits["customer_id"].isin(customers[keep])]


def _write_run(directory: Path, config: RunConfig, seconds: dict[str, float], total: float) -> None:
    facts = json.loads(read_text(directory / "snapshot.json"))
    record = {
        "fingerprint": facts["fingerprint"],
        "seed": config.seed,
        "config": asdict(config),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "seconds": seconds | {"training run": round(total, 3)},
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    write_text(directory / "run.json", json.dumps(record, indent=2))
