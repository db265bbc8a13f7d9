"""Commands that look after what is kept: load the demo, forget a customer, encrypt a workspace."""

import argparse
import sys

from analytics.cli.arguments import Commands, add_option, is_text, name, path
from analytics.cli.outputs import check_folder
from data.engine.protection import KEY_VARIABLE
from data.privacy.encrypt_shop import encrypt_shop, required_key
from data.privacy.forget import forget_customer
from data.privacy.ledger.keys import encrypt_signing_key
from data.read.opening import is_folder
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Workspace

MOST_CHARACTERS = 10_000  # of an id


def add_admin(commands: Commands) -> None:
    """Add `demo`, `forget` and `encrypt` to the command line."""
    for do, help_ in (
        (demo, "load the demo shops where the workspace is empty"),
        (forget, "forget a customer, whose id is read from standard input"),
        (encrypt, f"encrypt a workspace with {KEY_VARIABLE}"),
    ):
        command = commands.add_parser(do.__name__, help=help_)
        add_option(command, "--workspace", path, metavar="DIR", required=do is not demo)
        if do is forget:
            add_option(command, "--shop", name, metavar="NAME", required=True)
        command.set_defaults(do=do)


def demo(options: argparse.Namespace) -> None:
    """Load the demo shops, each with a finished training, where the workspace has no shop yet."""
    workspace = open_workspace(options.workspace)
    check_folder(workspace.directory, "--workspace")
    if not workspace.shop_names():
        from analytics.runs.demos import DEMOS, open_demo

        options.voice.release()
        for one in DEMOS:
            options.voice.say(f"Loading the demo shop {one.shop_name} (once)")
            open_demo(workspace, one).close()


def forget(options: argparse.Namespace) -> None:
    """Forget the customer whose id stands on standard input: it is in no argument, so in no process list."""
    customer_id = customer_id_typed()
    from analytics.jobs.state import ACTIVE
    from analytics.runs.process import list_runs

    shop = _workspace(options).open(options.shop)
    try:
        if any(run.state in ACTIVE for run in list_runs(shop.directory)):
            raise InputError("a training is at work with these customers", "Wait for its end, then try again")
        forgotten = forget_customer(shop, customer_id)
    finally:
        shop.close()
    options.voice.release()
    options.voice.say(f"Forgotten: {forgotten.n_rows} rows; {forgotten.n_runs} trainings are to be repeated")


def encrypt(options: argparse.Namespace) -> None:
    """Encrypt every shop of a workspace that is not encrypted yet."""
    workspace = _workspace(options)
    required_key()
    encrypt_signing_key(workspace.directory)
    options.voice.release()
    for shop in workspace.shop_names():
        is_done = encrypt_shop(workspace.directory / shop)
        options.voice.say(f"{shop}: {'encrypted' if is_done else 'was encrypted already'}")


def _workspace(options: argparse.Namespace) -> Workspace:
    """Return the workspace named, which must be there: a slip of the pen must not look like success."""
    if not is_folder(options.workspace):
        raise InputError(f"--workspace {options.workspace}: there is no such folder", "Check the path")
    return open_workspace(options.workspace)


def customer_id_typed() -> str:
    """Read the id from standard input, without a word of it in any error."""
    try:
        line = sys.stdin.readline(MOST_CHARACTERS + 1)
    except (OSError, ValueError):  # no text, or nothing that can be read
        line = ""
    customer_id = line.strip()
    is_id = customer_id and len(line) <= MOST_CHARACTERS and "\0" not in customer_id
    if not is_id or not is_text(customer_id):
        raise InputError("no customer id was given", "Write it to standard input, on a line of its own")
    return customer_id
