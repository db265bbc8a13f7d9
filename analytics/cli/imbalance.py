"""The command `imbalance`: what may be done where one outcome is rare, side by side on the same rows."""

import argparse
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, whole
from analytics.cli.imbalance_words import IMBALANCE_FIGURES, comparison_words
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.lab_rows import add_lab_rows, lab_rows
from analytics.cli.lab_words import IMBALANCE_WORDS, LAB_FIGURES
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.train import setting, train_config
from analytics.cli.voice import show
from analytics.lab.config import Imbalance, Method, Reduction, Split, TrainConfig
from analytics.lab.imbalance_comparison import COMPARED, IMBALANCE, WRITTEN, compare_imbalance
from analytics.lab.settings import SETTINGS
from analytics.lab.work import LabConfig, needs_keras
from analytics.runs.config import LARGEST_SEED
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain

OUTPUTS = tuple(artifact.name for artifact in WRITTEN)
SHOWN = ("pr_auc", "recall", "recall_half", "precision_half", "brier", "ece")


def add_imbalance(commands: Commands) -> None:
    """Add `imbalance` to the command line."""
    command = commands.add_parser("imbalance", help="what helps where one outcome is rare, side by side")
    add_lab_rows(command)
    usual = Method.BOOSTING.value
    methods = [method.value for method in Method]
    command.add_argument("--model", choices=methods, default=usual, help=f"what learns (default: {usual})")
    sets = f"a setting of the method: {', '.join(SETTINGS)}"
    add_option(command, "--set", setting, nargs="+", default=[], metavar="NAME=VALUE", help=sets)
    splits = "judged by the latest rows, or by customers it has not met (default: time where it is known)"
    command.add_argument("--split", choices=[split.value for split in Split], help=splits)
    ways = [way.value for way in Reduction]
    inputs = "what inputs are projected onto before"
    command.add_argument("--reduction", choices=ways, default=Reduction.NONE.value, help=inputs)
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    plain = TrainConfig()
    unasked = {"imbalance": Imbalance.NONE, "recurrent": plain.recurrent, "stacked": plain.stacked}
    command.set_defaults(do=compare_from_files, recalibrate=False, augment=[], **unasked)


def compare_from_files(options: argparse.Namespace) -> None:
    """Compare on the rows that the options name, write what came of it and print it."""
    train_config(options, has_time=True)  # what is refused is refused before anything is read
    with results_in(options.out, OUTPUTS) as draft, lab_rows(options) as given:
        train = train_config(options, given.rows.examples.time is not None)
        with given.directory(LabConfig(given.subject, train), IMBALANCE) as directory:
            options.voice.release()
            if needs_keras(train):
                import_keras_quietly()
            compare_imbalance(directory, lambda stage: options.voice.say(stage_words(stage)))
            with needing_room(options.out, "write the results"):
                for name in OUTPUTS:
                    copy_in_plain(directory / name, draft / name)
            table = COMPARED.read(directory)
    show(as_text(table))
    options.voice.say(comparison_words(table))


def as_text(table: pd.DataFrame) -> str:
    """Return the figures of each way, before and after recalibration, for a person to read."""
    labels = {
        code: label for code, (label, _) in ({**LAB_FIGURES, **IMBALANCE_FIGURES}).items() if code in SHOWN
    }
    shown = table[list(labels)].rename(columns=labels).round(4)
    shown.insert(0, "Way", [IMBALANCE_WORDS[Imbalance(way)] for way in table["imbalance"]])
    shown.insert(1, "Recalibrated", table["is_recalibrated"].map({True: "yes", False: "no"}))
    return shown.to_string(index=False, na_rep="-")
