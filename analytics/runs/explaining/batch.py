"""The work of an explanation: take many held-out predictions of a run apart, and write what came out."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.evidence.explained import second_of, share_of, told_by
from analytics.evidence.explanation.glass import GlassBox, gap_to
from analytics.evidence.explanation.lime import agreement, agreement_with_band, lime_weights
from analytics.evidence.explanation.nested import Shares, explain_nested
from analytics.evidence.explanation.stability import stability
from analytics.jobs.state import Progress
from analytics.numerics import random_stream
from analytics.runs import artifacts
from analytics.runs.cells import FlatModel, baseline_cells
from analytics.runs.config import RunConfig, read_config
from analytics.runs.explaining.told import rows_to_explain, told_of
from analytics.runs.explaining.work import ExplainConfig, asked_of
from analytics.runs.kinds import EXPLAINING, ExplainStage
from analytics.runs.run_work import keep_results
from analytics.runs.snapshot import read_snapshot
from analytics.runs.tested import UnderTest, fit_under_test
from data.schema import InputError, NotEnoughDataError

_FEWEST = 2  # cells held out


@dataclass(frozen=True)
class _Chosen:
    """The cells that are explained, and those that stand for the average."""

    under_test: UnderTest
    flat: FlatModel
    frame: pd.DataFrame
    background: pd.DataFrame
    at: Ints

    @classmethod
    def of(cls, under_test: UnderTest, config: ExplainConfig) -> "_Chosen":
        cells, flat = under_test.test, under_test.flat()
        rng = random_stream(config.seed, "explained")
        at = rows_to_explain(cells.log.customer[cells.visit], config.n_rows, rng)
        frame = flat.frame()
        background = np.sort(rng.choice(len(frame), min(config.n_background, len(frame)), replace=False))
        return cls(under_test, flat, frame, frame.iloc[background], at)

    @property
    def rows(self) -> pd.DataFrame:
        return self.frame.iloc[self.at]

    @property
    def customer_ids(self) -> Any:
        cells = self.under_test.test
        return cells.log.customer_ids[cells.log.customer[cells.visit[self.at]]]

    def described(self) -> pd.DataFrame:
        own, log = self.under_test.test.rows(self.at), self.under_test.test.log
        return pd.DataFrame(
            {
                "customer_id": self.customer_ids,
                "product_id": np.array(log.product_ids)[own.product],
                "visited_at": log.visited_at[own.visit],
                "price": own.price.astype(float),
            }
        )

    def told(self) -> pd.DataFrame:
        told = told_of(self.flat, self.under_test.test, self.under_test.snapshot.customers_before)
        columns = {told_by(code): values.iloc[self.at].to_numpy() for code, values in told.items()}
        return pd.DataFrame(columns)


def explain_run(directory: Path) -> None:
    """Do what a job's directory asks for and write the results into the run's directory around it.

    Raises NotEnoughDataError where the run held out no visits to explain.
    """
    explain(directory.parent, asked_of(directory), Progress(directory, EXPLAINING.stages))


def explain(run: Path, config: ExplainConfig, progress: Progress) -> None:
    """Explain a finished run and keep the results with it; see `explain_run`."""
    started = time.perf_counter()
    with progress.stage(ExplainStage.READING):
        asked = read_config(run)
        _check_public(asked)
        snapshot = read_snapshot(run, asked)
    with progress.stage(ExplainStage.TESTING) as report:
        under_test = fit_under_test(asked, snapshot, report)
        if len(under_test.test) < _FEWEST:
            raise NotEnoughDataError("the run held out no visits to explain", "Train on a longer history")
        chosen = _Chosen.of(under_test, config)
    with progress.stage(ExplainStage.SHARING) as report:
        shares, seconds = _timed(chosen, report)
    with progress.stage(ExplainStage.SECOND) as report:
        lime = lime_weights(
            chosen.flat.predict, chosen.background, chosen.rows, chosen.flat.groups, config.seed, report
        )
    with progress.stage(ExplainStage.GLASS):
        curves, lead = _glass_box(chosen, asked.seed)
    facts = {
        "n_customers": len(set(chosen.customer_ids)),
        "n_background": len(chosen.background),
        "seconds_a_row": round(seconds / len(chosen.at), 4),
        "gap": shares.gap,
        "base_value": shares.base_value,
        "groups": [str(group) for group in shares.groups],
        "parts": [str(part) for part in shares.parts],
        "glass": lead,
        "config": asdict(config),
        "made_at": time.time(),
    }
    tables = _tables(chosen, shares, lime, curves, config.seed)
    told = facts | {"seconds": round(time.perf_counter() - started, 1)}
    keep_results(run, zip(artifacts.EXPLAINED_TABLES, tables, strict=True), artifacts.EXPLAINED, told)


def _check_public(asked: RunConfig) -> None:
    """Raise InputError where training the tested model again would spend as much privacy again."""
    if asked.privacy is not None:
        raise InputError(
            "explaining many customers would train another model, and spend as much privacy again",
            "Look at the explanation that the training left",
        )


def _timed(chosen: _Chosen, report: Callable[[float], None]) -> tuple[Shares, float]:
    started = time.perf_counter()
    flat = chosen.flat
    shares = explain_nested(flat.predict, chosen.background, chosen.rows, flat.parts, report)
    return shares, time.perf_counter() - started


def _glass_box(chosen: _Chosen, seed: int) -> tuple[pd.DataFrame, dict[str, float | None]]:
    """Fit the glass box to the cells that all models beside learn from, and judge it on those held out."""
    tested, model = chosen.under_test, chosen.under_test.model
    customers, test = tested.snapshot.customers_before, tested.test
    bought = tested.train.is_bought
    if bought.all() or not bought.any():
        raise NotEnoughDataError("the earlier visits bought all or nothing", "Train on a longer history")
    box = GlassBox(seed).fit(baseline_cells(model, tested.train, customers), bought)
    known = baseline_cells(model, test, customers)
    customer = pd.factorize(test.log.customer[test.visit])[0]
    score = chosen.flat.predict(chosen.frame)
    lead = gap_to(score, box.chances(known), test.is_bought.astype(float), customer, seed)
    return _named(box.curves(), model.encoder_.segments_, test.log.product_ids), lead


def _named(curves: pd.DataFrame, segments: tuple[str, ...], products: tuple[str, ...]) -> pd.DataFrame:
    """Return curves with the names behind codes; empty where the value is a number."""
    names = {"segment": [*segments, ""], "product": list(products)}
    told = [
        names[name][int(value)] if name in names else ""
        for name, value in zip(curves["input"], curves["value"], strict=True)
    ]
    return curves.assign(name=told)


def _tables(
    chosen: _Chosen, shares: Shares, lime: pd.DataFrame, curves: pd.DataFrame, seed: int
) -> tuple[pd.DataFrame, ...]:
    """Return the tables in the order of `EXPLAINED_TABLES`."""
    groups = shares.groups.rename(columns=share_of)
    parts = shares.parts.rename(columns=share_of)
    second = lime.rename(columns=second_of)
    each = agreement(shares.groups, lime)
    told = chosen.described().assign(score=shares.score)
    rows = pd.concat([told, groups, parts, chosen.told(), second, each], axis=1)
    pairs = pd.DataFrame(
        {
            "group": [one for one, _ in shares.pair_names],
            "other": [other for _, other in shares.pair_names],
            "mean": shares.pairs.mean(0),
            "mean_absolute": np.abs(shares.pairs).mean(0),
        }
    )
    ids = list(chosen.customer_ids)
    firmness = stability(shares.by_background, [str(group) for group in shares.groups], ids, seed)
    return rows, pairs, firmness, agreement_with_band(each, ids, seed), curves
