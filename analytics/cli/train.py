"""The command `train`: a model of the lab trained on a shop's purchases or a table, and judged."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.cli.arguments import Commands, add_option, whole
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.lab_rows import add_lab_rows, lab_rows
from analytics.cli.lab_words import LAB_FIGURES, NAMES_OF_BASELINES, run_words
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.voice import show
from analytics.lab.config import Augmentation, Imbalance, Method, Recurrent, Reduction, Split, TrainConfig
from analytics.lab.device import Backend, Device, require_backend
from analytics.lab.files import INPUTS, MODEL, RECORD, WRITTEN
from analytics.lab.settings import SETTINGS, with_settings
from analytics.lab.work import LabConfig, needs_keras, train_variant
from analytics.runs.config import LARGEST_SEED
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain
from data.schema import InputError

OUTPUTS = tuple(artifact.name for artifact in (*WRITTEN, INPUTS))  # the last of trees alone


def add_train(commands: Commands) -> None:
    """Add `train` to the command line."""
    command = commands.add_parser("train", help="a model of yes and no, trained and judged")
    add_lab_rows(command)
    add_variant(command)
    command.set_defaults(do=train_from_files)


def add_variant(command: argparse.ArgumentParser) -> None:
    """Let a command say what is trained, and on what."""
    command.add_argument("--model", choices=[m.value for m in Method], default=Method.NETWORK.value)
    sets = f"a setting of the method: {', '.join(SETTINGS)}"
    add_option(command, "--set", setting, nargs="+", default=[], metavar="NAME=VALUE", help=sets)
    splits = "judged by the latest rows, or by customers it has not met (default: time where it is known)"
    command.add_argument("--split", choices=[split.value for split in Split], help=splits)
    ways = [way.value for way in Imbalance]
    command.add_argument("--imbalance", choices=ways, default=Imbalance.NONE.value, help="of the outcomes")
    mended = "let validation rows say what shares should have been; always done after --imbalance"
    command.add_argument("--recalibrate", action="store_true", help=mended)
    varied = [way.value for way in Augmentation]
    command.add_argument(
        "--augment", choices=varied, nargs="+", default=[], help="how pasts vary in a network"
    )
    projected = [way.value for way in Reduction]
    onto = "what inputs are projected onto"
    command.add_argument("--reduction", choices=projected, default=Reduction.NONE.value, help=onto)
    readers = [way.value for way in Recurrent]
    reads = "what reads the past in a network"
    command.add_argument("--recurrent", choices=readers, default=Recurrent.LSTM.value, help=reads)
    others = [method.value for method in Method if method is not Method.STACKING]
    usual = [method.value for method in TrainConfig().stacked]
    command.add_argument("--stacked", nargs="+", choices=others, default=usual, help="what is stacked")
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    devices = [device.value for device in Device]
    command.add_argument("--device", choices=devices, default=Device.AUTO.value, help="of networks")
    backends = [backend.value for backend in Backend]
    command.add_argument("--backend", choices=backends, help="what Keras computes with, where installed")


def setting(option: str, words: str) -> tuple[str, float]:
    """Read NAME=VALUE."""
    known, _, value = words.partition("=")
    try:
        return known.strip(), float(value)
    except ValueError:
        raise InputError(f"{option} has {words!r}, which is not NAME=VALUE", "Write it as l2=0.01") from None


def train_config(options: argparse.Namespace, has_time: bool) -> TrainConfig:
    """Return what is trained; raises InputError where a setting is none of the method's."""
    config = TrainConfig(
        Method(options.model),
        Split(options.split or (Split.TIME if has_time else Split.CUSTOMER)),
        imbalance=Imbalance(options.imbalance),
        is_recalibrated=options.recalibrate,
        augmentations=tuple(Augmentation(way) for way in dict.fromkeys(options.augment)),
        reduction=Reduction(options.reduction),
        recurrent=Recurrent(options.recurrent),
        stacked=tuple(Method(method) for method in dict.fromkeys(options.stacked)),
        seed=options.seed,
    )
    return with_settings(config, dict(options.set))


def choose_backend(options: argparse.Namespace) -> None:
    """Let Keras compute with what is asked for; raises InputError where it is missing, or too late."""
    if options.backend is None:
        return
    require_backend(Backend(options.backend))
    if "keras" in sys.modules and sys.modules["keras"].backend.backend() != options.backend:
        raise InputError("Keras computes with another backend already", "Start the command anew")
    os.environ["KERAS_BACKEND"] = options.backend


def train_from_files(options: argparse.Namespace) -> None:
    """Train on the rows that the options name, write the run and print its figures."""
    choose_backend(options)
    train_config(options, has_time=True)  # what is refused is refused before anything is read
    with results_in(options.out, OUTPUTS, own=(MODEL.name, INPUTS.name)) as draft, lab_rows(options) as given:
        train = train_config(options, given.rows.examples.time is not None)
        config = LabConfig(given.subject, train, options.device)
        with given.directory(config) as directory:
            options.voice.release()
            if needs_keras(train):
                import_keras_quietly()
            train_variant(directory, lambda stage: options.voice.say(stage_words(stage)))
            with needing_room(options.out, "write the results"):
                copy_run(directory, draft)
            record = RECORD.read(directory)
    show(as_text(record))
    options.voice.say(run_words(record))


def copy_run(directory: Path, folder: Path) -> None:
    """Write what a run left into a folder, in plain."""
    for name in OUTPUTS:
        if (directory / name).exists():
            copy_in_plain(directory / name, folder / name)
    for file in sorted((directory / MODEL.name).rglob("*")):
        target = folder / file.relative_to(directory)
        if file.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_in_plain(file, target)


def as_text(record: dict[str, Any]) -> str:
    """Return the figures of a run for a person to read."""
    ways = {"On validation": record["metrics"]["validation"], "On test": record["metrics"]["test"]}
    ways |= {f"{NAMES_OF_BASELINES[way]}, on test": of for way, of in record["baselines"].items()}
    rows = {way: {label: of[code] for code, (label, _) in LAB_FIGURES.items()} for way, of in ways.items()}
    return pd.DataFrame.from_dict(rows, orient="index").round(4).to_string()
