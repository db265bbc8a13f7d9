"""The part of the command `segment` that tells what customers are worth."""

import argparse
from functools import partial
from pathlib import Path

from analytics.cli.arguments import add_option, whole
from analytics.cli.options import add_costs, costs_of
from analytics.cli.private_training import add_privacy, privacy_in_words, privacy_of
from analytics.runs.customer_value.frames import read_customer_frames
from analytics.runs.customer_value.write import EVIDENCE, OUTPUTS, write_customer_value
from analytics.segments.lifetime.value import YEAR_DAYS
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain
from data.store import Shop

MOST_DAYS = 3 * 365  # to come: beyond, a shop is another one


def add_value(command: argparse.ArgumentParser) -> None:
    """Add what the value of customers depends on."""
    also = "also what each customer is worth, moves between segments, and what new customers become"
    command.add_argument("--value", action="store_true", help=also)
    days = partial(whole, low=7, high=MOST_DAYS)
    add_option(
        command, "--horizon-days", days, metavar="DAYS", default=YEAR_DAYS, help="to come (default: 365)"
    )
    add_privacy(command)
    add_costs(command)


def write_value(options: argparse.Namespace, shop: Shop, draft: Path) -> None:
    """Write what customers are worth into a directory."""
    options.voice.say("Reading what each customer has bought")
    frames = read_customer_frames(shop)
    options.voice.say("Working out what customers are worth")
    costs, days, privacy = costs_of(options), options.horizon_days, privacy_of(options)
    with needing_room(options.out, "write the results"), passing_directory() as folder:
        write_customer_value(frames, folder, costs, days, options.seed, privacy)
        for output in OUTPUTS:
            copy_in_plain(folder / output, draft / output)
        if told := privacy_in_words(EVIDENCE.read(folder)["new_customers"]):
            options.voice.say(told)
