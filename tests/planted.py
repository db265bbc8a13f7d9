"""Rows with a planted answer: yes follows one number, one category and the last thing that happened."""

import numpy as np
import pandas as pd

from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.splits import Parts, split_examples

QUICK = {"most_epochs": 4, "n_recurrent": 8, "n_embedded": 4, "n_hidden": 8, "n_members": 2}
START = np.datetime64("2026-01-01", "us")


def planted(n: int = 1200, seed: int = 0) -> Examples:
    """Rows of four each that share a past, of eight each that share a customer."""
    rng = np.random.default_rng(seed)
    x, kind = rng.normal(size=(n, 3)), rng.choice(["a", "b", "c"], n)
    past = rng.integers(0, 5, (n // 4, 6)).astype(np.int32)
    past_row = np.repeat(np.arange(n // 4), 4)
    score = 1.5 * x[:, 0] + 1.5 * (kind == "a") + 2.0 * (past[past_row][:, -1] == 3) - 1
    outcome = (rng.random(n) < 1 / (1 + np.exp(-score))).astype(float)
    inputs = pd.DataFrame(x, columns=["signal", "noise", "gappy"]).assign(kind=pd.Categorical(kind))
    inputs.loc[::5, "gappy"] = np.nan
    time = START + np.arange(n) * np.timedelta64(1, "h")
    return Examples(inputs, outcome, np.arange(n) // 8, time, past, past_row, 4)


def quick(method: Method, **changes: object) -> TrainConfig:
    return TrainConfig(method=method, split=Split.CUSTOMER, n_trees=40, **(QUICK | changes))


def parts_of(config: TrainConfig) -> Parts:
    return split_examples(planted(), config)


def planted_table(n: int = 400) -> pd.DataFrame:
    """The same as a table that a person could send: no past, an outcome in words."""
    rows = planted(n)
    return rows.inputs.assign(
        bought=np.where(rows.outcome == 1, "yes", "no"), who=[f"u{i}" for i in rows.customer], at=rows.time
    )
