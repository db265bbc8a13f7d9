"""Commands that look after what is kept: forget a customer, encrypt a workspace."""

import argparse
import sys

from analytics.cli import arguments
from data.engine.protection import KEY_VARIABLE
from data.privacy.encrypt_shop import encrypt_shop
from data.privacy.forget import forget_customer
from data.privacy.key import is_encrypting
from data.read.opening import is_folder
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Workspace

MOST_CHARACTERS = 10_000  # of an id


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `forget` and `encrypt` to the command line."""
    forgetting = commands.add_parser("forget", help="forget a customer, whose id is read from standard input")
    forgetting.add_argument("--workspace", type=arguments.path("--workspace"), metavar="DIR", required=True)
    forgetting.add_argument("--shop", type=arguments.name("--shop"), metavar="NAME", required=True)
    encrypting = commands.add_parser("encrypt", help="encrypt a workspace with BUNDLEWISE_KEY")
    encrypting.add_argument("--workspace", type=arguments.path("--workspace"), metavar="DIR", required=True)


def forget(options: argparse.Namespace) -> None:
    """Forget the customer whose id stands on standard input: it is in no argument, so in no process list."""
    customer_id = _customer_id()
    from analytics.runs import list_runs

    shop = _workspace(options).open(options.shop)
    try:
        if any(run.state in ("queued", "running") for run in list_runs(shop.directory)):
            raise InputError("a training is at work with these customers", "Wait for its end, then try again")
        forgotten = forget_customer(shop, customer_id)
    finally:
        shop.close()
    options.voice.release()
    options.voice.say(f"Forgotten: {forgotten.n_rows} rows; {forgotten.n_runs} trainings are to be repeated")


def encrypt(options: argparse.Namespace) -> None:
    """Encrypt every shop of a workspace that is not encrypted yet."""
    workspace = _workspace(options)
    if not is_encrypting():
        raise InputError(
            f"{KEY_VARIABLE} is not set", "Set it to a key that you keep elsewhere, then try again"
        )
    options.voice.release()
    for name in workspace.shop_names():
        is_done = encrypt_shop(workspace.directory / name)
        options.voice.say(f"{name}: {'encrypted' if is_done else 'was encrypted already'}")


def _workspace(options: argparse.Namespace) -> Workspace:
    """Return the workspace named, which must be there: a slip of the pen must not look like success."""
    if not is_folder(options.workspace):
        raise InputError(f"--workspace {options.workspace}: there is no such folder", "Check the path")
    return open_workspace(options.workspace)


def _customer_id() -> str:
    """Read the id from standard input, without a word of it in any error."""
    try:
        line = sys.stdin.readline(MOST_CHARACTERS + 1)
    except (OSError, ValueError):  # no text, or nothing that can be read
        line = ""
    customer_id = line.strip()
    is_id = customer_id and len(line) <= MOST_CHARACTERS and "\0" not in customer_id
    if not is_id or not arguments.is_text(customer_id):
        raise InputError("no customer id was given", "Write it to standard input, on a line of its own")
    return customer_id
