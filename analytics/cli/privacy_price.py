"""The command `privacy-price`: what advice earns that tells little of any one customer, on known shops."""

import argparse
from dataclasses import asdict
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, figure, path, whole
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.outputs import results_in
from analytics.cli.privacy_price_words import PRICE_WORDS, epsilon_words, price_words
from analytics.cli.stages import stage_words
from analytics.cli.voice import show
from analytics.jobs.shop_work import ASKED
from analytics.private_training.config import DELTAS, EPSILONS
from analytics.runs.config import LARGEST_SEED
from analytics.runs.privacy_price.config import CUSTOMERS, PRODUCTS, SHOPS, PrivacyPriceConfig
from analytics.runs.privacy_price.files import PRICES, RECORD, WRITTEN
from analytics.runs.privacy_price.work import price_privacy
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain

OUTPUTS = tuple(artifact.name for artifact in WRITTEN)


def add_privacy_price(commands: Commands) -> None:
    """Add `privacy-price` to the command line."""
    told = "what private advice earns on simulated shops whose truth is known"
    command, plain = commands.add_parser("privacy-price", help=told), PrivacyPriceConfig()
    usual = " ".join(f"{of:g}" for of in plain.epsilons)
    epsilon = partial(figure, name="epsilon", within=EPSILONS)
    tried = f"tried beside a training without privacy (default: {usual})"
    add_option(command, "--epsilon", epsilon, nargs="+", metavar="E", default=plain.epsilons, help=tried)
    delta = partial(figure, name="delta", within=DELTAS)
    add_option(command, "--delta", delta, metavar="D", default=plain.delta, help=f"default: {plain.delta:g}")
    for option, within, default, help in (
        ("--customers", CUSTOMERS, plain.n_customers, "of each shop"),
        ("--products", PRODUCTS, plain.n_products, "of each shop"),
        ("--shops", SHOPS, plain.n_shops, "simulated; bands are over them"),
        ("--seed", (0, LARGEST_SEED - SHOPS[1]), plain.seed, "of the shops; noise is drawn anew each time"),
    ):
        number = partial(whole, low=within[0], high=within[1])
        add_option(command, option, number, metavar="N", default=default, help=f"{help} (default: {default})")
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=write_privacy_price)


def write_privacy_price(options: argparse.Namespace) -> None:
    """Simulate shops, train on each at every epsilon, write what that earns and print it."""
    config = PrivacyPriceConfig(
        tuple(dict.fromkeys(options.epsilon)),
        options.delta,
        options.customers,
        options.products,
        options.shops,
        options.seed,
    )
    with results_in(options.out, OUTPUTS) as draft, passing_directory() as directory:
        ASKED.write(directory, asdict(config))
        options.voice.release()
        import_keras_quietly()
        price_privacy(directory, lambda stage: options.voice.say(stage_words(stage)))
        with needing_room(options.out, "write the results"):
            for file in OUTPUTS:
                copy_in_plain(directory / file, draft / file)
        prices, record = PRICES.read(directory), RECORD.read(directory)
    show(as_text(prices))
    options.voice.say(price_words(record))


def as_text(prices: pd.DataFrame) -> str:
    """Return what each epsilon earns and tells, for a person to read."""
    shown = prices[list(PRICE_WORDS)].round(4)
    shown["epsilon"] = [epsilon_words(epsilon) for epsilon in prices["epsilon"]]
    labels = {code: label for code, (label, _) in PRICE_WORDS.items()}
    return shown.rename(columns=labels).to_string(index=False, na_rep="-")
