"""The command `monitor`: whether a shop's newest training still fits what was imported since."""

import argparse
import json
from pathlib import Path

import pandas as pd

from analytics.cli.arguments import Commands, add_option, path
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.kept_shop import add_kept_shop, opened_shop, shop_directory
from analytics.cli.monitor_words import (
    ADVICE_WORDS,
    SIGN_WORDS,
    answer_words,
    input_words,
    size_words,
)
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.voice import show
from analytics.runs.monitoring.job import OUTPUTS, REPORT, TABLES, Monitored
from analytics.runs.scoring.stored import latest_run
from data.engine.directories import passing_directory


def add_monitor(commands: Commands) -> None:
    """Add `monitor` to the command line."""
    command = commands.add_parser(
        "monitor", help="whether a shop's newest training still fits what was imported since"
    )
    add_kept_shop(command)
    add_option(command, "--out", path, metavar="DIR", required=True, help="a folder")
    command.set_defaults(do=write_monitoring)


def write_monitoring(options: argparse.Namespace) -> None:
    """Score newer visits, hold inputs and prices against the training's, and write all tables."""
    with results_in(options.out, [file.name for file in OUTPUTS]) as draft:
        shop_directory(options.workspace, options.shop)
        run = latest_run(options.workspace, options.shop)
        import_keras_quietly()
        from analytics.runs.monitoring.newer import take_newer
        from analytics.runs.monitoring.work import monitor, quiet_progress

        with passing_directory() as folder:
            with opened_shop(options) as shop:
                take_newer(shop, run, folder)
            options.voice.release()
            progress = quiet_progress(folder, lambda stage: options.voice.say(stage_words(stage)))
            found = monitor(run, folder, progress)
        _write(draft, found)
    show(as_text(found))
    for words in (answer_words(found.report, found.drift), size_words(found.report)):
        options.voice.say(words)


def _write(draft: Path, found: Monitored) -> None:
    for file, table in zip(TABLES, found.tables, strict=True):
        table.to_parquet(draft / file.name, index=False)
    (draft / REPORT.name).write_text(json.dumps(found.report, indent=2), encoding="utf-8")


def as_text(found: Monitored) -> str:
    """Return drift and signs for a person to read."""
    names = [
        input_words(input, subject)
        for input, subject in found.drift[["input", "subject"]].itertuples(index=False)
    ]
    drift = found.drift[["psi", "low", "high"]].round(3)
    drift.insert(0, "Input", names)
    drift["Advice"] = found.drift["advice"].map(ADVICE_WORDS)
    signs = pd.DataFrame(found.report["signs"])
    told = signs[["then", "now", "change", "low", "high"]].round(4)
    told.insert(0, "Sign", signs["sign"].map(SIGN_WORDS))
    told["Advice"] = signs["advice"].map(ADVICE_WORDS)
    return f"{drift.to_string(index=False)}\n\n{told.to_string(index=False)}"
