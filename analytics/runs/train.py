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

from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.model_files import save_choice
from analytics.demand.product_columns import product_columns
from analytics.demand.reference_prices import reference_prices
from analytics.demand.visits import Floats, Visits, build_visits
from analytics.numerics import random_stream
from analytics.runs.advise import write_advice
from analytics.runs.config import RunConfig, read_config
from analytics.runs.evaluate import write_evidence
from analytics.runs.progress import Progress
from analytics.runs.snapshot import attributes_of
from data.privacy.artifacts import document_of, frame_of
from data.privacy.digests import write_digests
from data.privacy.encrypted_files import filling, write_text

FACTS = "snapshot.json"
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
    config = read_config(directory)
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
    """Read a run's Parquet files into visits × products; raises DamagedRunError where one cannot be read."""
    names = ("visits", "visit_lines", "price_days", "products.in", "customers.in", "customers_before")
    frames = {name: frame_of(directory, name) for name in names}
    boundary = document_of(directory, FACTS, {"boundary": str})["boundary"]
    listing = frames["products.in"].set_index("product_id").reindex(list(config.products))
    visits = build_visits(
        _sampled(frames["visits"], config.seed),
        frames["visit_lines"],
        frames["price_days"],
        list(config.products),
        config.instruments,
    )
    return Snapshot(
        visits,
        attributes_of(frames["customers.in"], config.segments),
        attributes_of(frames["customers_before"], config.segments),
        listing.reset_index(),
        reference_prices(visits, listing["list_price"].to_numpy(float)),
        np.datetime64(boundary),
    )


def _sampled(visits: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Keep whole customers, as many as the budget of visits allows."""
    if len(visits) <= MOST_VISITS:
        return visits
    customers = np.sort(visits["customer_id"].unique().astype(object))
    keep = random_stream(seed).random(len(customers)) < MOST_VISITS / len(visits)
    return visits[visits["customer_id"].isin(customers[keep])]


def _write_run(directory: Path, config: RunConfig, seconds: dict[str, float], total: float) -> None:
    facts = document_of(directory, FACTS, {"fingerprint": str})
    record = {
        "fingerprint": facts["fingerprint"],
        "seed": config.seed,
        "config": asdict(config),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
        "seconds": seconds | {"training run": round(total, 3)},
        "peak_memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    write_text(directory / "run.json", json.dumps(record, indent=2))
    write_digests(directory)
