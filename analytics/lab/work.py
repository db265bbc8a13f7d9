"""A variant trained as long work: rows in, a model and its figures out; every run is kept."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.demand.build_log import build_log
from analytics.demand.visit_log import VisitLog
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import FACTS, ShopWork, shop_work
from analytics.jobs.state import Progress
from analytics.lab.config import Method, TrainConfig
from analytics.lab.device import Device, backend_now, chosen_device
from analytics.lab.files import INPUTS, MODEL, RECORD, TESTED
from analytics.lab.history import LiveHistory
from analytics.lab.judged import Judged, judge
from analytics.lab.settings import check_settings
from analytics.lab.splits import Parts, split_examples
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows, read_examples, write_examples
from analytics.lab.subjects.purchase import MOST_PRODUCTS, purchase_rows
from analytics.lab.trained import trained_variant
from analytics.lab.variant import Variant
from analytics.segments.choice import FIGURES
from data.privacy.digests import write_digests
from data.schema import InputError, NotEnoughDataError
from data.store import Shop, read_customers

_LIBRARIES = ("numpy", "scikit-learn", "keras", "lightgbm")


class LabStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_examples", 0.04
    TRAINING = "training_variant", 0.9
    JUDGING = "judging_variant", 0.06


@dataclass(frozen=True)
class LabConfig:
    """What is trained on which rows.

    Parameters
    ----------
    device : code of `Device`
    parent : the run or search that this one came from; empty where a person asked
    """

    subject: SubjectConfig = field(default_factory=SubjectConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    device: str = Device.AUTO.value
    parent: str = ""

    def __post_init__(self) -> None:
        if self.device not in tuple(Device):
            raise InputError(f"there is no device {self.device}", f"Use one of {', '.join(Device)}")
        check_settings(self.train)


def write_snapshot(shop: Shop, config: LabConfig, directory: Path) -> None:
    """Write the rows to learn from; raises InputError where the shop has too few."""
    if config.subject.kind is Subject.TABLE:
        raise InputError("the table itself is not given", "Choose its file again")
    write_examples(directory, shop_rows(shop, config.subject))


def shop_rows(shop: Shop, subject: SubjectConfig) -> KeptRows:
    """Return a shop's chances to buy; raises NotEnoughDataError where there are too few."""
    log, listing = shop_log(shop)
    customers = read_customers(shop).set_index("customer_id")
    attributes = customers[[name for name in customers if name not in FIGURES]]
    return purchase_rows(log, listing, attributes, subject.most_rows, subject.seed)


def shop_log(shop: Shop) -> tuple[VisitLog, pd.DataFrame]:
    """Return a shop's visits and its best sellers; raises NotEnoughDataError where there are too few."""
    products = shop.read("products")
    sold = products[products["n_orders"] > 0].sort_values(["n_orders", "product_id"], ascending=[False, True])
    visits = shop.read("visits")
    if sold.empty or visits.empty:
        raise NotEnoughDataError(
            "the shop has no purchases by known customers", "Upload purchases with customer ids"
        )
    listed = sorted(sold["product_id"].head(MOST_PRODUCTS))
    lines = shop.read("visit_lines", products=listed)
    log = build_log(visits, lines, shop.read("price_days", products=listed), listed)
    return log, products.set_index("product_id").reindex(listed)


def train_variant(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Train what a directory asks for, and write the model, its history and its figures beside it.

    Raises
    ------
    InputError
        The rows cannot be split as asked, or there is no such device.
    """
    started = time.perf_counter()
    config, progress = LAB.asked(directory), Progress(directory, LAB.kind.stages, say)
    with progress.stage(LabStage.READING):
        parts = split_examples(read_examples(directory), config.train)
        uses_keras = needs_keras(config.train)
        device = chosen_device(Device(config.device)) if uses_keras else Device.CPU
    with progress.stage(LabStage.TRAINING) as report:
        history = LiveHistory(directory, report)
        variant = trained_variant(config.train, parts, history.watch, device if uses_keras else None)
        history.write()
        (directory / MODEL.name).mkdir(exist_ok=True)
        variant.save(directory / MODEL.name)
    with progress.stage(LabStage.JUDGING):
        judged = judge(variant, parts)
        TESTED.write(directory, judged.tested)
        _write_inputs(directory, variant, parts)
    told = _record(directory, config, judged, history.table())
    told |= {"device": device.value, "backend": backend_now() if uses_keras else ""}
    RECORD.write(directory, told | {"seconds": round(time.perf_counter() - started, 3)}, indent=2)
    write_digests(directory)


def _write_inputs(directory: Path, variant: Variant, parts: Parts) -> None:
    """Write what moves the answers of trees."""
    if variant.config.method in (Method.BOOSTING, Method.FOREST, Method.ADDITIVE):
        from analytics.lab.tree_shares import tree_importance  # it imports LightGBM and shap

        moved = tree_importance(variant, parts.test)
        if moved is not None:
            INPUTS.write(directory, moved)


def needs_keras(config: TrainConfig) -> bool:
    """Say whether a method is, or holds, a network."""
    networks = {Method.NETWORK, Method.DEEP_ENSEMBLE}
    stacked = config.method is Method.STACKING and not networks.isdisjoint(config.stacked)
    return config.method in networks or stacked


def _record(directory: Path, config: LabConfig, judged: Judged, history: pd.DataFrame) -> dict[str, Any]:
    """Return what is told of a run beside its tables."""
    return {
        "subject": config.subject.kind.value,
        "about": asdict(config.subject),
        "fingerprint": config.subject.fingerprint or str(FACTS.read(directory)["fingerprint"]),
        "method": config.train.method.value,
        "train": asdict(config.train),
        "seed": config.train.seed,
        "metrics": judged.metrics,
        "baselines": judged.baselines,
        "threshold": judged.threshold,
        "n_rows": judged.n_rows,
        "yes_share": judged.yes_share,
        "epochs": int(history["epoch"].max()) if len(history) else 0,
        "parent": config.parent,
        "versions": {name: version(name) for name in _LIBRARIES},
    }


LAB = shop_work("lab", train_variant, LabStage.shares(), LabConfig, write_snapshot, keeps_all=True)


def lab_of(rows: KeptRows, work: ShopWork[LabConfig] = LAB) -> ShopWork[LabConfig]:
    """Return the work on rows that no shop holds, as those of a table."""
    return replace(work, snapshot=lambda shop, config, directory: write_examples(directory, rows))
