"""Shops whose truth is known, brought through the door: CSV files, a fresh process, gates on, a price book.

With KNOWN_SHOPS=DIR in the environment, what a run wrote is kept there, by the code that wrote it, the kind
and the seed, so that several benchmarks look at one run.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.simulation.files import read_truth, write_shop
from analytics.simulation.kinds import config_of
from analytics.simulation.planted import PlantedTruth
from tests.benchmarks._shops import Known

ROOT = Path(__file__).parents[2]
KEYS = ["offer_id", "segment"]
USUAL_SIZE = 800  # customers of a shop, unless it is made otherwise
_MOST_OFFERS = 20


@dataclass(frozen=True)
class Run:
    """What a run through the door left, beside the truth of its shop."""

    out: Path
    truth: PlantedTruth
    seconds: float

    @cached_property
    def book(self) -> pd.DataFrame:
        """Return the price book."""
        return pd.read_parquet(self.out / "price_book.parquet")

    @cached_property
    def withheld(self) -> pd.DataFrame:
        """Return what the gates withheld, with its figures."""
        return pd.read_parquet(self.out / "model" / "withheld.parquet")

    @cached_property
    def evidence(self) -> dict[str, Any]:
        """Return the evidence of the run."""
        found: dict[str, Any] = json.loads((self.out / "evidence.json").read_text())
        return found

    @cached_property
    def curves(self) -> pd.DataFrame:
        """Return what every offer of the book truly earns and how many take it, for each segment.

        A row is a percent of discount, at the prices that the run's advice is about. Figures are per visit
        that the shop knows of: where no views are recorded, per order.
        """
        found = self.truth.curves(self.offers, self.members, price=self.prices)
        found[["true_take", "true_profit"]] *= self.visits_per_known_one
        return found

    @cached_property
    def visits_per_known_one(self) -> float:
        """Return how many visits there were for each that the shop knows of."""
        key = "session_id" if self.truth.config.has_views else "order_id"
        events = pd.read_csv(self.out.parent / "files" / "events.csv", usecols=[key])
        return self.truth.visits_per_known(events[key].nunique())

    @cached_property
    def offers(self) -> dict[str, tuple[str, ...]]:
        """Return the offers of the book with their parts."""
        first = self.book.drop_duplicates("offer_id")
        return {str(i): tuple(ids) for i, ids in zip(first["offer_id"], first["product_ids"], strict=True)}

    @cached_property
    def prices(self) -> np.ndarray:
        """Return the prices of the run, list prices for products out of its scope, (n_products,)."""
        products = pd.read_parquet(self.out / "model" / "products.parquet")
        price = self.truth.list_price.copy()
        price[self.truth.positions(products["product_id"])] = products["list_price"]
        return price

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """Return the ids of the honest customers of every segment of the book that has any."""
        customers = pd.read_parquet(self.out / "customers.parquet", columns=["customer_id", "segment"])
        is_honest = self.truth.people.fraud == 0
        honest = customers[is_honest[customers["customer_id"].str[1:].astype(int)]]
        asked = honest[honest["segment"].isin(self.book["segment"])]
        return {str(name): list(ids) for name, ids in asked.groupby("segment")["customer_id"]}

    def gate(self, name: str) -> dict[str, Any]:
        """Return a gate of the whole shop."""
        return next(g for g in self.evidence["gates"] if g["name"] == name and g["product_id"] is None)

    def priced(self, discount: float) -> pd.DataFrame:
        """Return the price book of every offer at a discount asked for, by the command `price`."""
        path = self.out / f"at-{discount}.parquet"
        if not path.exists():
            offers = self.out / f"at-{discount}.csv"
            offers_frame(self.offers).assign(discount_share=discount).to_csv(offers, index=False)
            _call("price", "--model", self.out / "model", "--offers", offers, "--out", path)
        return pd.read_parquet(path)


@contextmanager
def run_of(known: Known, seed: int) -> Iterator[Run]:
    """Give a shop's run, made now or found where runs are kept."""
    settings = json.dumps([known.kind, dict(known.changes), known.instruments, known.segments, seed])
    name = f"{known.kind}-{seed}-{hashlib.sha256(settings.encode()).hexdigest()[:8]}"
    with _place() as directory:
        place = directory / name
        if not (place / "seconds").exists():
            _make(known, seed, place)
        seconds = float((place / "seconds").read_text())
        yield Run(place / "out", read_truth(place / "files" / "truth"), seconds)


def offers_of(truth: PlantedTruth) -> dict[str, tuple[str, ...]]:
    """Return every other pair of products as an offer, evenly thinned where there are many."""
    pairs = list(combinations(truth.product_ids, 2))[::2]
    step = -(-len(pairs) // _MOST_OFFERS)
    return {f"o{i}": pair for i, pair in enumerate(pairs[::step])}


def offers_frame(offers: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return offers as a file has them."""
    return pd.DataFrame({"offer_id": list(offers), "product_ids": ["|".join(ids) for ids in offers.values()]})


def with_truth(book: pd.DataFrame, curves: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a price book beside what their discounts truly earn, and who takes them."""
    keys = [*KEYS, "discount_share"]
    at = book.assign(discount_share=book["discount_share"].astype(float).round(2))
    return at.merge(curves.assign(discount_share=curves["discount_share"].round(2)), on=keys)


def ratio(value: float | None, peer: float | None) -> float | None:
    """Return a figure as a multiple of its peer's; None where there is nothing to divide by."""
    return round(value / peer, 3) if value is not None and peer else None


def say(line: Mapping[str, Any]) -> None:
    """Print a shop's line, for whoever watches."""
    print(json.dumps(line), file=sys.stderr, flush=True)


def mean(values: Sequence[float]) -> float | None:
    """Return the mean of what is known; None (JSON has no NaN) where nothing is."""
    known = [value for value in values if value is not None and np.isfinite(value)]
    return round(float(np.mean(known)), 4) if known else None


@contextmanager
def _place() -> Iterator[Path]:
    kept = os.environ.get("KNOWN_SHOPS")
    if kept:
        yield Path(kept) / _code()
    else:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)


@cache
def _code() -> str:
    """Return what names the code that runs are made by."""
    every = [path for room in ("analytics", "data") for path in sorted((ROOT / room).rglob("*"))]
    code = b"".join(path.read_bytes() for path in every if path.suffix in (".py", ".sql"))
    return hashlib.sha256(code).hexdigest()[:12]


def _make(known: Known, seed: int, place: Path) -> None:
    config = config_of(known.kind, **known.changes, seed=seed)
    paths = write_shop(config, place / "files")
    if known.has_offers:
        paths["offers"] = place / "files" / "offers.csv"
        offers_frame(offers_of(read_truth(place / "files" / "truth"))).to_csv(paths["offers"], index=False)
    files = [part for kind, path in paths.items() for part in (f"--{kind}", path)]
    more = ["--instrument", *known.instruments] if known.instruments else []
    more += ["--segments", known.segments] if known.segments else []
    started = time.perf_counter()
    _call("run", *files, *more, "--seed", seed, "--out", place / "out")
    (place / "seconds").write_text(str(time.perf_counter() - started))


def _call(*arguments: object) -> None:
    command = [sys.executable, "-m", "analytics", *map(str, arguments)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr[-2000:]}")
