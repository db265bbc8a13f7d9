"""The command `run`: from files to a price book, and the model that `price` works with later."""

import argparse
from functools import partial
from pathlib import Path

from analytics.cli.arguments import Commands, add_option, name, path, whole
from analytics.cli.as_person import who_of
from analytics.cli.import_files import WRITTEN, add_files, filled_shop, write_intake
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.options import add_money, check_known, costs_of, limits_of
from analytics.cli.outputs import results_in
from analytics.cli.personal import add_pseudonyms
from analytics.cli.persons import PERSONS
from analytics.cli.pictures import PICTURES_HELP, bring_pictures
from analytics.cli.private_training import add_privacy, privacy_in_words, privacy_of
from analytics.cli.product_block_words import blocks_in_words, in_factors
from analytics.cli.reasons import say_reasons
from analytics.cli.scope import add_scope
from analytics.cli.signing import sign_run
from analytics.cli.stages import stage_words
from analytics.runs import artifacts
from analytics.runs.config import LARGEST_SEED, RunConfig
from analytics.segments.choice import SegmentChoice
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain
from data.privacy.ledger.signatures import SIGNATURE

_WRITTEN = (
    *(artifacts.CUSTOMERS, artifacts.PRICE_BOOK, artifacts.PORTFOLIO, artifacts.PORTFOLIO_ROWS),
    artifacts.PRODUCT_BLOCKS,
)
OUTPUTS = tuple(artifact.name for artifact in (*_WRITTEN, artifacts.EVIDENCE, artifacts.RECORD))


def add_run(commands: Commands) -> None:
    """Add `run` to the command line."""
    run = commands.add_parser("run", help="from CSVs to a price book")
    add_files(run)
    add_pseudonyms(run)
    add_scope(run)
    add_option(run, "--pictures", path, metavar="FILE.zip", help=PICTURES_HELP)
    run.add_argument("--demo", action="store_true", help="the demo shop in place of --events")
    add_option(run, "--instrument", name, nargs="+", default=[], metavar="COLUMN")
    segments = "customer attribute in place of RFM segments; store_id, channel: where they mostly buy"
    add_option(run, "--segments", name, metavar="COLUMN", help=segments)
    add_option(run, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=0)
    barred = "customer attributes that no price may rest on: neither learned from nor segments"
    add_option(run, "--bar", name, nargs="+", default=[], metavar="COLUMN", help=barred)
    add_privacy(run)
    add_money(run)
    run.set_defaults(do=run_from_files)


def run_from_files(options: argparse.Namespace) -> None:
    """Import the files, train, and write the price book with all that stands beside it."""
    from analytics.runs.process import run_directory
    from analytics.runs.scoring.stored import FOLDER, MODEL_FILES, keep_model
    from analytics.runs.take_snapshot import write_snapshot
    from analytics.runs.train import train

    config = _config(options)
    own = (f"{FOLDER}/{artifacts.MODEL.name}", PERSONS, SIGNATURE)  # of this model alone
    results = results_in(options.out, (*OUTPUTS, *WRITTEN, *MODEL_FILES), own=own)
    with results as draft, filled_shop(options) as shop:
        write_intake(draft, shop, options.told)
        if config.limits.excluded or config.limits.stock:
            check_known(config.limits, set(shop.read("products")["product_id"]))
        with run_directory(shop, is_kept=options.workspace is not None) as directory:
            bring_pictures(options, shop)
            options.voice.say("Taking a snapshot of the shop")
            write_snapshot(shop, config, directory)
            options.voice.release()
            shop.close()
            import_keras_quietly()
            train(directory, lambda stage: options.voice.say(stage_words(stage)))
            with needing_room(options.out, "write the results"):
                for output in OUTPUTS:
                    copy_in_plain(directory / output, draft / output)
                say_reasons(draft, directory)
                told = blocks_of_run(directory), privacy_of_run(directory)
                keep_model(directory, draft)
                if options.workspace is not None:
                    sign_run(options.voice, draft, directory, who_of(options))
    for sentence in filter(None, told):
        options.voice.say(sentence)
    options.voice.say(f"The price book is {options.out / artifacts.PRICE_BOOK.name}")


def blocks_of_run(directory: Path) -> str:
    """Return in words what tells how products sell that never sold; nothing where products are few."""
    judged = artifacts.PRODUCT_BLOCKS.read(directory)
    return blocks_in_words(in_factors(judged)) if len(judged) else ""


def privacy_of_run(directory: Path) -> str:
    """Return in words what a private training spent and on what; nothing of another one."""
    return privacy_in_words(artifacts.RECORD.read(directory))


def _config(options: argparse.Namespace) -> RunConfig:
    return RunConfig(
        segments=SegmentChoice("attribute", options.segments) if options.segments else SegmentChoice(),
        instruments=tuple(dict.fromkeys(options.instrument)),
        costs=costs_of(options),
        limits=limits_of(options),
        seed=options.seed,
        barred=tuple(dict.fromkeys(options.bar)),
        privacy=privacy_of(options),
    )
