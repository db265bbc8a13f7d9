"""A federated training as long work on one of its shops; the others' snapshots pass with it."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.demand.choice import BasketChoice
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import ShopWork, shop_work
from analytics.jobs.state import Progress, part_of
from analytics.runs import artifacts
from analytics.runs.advise import write_advice
from analytics.runs.config import RunConfig, read_config
from analytics.runs.federated.apart import fit_apart
from analytics.runs.federated.comparison import compare
from analytics.runs.federated.config import JointConfig, Place
from analytics.runs.federated.files import BOOKS, COMPARISON, RECORD, ROUNDS
from analytics.runs.federated.flower import flower_tools
from analytics.runs.federated.together import Together, fit_together
from analytics.runs.snapshot import Snapshot, read_snapshot
from analytics.runs.take_snapshot import write_snapshot as write_run_snapshot
from data.privacy.digests import write_digests
from data.schema import InputError
from data.store import Shop

_SNAPSHOTS = "snapshots"  # of the shops, in folders by their number; gone once the work has ended


class FederatedStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_shops", 0.05
    COMPARING = "comparing_shops", 0.4
    TRAINING = "training_together", 0.4
    PRICING = "pricing_shops", 0.15


def write_snapshot(shop: Shop, config: JointConfig, directory: Path) -> None:
    """Refuse: which shops there are besides, only `federated_among` knows."""
    raise InputError("the shops that train together are not given", "Choose them again")


def federated_among(shops: Sequence[Shop]) -> ShopWork[JointConfig]:
    """Return the work that trains shops together; it lies with the first."""
    return replace(FEDERATED, snapshot=partial(_write_all, shops))


def _write_all(shops: Sequence[Shop], shop: Shop, config: JointConfig, directory: Path) -> None:
    if len(shops) < 2:
        raise InputError("one shop alone has nobody to train with", "Name two shops or more")
    if config.place is Place.FLOWER:
        flower_tools()  # refused before anything is started
    for i, one in enumerate(shops):
        folder = directory / _SNAPSHOTS / str(i)
        folder.mkdir(parents=True)
        write_run_snapshot(one, RunConfig(segments=config.choice, seed=config.seed), folder)


def federate(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Train the shops of a directory together, and write a price book for each and what came of it."""
    try:
        _federate(directory, say)
    finally:  # the others' customers cannot be forgotten here
        shutil.rmtree(directory / _SNAPSHOTS, ignore_errors=True)
    write_digests(directory)


def _federate(directory: Path, say: Callable[[StrEnum], None] | None) -> None:
    started = time.perf_counter()
    config, progress = FEDERATED.asked(directory), Progress(directory, FEDERATED.kind.stages, say)
    folders = [directory / _SNAPSHOTS / str(i) for i in range(len(config.shops))]
    with progress.stage(FederatedStage.READING):
        configs = [read_config(folder) for folder in folders]
        snapshots = [read_snapshot(*pair) for pair in zip(folders, configs, strict=True)]
    compared = pd.DataFrame(columns=list(COMPARISON.needed))
    if config.is_compared:
        with progress.stage(FederatedStage.COMPARING) as report:
            compared = compare(config.shops, snapshots, folders, (configs[0], config), report)
    with progress.stage(FederatedStage.TRAINING) as report:
        if config.place is Place.ONE:
            together = fit_together(snapshots, config, report)
        else:
            together = fit_apart(folders, config, report)
    with progress.stage(FederatedStage.PRICING) as report:
        books = []
        for i, folder in enumerate(folders):
            own = part_of(report, i / len(folders), (i + 1) / len(folders))
            if (model := together.models[i]) is not None:
                books.append(
                    _priced(folder, configs[i], snapshots[i], model, own).assign(shop=config.shops[i])
                )
    COMPARISON.write(directory, compared)
    BOOKS.write(directory, pd.concat(books, ignore_index=True))
    rounds = [asdict(one) for one in together.server.rounds]
    ROUNDS.write(directory, pd.DataFrame(rounds, columns=list(ROUNDS.needed)))
    told = _record(config, snapshots, together, compared)
    RECORD.write(directory, told | {"seconds": round(time.perf_counter() - started, 1)}, indent=2)


def _priced(
    folder: Path, config: RunConfig, snapshot: Snapshot, model: BasketChoice, report: Callable[[float], None]
) -> pd.DataFrame:
    """Return a shop's price book by its model."""
    size = {"n_visits": len(snapshot.log), "n_products": snapshot.log.n_products}
    artifacts.EVIDENCE.write(folder, {"model": size, "baselines": {}})
    write_advice(folder, config, snapshot, model, report)
    return artifacts.PRICE_BOOK.read(folder)


def _record(
    config: JointConfig, snapshots: Sequence[Snapshot], together: Together, compared: pd.DataFrame
) -> dict[str, Any]:
    """Return what is told beside the tables."""
    server = together.server
    shops = [
        {
            "shop": name,
            "n_customers": len(snapshot.log.customer_ids),
            "n_visits": len(snapshot.log),
            "n_products": snapshot.log.n_products,
            "n_own": n_own,
        }
        for name, snapshot, n_own in zip(config.shops, snapshots, together.n_own, strict=True)
    ]
    return {
        "shops": shops,
        "config": asdict(config),
        "rounds": len(server.rounds),
        "n_shared": len(server.layout),
        "bytes_sent": server.bytes_sent,
        "fewest_shops": together.fewest,
        "loss": [server.rounds[i].loss for i in (0, -1)] if server.rounds else [],
        "lost": [{"shop": config.shops[shop], "round": part} for shop, part in together.lost],
        "comparison": compared.to_dict("records"),
    }


FEDERATED = shop_work("federated", federate, FederatedStage.shares(), JointConfig, write_snapshot)
