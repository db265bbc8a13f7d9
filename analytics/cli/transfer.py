"""The command `transfer`: what one shop's sequences gain for a model of another shop of the workspace."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pandas as pd

from analytics.cli.arguments import Commands, add_option, figure, name, path, whole
from analytics.cli.import_keras import import_keras_quietly
from analytics.cli.outputs import results_in
from analytics.cli.stages import stage_words
from analytics.cli.transfer_words import GAIN_FIGURES, transfer_words
from analytics.cli.voice import show
from analytics.lab.transfer.config import MOST_SEEDS, ROWS, TransferConfig
from analytics.lab.transfer.files import GAINS, RECORD, WRITTEN
from analytics.lab.transfer.work import transfer, transfer_from
from analytics.runs.config import LARGEST_SEED
from data.engine.room import needing_room
from data.privacy.encrypted_files import copy_in_plain
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Shop, Workspace

OUTPUTS = tuple(artifact.name for artifact in WRITTEN)
SHOWN = ("auc_pretrained", "auc_scratch", "auc_gain", "auc_gain_low", "auc_gain_high", "log_loss_gain")
_LEAST_SHARE = 0.001


def add_transfer(commands: Commands) -> None:
    """Add `transfer` to the command line."""
    command = commands.add_parser("transfer", help="pre-train on one shop, fine-tune on another")
    plain = TransferConfig()
    add_option(command, "--workspace", path, metavar="DIR", required=True, help="that holds both shops")
    add_option(command, "--from-shop", name, metavar="NAME", required=True, help="that is pre-trained on")
    add_option(command, "--shop", name, metavar="NAME", required=True, help="that is fine-tuned on")
    share = partial(figure, name="a share of the customers", within=(_LEAST_SHARE, 1.0))
    usual = " ".join(f"{of:g}" for of in plain.shares)
    told = f"of the customers that are learned from (default: {usual})"
    add_option(command, "--shares", share, nargs="+", default=plain.shares, metavar="SHARE", help=told)
    seeds = f"trainings at each share (default: {plain.seeds})"
    add_option(command, "--seeds", partial(whole, low=1, high=MOST_SEEDS), default=plain.seeds, help=seeds)
    rows = f"of the shop that is fine-tuned on, at most (default: {plain.most_rows})"
    most = partial(whole, low=ROWS[0], high=ROWS[1])
    add_option(command, "--rows", most, metavar="N", default=plain.most_rows, help=rows)
    add_option(command, "--seed", partial(whole, low=0, high=LARGEST_SEED), default=plain.seed)
    add_option(command, "--out", path, metavar="DIR", required=True)
    command.set_defaults(do=transfer_between_shops)


def transfer_between_shops(options: argparse.Namespace) -> None:
    """Pre-train on one shop and fine-tune on the other, write the gain and print it."""
    shares = tuple(sorted(set(options.shares)))
    config = TransferConfig(options.from_shop, shares, options.seeds, options.rows, options.seed)
    workspace = open_workspace(options.workspace, getattr(options, "reader", None))
    with (
        results_in(options.out, OUTPUTS) as draft,
        _opened(workspace, "--from-shop", options.from_shop) as source,
        _opened(workspace, "--shop", options.shop) as shop,
    ):
        work = transfer_from(source)
        with work.directory(shop, is_kept=True) as directory:
            work.write_snapshot(shop, config, directory)
            options.voice.release()
            import_keras_quietly()
            transfer(directory, lambda stage: options.voice.say(stage_words(stage)))
            with needing_room(options.out, "write the results"):
                for file in OUTPUTS:
                    copy_in_plain(directory / file, draft / file)
            record, gains = RECORD.read(directory), GAINS.read(directory)
    show(as_text(gains))
    options.voice.say(transfer_words(record, gains))


def as_text(gains: pd.DataFrame) -> str:
    """Return what is gained at each share, for a person to read."""
    labels = {code: GAIN_FIGURES[code][0] for code in SHOWN}
    shown = gains[["data_share", "n_customers", *SHOWN]].round(4)
    first = {"data_share": "Share", "n_customers": "Customers"}
    return shown.rename(columns=first | labels).to_string(index=False, na_rep="-")


@contextmanager
def _opened(workspace: Workspace, option: str, called: str) -> Iterator[Shop]:
    """Open a shop of the workspace; raises InputError, which names the option, where there is none."""
    if called not in (names := workspace.shop_names()):
        known = ", ".join(names) or "none yet"
        raise InputError(f"{option}: there is no shop called {called}", f"Name one of: {known}")
    shop = workspace.open(called)
    try:
        yield shop
    finally:
        shop.close()
