"""The command `interests`: what customers' purchases are about, forecasts compared, and who is moving."""

import argparse
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, whole
from analytics.cli.forecast_words import FORECAST_WORDS
from analytics.cli.import_files import add_files
from analytics.cli.scope import add_scope
from analytics.cli.voice import show
from analytics.cli.work_from_files import work_from_files
from analytics.interests.baselines import Method
from analytics.interests.periods import Period
from analytics.interests.work import (
    GROUPS,
    INTERESTS,
    INTERESTS_WORK,
    MODELS,
    MOST_CATEGORIES,
    MOVERS,
    RECORD,
    SYNTHETIC,
    InterestConfig,
    find_interests,
)
from analytics.runs.config import LARGEST_SEED

OUTPUTS = (INTERESTS, MODELS, MOVERS, GROUPS, SYNTHETIC, RECORD)
SHOWN = {
    "horizon_days": "Days ahead",
    "method": "Forecast",
    "log_loss": "Log-loss",
    "ndcg": "NDCG@10",
    "brier": "Brier",
    "coverage": "In 90 % band",
    "gain": "Gain",
    "gain_low": "From",
    "gain_high": "To",
    "is_default": "Used",
}


def add_interests(commands: Commands) -> None:
    """Add `interests` to the command line."""
    command = commands.add_parser(
        "interests", help="what each customer's purchases are about, and what comes next"
    )
    add_files(command)
    add_scope(command)
    command.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    periods = [period.value for period in Period]
    command.add_argument(
        "--period", choices=periods, default=InterestConfig.period, help="that history is counted in"
    )
    most = partial(whole, low=1, high=MOST_CATEGORIES)
    kept = "the largest, kept apart (default: 100)"
    add_option(command, "--categories", most, default=InterestConfig.n_categories, metavar="N", help=kept)
    command.add_argument(
        "--of", choices=("categories", "products"), default="categories", help="interests in what"
    )
    drawn = "customers drawn from each generator (default: 1000)"
    number = partial(whole, low=0, high=100_000)
    add_option(command, "--synthetic", number, default=InterestConfig.n_synthetic, metavar="N", help=drawn)
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    command.set_defaults(do=interests_from_files)


def interests_from_files(options: argparse.Namespace) -> None:
    """Import the files, compare the forecasts, write them and print the comparison."""
    is_of_products = options.of == "products"
    config = InterestConfig(
        options.period, options.categories, is_of_products, options.synthetic, options.seed
    )
    done = work_from_files(options, INTERESTS_WORK, find_interests, config, OUTPUTS)
    with done as (_, directory):
        table, record = MODELS.read(directory), RECORD.read(directory)
    show(as_text(table))
    used = FORECAST_WORDS[Method(record["defaults"][0])]
    options.voice.say(f"The forecasts are {options.out / INTERESTS.name}; for the next 30 days by: {used}")


def as_text(table: pd.DataFrame) -> str:
    """Return the comparison for a person to read; gains are over the best simple forecast."""
    named = table.assign(
        method=[FORECAST_WORDS[Method(method)] for method in table["method"]],
        is_default=table["is_default"].map({True: "yes", False: ""}),
    )
    return named[list(SHOWN)].round(4).rename(columns=SHOWN).to_string(index=False)
