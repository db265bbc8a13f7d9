"""The part of the command `segment` that tells what customers are worth."""

import argparse
from functools import partial
from pathlib import Path

from analytics.cli.arguments import add_option, whole
from analytics.cli.options import add_costs, costs_of
from data.engine.room import needing_room
from data.store import Shop

MOST_DAYS = 3 * 365  # to come: beyond, a shop is another one
YEAR_DAYS = 365


def add_value(command: argparse.ArgumentParser) -> None:
    """Add what the value of customers depends on."""
    command.add_argument("--value", action="store_true", help="what each customer is worth")
    days = partial(whole, low=7, high=MOST_DAYS)
    add_option(
        command, "--horizon-days", days, metavar="DAYS", default=YEAR_DAYS, help="to come (default: 365)"
    )
    add_costs(command)


def write_value(options: argparse.Namespace, shop: Shop, draft: Path) -> None:
    """Write what customers are worth into a directory."""
    from analytics.runs.customer_value.frames import read_customer_frames
    from analytics.runs.customer_value.write import write_customer_value

    options.voice.say("Reading what each customer has bought")
    with shop.reading():
        frames = read_customer_frames(shop)
        traits, first_days = shop.read("customer_traits"), shop.read("first_days")
    options.voice.say("Working out what customers are worth")
    with needing_room(options.out, "write the results"):
        costs, days = costs_of(options), options.horizon_days
        write_customer_value(frames, traits, first_days, draft, costs, days, options.seed)
