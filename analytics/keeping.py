"""Commands that look after what is kept: forget a customer, encrypt a workspace."""

import argparse
import sys
from pathlib import Path

from data.schema import InputError
from data.store import Workspace
from data.store.encrypt import encrypt_shop


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `forget` and `encrypt` to the command line."""
    forgetting = commands.add_parser("forget", help="forget a customer, whose id is read from standard input")
    forgetting.add_argument("--workspace", type=Path, metavar="DIR", required=True)
    forgetting.add_argument("--shop", metavar="NAME", required=True)
    encrypting = commands.add_parser("encrypt", help="encrypt a workspace with BUNDLEWISE_KEY")
    encrypting.add_argument("--workspace", type=Path, metavar="DIR", required=True)


def forget(options: argparse.Namespace) -> None:
    """Forget the customer whose id stands on standard input: it is in no argument, so in no process list."""
    customer_id = sys.stdin.readline().strip()
    if not customer_id:
        raise InputError("no customer id was given", "Write it to standard input, on a line of its own")
    from analytics.runs import list_runs

    shop = Workspace(options.workspace).open(options.shop)
    try:
        if any(run.state in ("queued", "running") for run in list_runs(shop.directory)):
            raise InputError("a training is at work with these customers", "Wait for its end, then try again")
        forgotten = shop.forget_customer(customer_id)
    finally:
        shop.close()
    options.voice.release()
    options.voice.say(f"Forgotten: {forgotten.n_rows} rows; {forgotten.n_runs} trainings are to be repeated")


def encrypt(options: argparse.Namespace) -> None:
    """Encrypt every shop of a workspace that is not encrypted yet."""
    workspace = Workspace(options.workspace)
    options.voice.release()
    for name in workspace.shop_names():
        is_done = encrypt_shop(workspace.directory / name)
        options.voice.say(f"{name}: {'encrypted' if is_done else 'was encrypted already'}")
