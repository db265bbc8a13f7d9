"""The command `report`: everything a finished run has to show, as one HTML file."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from analytics.cli.arguments import Commands, add_option, path
from analytics.cli.kept_shop import opened_shop
from analytics.cli.models import add_model, model_directory
from analytics.cli.outputs import results_in
from analytics.cli.report import report_html
from analytics.runs.report import report_of
from data.schema import InputError

ENDING = ".html"


def add_report(commands: Commands) -> None:
    """Add `report` to the command line."""
    command = commands.add_parser("report", help="a finished run as one HTML file that opens offline")
    add_model(command)
    add_option(command, "--out", path, metavar="FILE.html", required=True, help="the file to write")
    command.set_defaults(do=write_report)


def write_report(options: argparse.Namespace) -> None:
    """Gather what the run found and write it; the page Report gives the same file."""
    if options.out.suffix.lower() != ENDING:
        raise InputError(f"--out {options.out} is no HTML file", f"End its name in {ENDING}")
    with results_in(options.out.parent, [options.out.name]) as draft:
        directory = model_directory(options)
        options.voice.release()
        options.voice.say("Gathering what the run found")
        (draft / options.out.name).write_bytes(_content(options, directory))
    options.voice.say(f"The report is {options.out}")


def _content(options: argparse.Namespace, directory: Path) -> bytes:
    with ExitStack() as held:
        shop = None
        if options.shop:
            shop = held.enter_context(opened_shop(options))
        return report_html(report_of(directory, shop))
