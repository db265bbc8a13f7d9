"""A transfer as long work on the shop that is fine-tuned on; of the other shop nothing but tokens is read."""

import time
from collections.abc import Callable
from dataclasses import asdict, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import FACTS, ShopWork, shop_work
from analytics.jobs.state import Progress
from analytics.lab.device import Device, backend_now, chosen_device, training_on
from analytics.lab.subjects.kept import read_examples, write_examples
from analytics.lab.subjects.shared_tokens import Vocabulary, known_share, plain_names, sequences, shared_rows
from analytics.lab.transfer.config import NETWORK, TransferConfig
from analytics.lab.transfer.encoder import Encoder, Pretrained
from analytics.lab.transfer.files import GAINS, RECORD, RUNS, SEQUENCES
from analytics.lab.transfer.gain import gains, learned_and_judged, trainings
from analytics.lab.work import shop_log
from data.privacy.digests import write_digests
from data.privacy.formats import Document
from data.schema import InputError, NotEnoughDataError
from data.store import Shop

WORDS = Document("transfer_tokens.json", {"source_fingerprint": str, "n_categories": int, "n_shared": int})
_FEWEST_STRETCHES = 20


class TransferStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    READING = "reading_examples", 0.02
    PRETRAINING = "pretraining_encoder", 0.15
    TUNING = "fine_tuning", 0.83


def write_snapshot(shop: Shop, config: TransferConfig, directory: Path) -> None:
    """Refuse: which shop the other one is, only `transfer_from` knows."""
    raise InputError("the shop to pre-train on is not given", "Choose it again")


def _write_pair(source: Shop, shop: Shop, config: TransferConfig, directory: Path) -> None:
    """Write the rows of one shop and the other's sequences, both in tokens that mean the same."""
    if source.name == shop.name:
        raise InputError("a shop cannot teach itself", "Choose another shop to pre-train on")
    with source.reading():
        other, others = shop_log(source)
        fingerprint = source.fingerprint
    log, listing = shop_log(shop)
    vocabulary = Vocabulary.of(list(others["category"]), list(listing["category"]))
    rows = shared_rows(log, listing, vocabulary, config.most_rows, config.seed)
    stretches = sequences(other, others, vocabulary, config.most_rows, config.seed)
    if len(stretches) < _FEWEST_STRETCHES:
        problem = "the shop to pre-train on has too few customers who came back"
        raise NotEnoughDataError(problem, "Choose a larger one")
    learned_and_judged(rows.examples, NETWORK, config.seed)  # refused before it is started
    write_examples(directory, rows)
    names = [f"place {i}" for i in range(stretches.shape[1])]
    SEQUENCES.write(directory, pd.DataFrame(stretches, columns=names))
    both = set(plain_names(others["category"])) & set(plain_names(listing["category"])) - {""}
    told = {"n_categories": len(vocabulary.categories), "n_shared": len(both & set(vocabulary.categories))}
    WORDS.write(directory, {"source_fingerprint": fingerprint, **told})


def transfer_from(source: Shop) -> ShopWork[TransferConfig]:
    """Return the work that pre-trains on a shop."""
    return replace(TRANSFER, snapshot=partial(_write_pair, source))


def transfer(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Pre-train and fine-tune on what a directory holds, and write the gain beside it."""
    started = time.perf_counter()
    config, progress = TRANSFER.asked(directory), Progress(directory, TRANSFER.kind.stages, say)
    with progress.stage(TransferStage.READING):
        rows, stretches = read_examples(directory), _taken(directory)
        learned, judged = learned_and_judged(rows, NETWORK, config.seed)
        device = chosen_device(Device.AUTO)
    with training_on(device):
        with progress.stage(TransferStage.PRETRAINING) as report:
            encoder = Encoder(NETWORK, learned)
            pretrained = encoder.pretrain(stretches, config.seed, report)
        with progress.stage(TransferStage.TUNING) as report:
            runs = trainings(encoder, learned, judged, pretrained, config, report)
    RUNS.write(directory, runs)
    GAINS.write(directory, gains(runs))
    told = _record(directory, config, pretrained, stretches) | {
        "n_customers": {of: len(np.unique(part.customer)) for of, part in _named(learned, judged)},
        "n_rows": {of: len(part) for of, part in _named(learned, judged)},
        "known_share": float(known_share(stretches, learned.past)),
        "device": device.value,
        "backend": backend_now(),
        "seconds": round(time.perf_counter() - started, 3),
    }
    RECORD.write(directory, told, indent=2)
    write_digests(directory)


def _taken(directory: Path) -> Ints:
    """Return the other shop's sequences, and remove them: its customers cannot be forgotten here."""
    found = SEQUENCES.read(directory).to_numpy(np.int32)
    (directory / SEQUENCES.name).unlink()
    return found


def _named(learned: Any, judged: Any) -> tuple[tuple[str, Any], ...]:
    return ("learned", learned), ("judged", judged)


def _record(
    directory: Path, config: TransferConfig, pretrained: Pretrained, stretches: Ints
) -> dict[str, Any]:
    """Return what is told beside the tables."""
    losses = {name: getattr(pretrained, name) for name in _LOSSES}
    return {
        "source": config.source,
        "fingerprint": str(FACTS.read(directory)["fingerprint"]),
        **WORDS.read(directory),
        "seed": config.seed,
        "seeds": config.seeds,
        "pretraining": {"n_sequences": len(stretches), "n_tokens": int((stretches > 0).sum()), **losses},
        "network": asdict(NETWORK),
    }


_LOSSES = ("log_loss", "base_log_loss")
TRANSFER = shop_work("transfer", transfer, TransferStage.shares(), TransferConfig, write_snapshot)
