"""A search from rows to its files: tried, the winner judged on rows that nothing has seen, and told."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.settings import with_settings
from analytics.lab.splits import Parts, split_examples
from analytics.lab.tuning import files
from analytics.lab.tuning.config import TuneConfig
from analytics.lab.tuning.search import search
from analytics.lab.tuning.trials import Outcome, Trial, as_plain, from_plain, trials_frame, winner_of
from analytics.lab.tuning.verdict import Difference, difference, importance_of
from analytics.lab.variant import fit_variant
from data.schema import InputError, NotEnoughDataError

Report = Callable[[float], None]


def tune(
    config: TuneConfig,
    examples: Examples,
    directory: Path,
    report: Report,
    told: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Search, judge the winner, and leave trials.parquet and tuning.json in a directory; return the latter.

    What a search that was broken off has left in the directory is gone on from.

    Parameters
    ----------
    told : what else tuning.json says, as of which data it was

    Raises
    ------
    NotEnoughDataError
        The default cannot be fitted.
    InputError
        The directory holds another search.
    """
    started, parts = time.perf_counter(), split_examples(examples, config.train)
    asked = _asked(config)
    tried = _tried(directory, asked)

    def keep(trials: Any) -> None:
        files.TRIED.write(directory, {"asked": asked, "trials": as_plain(trials)})

    trials = search(config, parts, tried, keep, lambda share: report(0.95 * share))
    if trials[0].loss is None:
        raise NotEnoughDataError("The default settings come to no loss", "Give rows that can be learned from")
    won = winner_of(trials)
    judged = judge(config, parts, trials[won], lambda share: report(0.95 + 0.05 * share))
    files.TRIALS.write(directory, trials_frame(trials))
    record = _record(config, trials, won, judged) | dict(told or {})
    record["seconds"] = {"trials": sum(t.seconds for t in trials), "here": time.perf_counter() - started}
    files.RECORD.write(directory, record, indent=2)
    return record


def winning_config(record: Mapping[str, Any], train: TrainConfig) -> TrainConfig:
    """Return the configuration that won a search over another one."""
    return with_settings(train, dict(record["winner"]["figures"]))


def judge(config: TuneConfig, parts: Parts, winner: Trial, report: Report) -> Difference:
    """Fit the default and the winner once more, and judge both on the test rows."""
    default = fit_variant(config.train, parts, lambda step: report(step.share / 2))
    if winner.is_default:
        return difference(default, default, parts.test, config.train.seed)
    better = with_settings(config.train, dict(winner.figures))
    best = fit_variant(better, parts, lambda step: report(0.5 + step.share / 2))
    return difference(default, best, parts.test, config.train.seed)


def _tried(directory: Path, asked: Mapping[str, Any]) -> list[Trial]:
    """Return what an earlier part of the same search has tried."""
    if not files.TRIED.is_in(directory):
        return []
    kept = files.TRIED.read(directory)
    if kept.get("asked") != asked:
        raise InputError("The folder holds a search for something else", "Name another folder, or start anew")
    return from_plain(kept["trials"])


def _asked(config: TuneConfig) -> dict[str, Any]:
    """Return what two parts of one search share: all but the budget of time, as JSON gives it back."""
    plain = asdict(replace(config, minutes=0.0))
    plain["train"] |= {name: list(plain["train"][name]) for name in ("augmentations", "stacked")}
    return plain | {"space": list(plain["space"])}


def _record(config: TuneConfig, trials: list[Trial], won: int, judged: Difference) -> dict[str, Any]:
    n_of = {outcome.value: sum(t.outcome is outcome for t in trials[1:]) for outcome in Outcome}
    return {
        "method": config.train.method.value,
        "sampler": config.sampler.value,
        "pruner": config.pruner.value,
        "seed": config.train.seed,
        "train": asdict(config.train),
        "space": [asdict(one) for one in config.ranges],
        "n_trials": n_of,
        "default": {"loss": trials[0].loss, "test_loss": judged.default},
        "winner": {
            "trial": won,
            "figures": dict(trials[won].figures),
            "loss": trials[won].loss,
            "test_loss": judged.winner,
        },
        "gain": {"value": judged.gain, "low": judged.low, "high": judged.high},
        "n_test": judged.n_rows,
        "verdict": judged.verdict.value,
        "importance": importance_of(config, trials),
    }
