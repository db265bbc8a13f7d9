"""The command `tune`: settings of a method searched for, and the best judged on unseen rows."""

import argparse
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.cli.arguments import Commands, add_option, figure, name, path, whole
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.lab_rows import LabRows, lab_rows
from analytics.cli.lab_words import SETTING_WORDS
from analytics.cli.outputs import results_in
from analytics.cli.tuning_words import tuning_words
from analytics.cli.voice import show
from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.device import Device, chosen_device, training_on
from analytics.lab.subjects.config import SubjectConfig
from analytics.lab.tuning.config import MOST_MINUTES, MOST_TRIALS, Pruner, Range, Sampler, TuneConfig
from analytics.lab.tuning.files import TRIALS, TRIED, WRITTEN
from analytics.lab.tuning.trials import Outcome
from analytics.lab.tuning.tune import tune
from analytics.lab.work import needs_keras
from analytics.runs.config import LARGEST_SEED
from data.privacy.encrypted_files import copy_in_plain
from data.schema import InputError

FOLDER = "search"  # in the folder of results: what a search goes on from
_SHOWN = 10  # trials


def add_tune(commands: Commands) -> None:
    """Add `tune` to the command line."""
    command = commands.add_parser("tune", help="search the settings of a model of the Lab")
    _add_rows(command)
    usual = TuneConfig()
    command.add_argument("--model", choices=_codes(Method), required=True, help="the method to tune")
    command.add_argument(
        "--split", choices=_codes(Split), help="what it is judged by (default: time where it is known)"
    )
    command.add_argument("--sampler", choices=_codes(Sampler), default=usual.sampler.value)
    command.add_argument("--pruner", choices=_codes(Pruner), default=usual.pruner.value)
    n_trials = partial(whole, low=1, high=MOST_TRIALS)
    add_option(
        command, "--trials", n_trials, metavar="N", default=usual.n_trials, help="at most (default: 30)"
    )
    minutes = partial(figure, name="minutes", within=(0.0, MOST_MINUTES))
    add_option(command, "--minutes", minutes, metavar="M", default=0.0, help="at most (default: no limit)")
    ranges = "settings to vary, and where (default: all that the method reads)"
    shape = "NAME=LOW:HIGH"
    add_option(command, "--space", asked_range, nargs="+", default=[], metavar=shape, help=ranges)
    command.add_argument("--resume", action="store_true", help="go on with the search that --out holds")
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    add_option(command, "--out", path, metavar="DIR", required=True, help="a folder")
    command.set_defaults(do=tune_from_rows)


def _add_rows(command: argparse.ArgumentParser) -> None:
    """Let the command take a table, or the purchases of a shop of a workspace."""
    add_option(command, "--table", path, metavar="FILE", help="a CSV, a workbook or Parquet")
    add_option(command, "--outcome", name, metavar="COLUMN", help="of yes and no")
    add_option(command, "--customer", name, metavar="COLUMN", help="whom a row is of")
    add_option(command, "--time", name, metavar="COLUMN", help="when a row was")
    add_option(command, "--workspace", path, metavar="DIR", help="with --shop, in place of --table")
    add_option(command, "--shop", name, metavar="NAME", help="whose purchases are learned from")
    command.set_defaults(subject=None, rows=SubjectConfig().most_rows, stores=[], channels=[])


def asked_range(option: str, words: str) -> Range:
    """Read NAME=LOW:HIGH."""
    setting, _, ends = words.partition("=")
    low, _, high = ends.partition(":")
    try:
        return Range(setting, float(low), float(high))
    except ValueError:
        problem = f"{option} has {words!r}, which is not NAME=LOW:HIGH"
        raise InputError(problem, "Write it as l2=0.0001:1") from None


def tune_from_rows(options: argparse.Namespace) -> None:
    """Search, write the trials and what came of them, and print the best trials."""
    _asked(options, has_time=True)  # what is refused is refused before anything is read
    if not options.table and options.shop is None:
        raise InputError(
            "which rows to learn from is not said",
            "Give --table FILE and --outcome COLUMN, or --workspace DIR and --shop NAME",
        )
    search = options.out / FOLDER
    names = [artifact.name for artifact in WRITTEN]
    with results_in(options.out, [*names, f"{FOLDER}/{TRIED.name}"]) as draft, lab_rows(options) as given:
        _ready(search, options.resume)
        config = _asked(options, given.rows.examples.time is not None)
        options.voice.release()
        with _device(config.train):
            record = tune(config, given.rows.examples, search, _telling(options), _told(given))
        for artifact in WRITTEN:
            copy_in_plain(search / artifact.name, draft / artifact.name)
            (search / artifact.name).unlink()
        show(as_text(pd.read_parquet(draft / TRIALS.name), list(record["winner"]["figures"])))
    options.voice.say(tuning_words(record))


def _asked(options: argparse.Namespace, has_time: bool) -> TuneConfig:
    """Return what is searched for; raises InputError where a range is none of the method's."""
    split = Split(options.split or (Split.TIME if has_time else Split.CUSTOMER))
    train = TrainConfig(Method(options.model), split, seed=options.seed)
    sampler, pruner = Sampler(options.sampler), Pruner(options.pruner)
    return TuneConfig(train, sampler, pruner, options.trials, options.minutes, tuple(options.space))


def _told(given: LabRows) -> dict[str, Any]:
    """Return what tuning.json says of the rows."""
    subject = given.subject
    fingerprint = subject.fingerprint or ("" if given.shop is None else given.shop.fingerprint)
    return {"subject": subject.kind.value, "about": asdict(subject), "fingerprint": fingerprint}


def as_text(trials: pd.DataFrame, names: list[str]) -> str:
    """Return the best trials for a person to read, the default among them."""
    done = trials[trials["outcome"] == Outcome.DONE.value].sort_values("loss", kind="stable").head(_SHOWN)
    columns = {"trial": "Trial", "loss": "Log-loss", "seconds": "Seconds"} | {
        n: SETTING_WORDS[n][0] for n in names
    }
    return done[list(columns)].rename(columns=columns).to_string(index=False, na_rep="default")


def _ready(search: Path, is_resumed: bool) -> None:
    """Make the folder of the search, empty unless it is gone on with."""
    if is_resumed and not (search / TRIED.name).exists():
        raise InputError("--resume: the folder holds no search to go on with", "Leave --resume away")
    if not is_resumed:
        shutil.rmtree(search, ignore_errors=True)
    search.mkdir(exist_ok=True)


def _telling(options: argparse.Namespace) -> Callable[[float], None]:
    def report(share: float) -> None:
        options.voice.say_step(share, "Trying settings")

    return report


def _device(train: TrainConfig) -> AbstractContextManager[None]:
    if not needs_keras(train):
        return nullcontext()
    import_keras_quietly()
    return training_on(chosen_device(Device.AUTO))


def _codes(kind: type[StrEnum]) -> list[str]:
    return [code.value for code in kind]
