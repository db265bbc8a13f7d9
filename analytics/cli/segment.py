"""The command `segment`: from files to what is known of each customer."""

import argparse
from functools import partial

from analytics.cli.arguments import Commands, add_option, whole
from analytics.cli.customer_value import add_value, write_value
from analytics.cli.import_files import INTAKE, add_files, filled_shop, write_intake
from analytics.cli.outputs import results_in
from analytics.runs.config import LARGEST_SEED
from analytics.runs.customer_value.write import LIFETIME, OUTPUTS
from data.schema import InputError


def add_segment(commands: Commands) -> None:
    """Add `segment` to the command line."""
    segment = commands.add_parser("segment", help="from CSVs to what customers are worth")
    add_files(segment)
    segment.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    add_option(segment, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    add_value(segment)
    segment.set_defaults(do=segment_from_files)


def segment_from_files(options: argparse.Namespace) -> None:
    """Import the files and write what customers are worth."""
    if not options.value:
        raise InputError("segment was not told what to find", "Add --value")
    with results_in(options.out, (*OUTPUTS, INTAKE)) as draft, filled_shop(options) as shop:
        write_intake(draft, shop, options.told)
        write_value(options, shop, draft)
        options.voice.release()
    options.voice.say(f"The customers are in {options.out / LIFETIME.name}")
