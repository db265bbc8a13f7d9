"""Which finished run a command works with: one that `run` wrote, or the latest of a shop of the app."""

import argparse
from pathlib import Path

from analytics.cli.arguments import add_option, name, path
from analytics.runs.scoring.stored import find_model, latest_run
from data.schema import InputError


def add_model(command: argparse.ArgumentParser) -> None:
    """Let a command take a finished run."""
    add_option(command, "--model", path, metavar="DIR", help="what run --out wrote")
    add_option(command, "--workspace", path, metavar="DIR", help="as --model, with --shop")
    add_option(command, "--shop", name, metavar="NAME", help="whose latest training counts")


def model_directory(options: argparse.Namespace) -> Path:
    """Return the directory of the run that the options name; raises InputError where they name none."""
    if options.model and not (options.workspace or options.shop):
        return find_model(options.model)
    if options.workspace and options.shop and not options.model:
        return latest_run(options.workspace, options.shop)
    raise InputError("which model counts is not said", "Give --model DIR, or --workspace DIR and --shop NAME")
