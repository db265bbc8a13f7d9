"""Finished lab runs as the registry meets them: a small model, its record, and its tables."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.jobs.shop_work import ASKED, FACTS
from analytics.jobs.state import JobState, Stage, begin, end
from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.examples import table_examples
from analytics.lab.files import HISTORY, MODEL, RECORD, TESTED
from analytics.lab.splits import split_examples
from analytics.lab.variant import fit_variant
from data.privacy.digests import write_digests


def planted(n: int = 60, seed: int = 0):
    """Rows of two numbers, of which one tells the outcome."""
    rng = np.random.default_rng(seed)
    inputs = pd.DataFrame(rng.normal(size=(n, 2)), columns=["told", "idle"])
    outcome = (2 * inputs["told"] + rng.logistic(size=n) > 0).to_numpy(float)
    return table_examples(inputs, outcome)


def lab_run(shop_directory: Path, run_id: str = "20260101-100000000000-aaaa", **changes: object) -> str:
    """Write a finished run of a logistic regression; `changes` are of its TrainConfig."""
    config = replace(TrainConfig(Method.LOGISTIC, Split.CUSTOMER), **changes)
    directory = shop_directory / "models" / "lab" / run_id
    directory.mkdir(parents=True)
    parts = split_examples(planted(), config)
    variant = fit_variant(config, parts)
    figures = {
        "auc": 0.8,
        "log_loss": 0.5 + config.l2,
        "brier": 0.2,
        "ece": 0.02,
        "recall": 0.6,
        "precision": 0.7,
    }
    begin(directory, JobState.RUNNING, Stage.STARTING)
    FACTS.write(directory, {"fingerprint": "f" * 8, "scope": {}})
    train = json.loads(json.dumps(asdict(config)))
    ASKED.write(directory, {"subject": {"kind": "purchase"}, "train": train, "device": "auto", "parent": ""})
    RECORD.write(
        directory,
        {
            "subject": "purchase",
            "fingerprint": "f" * 8,
            "method": "logistic",
            "train": train,
            "seed": config.seed,
            "metrics": {"validation": figures, "test": figures},
            "n_rows": {"train": 38, "validation": 10, "test": 12},
            "seconds": 1.5,
            "device": "cpu",
            "backend": "tensorflow",
            "versions": {"numpy": "2"},
            "parent": "",
            "epochs": 1,
        },
    )
    epochs = {"epoch": [1], "share": [1.0], "train_loss": [0.5], "validation_loss": [0.5]}
    HISTORY.write(directory, pd.DataFrame(epochs))
    scores = variant.predict(parts.test)
    tested = {"outcome": parts.test.outcome, "score": scores, "customer": parts.test.customer}
    TESTED.write(directory, pd.DataFrame(tested))
    with MODEL.filling(directory) as folder:
        variant.save(folder)
    write_digests(directory)
    end(directory, JobState.DONE)
    return run_id
