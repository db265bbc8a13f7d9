"""The command `federate`: several shops, one model of demand, and no row that leaves its shop."""

import argparse
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, figure, name, path, place, whole
from analytics.cli.federated_shops import shops_of
from analytics.cli.federated_words import COMPARISON_WORDS, PLACE_WORDS, SHARED_WORDS, federated_words
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.voice import show
from analytics.federated.config import Shared
from analytics.runs.config import LARGEST_SEED
from analytics.runs.federated.config import MOST_LOST, ROUNDS, JointConfig, Place
from analytics.runs.federated.files import BOOKS, COMPARISON, RECORD
from analytics.runs.federated.files import ROUNDS as ROUND_ROWS
from analytics.runs.federated.work import federate, federated_among
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain

OUTPUTS = tuple(artifact.name for artifact in (ROUND_ROWS, COMPARISON, RECORD))
BOOK = "price_book.parquet"  # in a folder of each shop's name
_SHOWN = ("number", "loss", "n_shops", "n_clipped", "bytes_sent")


def add_federate(commands: Commands) -> None:
    """Add `federate` to the command line."""
    command = commands.add_parser("federate", help="several shops train together, their rows stay apart")
    plain = JointConfig()
    shops = "folders with events.csv, products.csv, … each, files of events, or shops of --workspace"
    add_option(command, "--shop", place, nargs="+", metavar="PLACE", required=True, help=shops)
    add_option(command, "--workspace", path, metavar="DIR", help="that holds the shops")
    rounds = f"exchanges of updates (default: {plain.rounds})"
    low, high = ROUNDS
    add_option(command, "--rounds", partial(whole, low=low, high=high), default=plain.rounds, help=rounds)
    told = "; ".join(f"{code}: {words}" for code, words in SHARED_WORDS.items())
    command.add_argument("--share", choices=[*Shared], default=plain.shared.value, help=told)
    told = "; ".join(f"{code}: {words}" for code, words in PLACE_WORDS.items())
    command.add_argument("--place", choices=[*Place], default=plain.place.value, help=told)
    lost = partial(figure, name="lost_share", within=(0.0, MOST_LOST))
    lots = "share of messages that are lost by lot, to see that training survives it"
    add_option(command, "--lose", lost, metavar="SHARE", default=plain.lost_share, help=lots)
    add_option(command, "--segments", name, metavar="COLUMN", help="customer attribute in place of RFM")
    compare = "also train each shop alone and all rows pooled, for shops of one house"
    command.add_argument("--compare", action="store_true", help=compare)
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=plain.seed)
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=federate_shops)


def federate_shops(options: argparse.Namespace) -> None:
    """Train the shops together, write a price book for each, and print the rounds or the comparison."""
    with shops_of(options) as shops:
        names = tuple(shop.name for shop in shops)
        config = JointConfig(
            shops=names,
            rounds=options.rounds,
            shared=Shared(options.share),
            lost_share=options.lose,
            segments=options.segments,
            place=Place(options.place),
            is_compared=options.compare,
            seed=options.seed,
        )
        work, outputs = federated_among(shops), (*OUTPUTS, *(f"{shop}/{BOOK}" for shop in names))
        with (
            results_in(options.out, outputs) as draft,
            work.directory(shops[0], is_kept=options.workspace is not None) as directory,
        ):
            options.voice.say("Taking a snapshot of each shop")
            work.write_snapshot(shops[0], config, directory)
            options.voice.release()
            for one in shops:  # the app may open them meanwhile
                one.close()
            import_keras_quietly()
            federate(directory, lambda stage: options.voice.say(stage_words(stage)))
            with needing_room(options.out, "write the results"):
                for file in OUTPUTS:
                    copy_in_plain(directory / file, draft / file)
                for shop, book in BOOKS.read(directory).groupby("shop"):
                    (draft / str(shop)).mkdir()
                    book.drop(columns="shop").to_parquet(draft / str(shop) / BOOK, index=False)
            rounds, compared = ROUND_ROWS.read(directory), COMPARISON.read(directory)
            record = RECORD.read(directory)
    show(as_text(rounds, compared))
    options.voice.say(federated_words(record))


def as_text(rounds: pd.DataFrame, compared: pd.DataFrame) -> str:
    """Return the comparison of ways, or else the rounds, for a person to read."""
    if len(compared):
        return compared.round(4).rename(columns=COMPARISON_WORDS).to_string(index=False, na_rep="-")
    return rounds[list(_SHOWN)].round(4).to_string(index=False)
