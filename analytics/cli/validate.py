"""The command `validate`: whether a finished run's model would be as good on other weeks and customers."""

import argparse
import json
from functools import partial
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import Commands, add_option, path, whole
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.models import add_model, model_directory
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.validation_words import (
    BY_WORDS,
    CHECK_WORDS,
    WAY_WORDS,
    answer_words,
    gain_words,
    size_words,
)
from analytics.cli.voice import show
from analytics.evidence.validation.folds import SplitBy
from analytics.runs.validation import (
    FEWEST_FOLDS,
    MOST_FOLDS,
    MOST_MEMBERS,
    OUTPUTS,
    REPORT,
    TABLES,
    Validated,
    ValidationConfig,
)
from data.engine.directories import passing_directory


def add_validate(commands: Commands) -> None:
    """Add `validate` to the command line."""
    command = commands.add_parser(
        "validate", help="whether a finished run's model would be as good on other weeks and other customers"
    )
    add_model(command)
    folds = partial(whole, low=FEWEST_FOLDS, high=MOST_FOLDS)
    add_option(command, "--folds", folds, metavar="K", default=3, help="of each split (default: 3)")
    command.add_argument("--by", choices=[by.value for by in SplitBy], help="one split alone (default: both)")
    members = partial(whole, low=1, high=MOST_MEMBERS)
    of = "of the ensemble of each refit (default: 1)"
    add_option(command, "--members", members, metavar="N", default=1, help=of)
    add_option(command, "--out", path, metavar="DIR", required=True, help="a folder")
    command.set_defaults(do=write_validation)


def write_validation(options: argparse.Namespace) -> None:
    """Refit by fold, check for leaks, draw the learning curve, and write all tables."""
    files = [file.name for file in OUTPUTS]
    config = ValidationConfig(options.folds, options.by, options.members)
    with results_in(options.out, files, own=files) as draft:
        directory = model_directory(options)
        import_keras_quietly()
        from analytics.runs.validation_work import quiet_progress, validate

        with passing_directory() as folder:
            options.voice.release()
            progress = quiet_progress(folder, lambda stage: options.voice.say(stage_words(stage)))
            found = validate(directory, config, progress)
        _write(draft, found)
    show(_as_text(found))
    for words in (answer_words(found.report), gain_words(found.report), size_words(found.report)):
        options.voice.say(words)


def _write(draft: Path, found: Validated) -> None:
    for file, table in zip(TABLES, found.tables, strict=True):
        table.to_parquet(draft / file.name, index=False)
    (draft / REPORT.name).write_text(json.dumps(found.report, indent=2), encoding="utf-8")


def _as_text(found: Validated) -> str:
    """Return the means over folds and the leak check for a person to read."""
    means = pd.DataFrame(found.report["means"]).set_index(["by", "way", "figure"])["mean"]
    wide = means.unstack()[["auc", "log_loss", "brier", "ece"]].round(4)  # noqa: PD010
    names = [f"{WAY_WORDS[way]}, {BY_WORDS[by]}" for by, way in wide.index]
    wide.insert(0, "Mean over folds", names)
    told = found.leaks.assign(
        check=found.leaks["check"].map(CHECK_WORDS), value=found.leaks["value"].round(4)
    )
    checks = told[["verdict", "value", "check", "subject"]]
    return f"{wide.to_string(index=False)}\n\n{checks.to_string(index=False, header=False)}"
