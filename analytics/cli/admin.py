"""Commands that look after a workspace: load the demo shops, encrypt it."""

import argparse

from analytics.cli.arguments import Commands, add_option, path
from analytics.cli.kept_shop import workspace_of
from analytics.cli.outputs import check_folder
from data.engine.protection import KEY_VARIABLE
from data.privacy.encrypt_shop import encrypt_shop, required_key
from data.privacy.ledger.keys import encrypt_signing_key
from data.privacy.pseudonyms.keys import encrypt_pseudonym_key
from data.services.workspaces import open_workspace


def add_admin(commands: Commands) -> None:
    """Add `demo` and `encrypt` to the command line."""
    for do, help_ in (
        (demo, "load the demo shops where the workspace is empty"),
        (encrypt, f"encrypt a workspace with {KEY_VARIABLE}"),
    ):
        command = commands.add_parser(do.__name__, help=help_)
        add_option(command, "--workspace", path, metavar="DIR", required=do is not demo)
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


def encrypt(options: argparse.Namespace) -> None:
    """Encrypt every shop of a workspace that is not encrypted yet."""
    workspace = open_workspace(workspace_of(options.workspace))
    required_key()
    encrypt_signing_key(workspace.directory)
    encrypt_pseudonym_key(workspace.directory)
    options.voice.release()
    for shop in workspace.shop_names():
        is_done = encrypt_shop(workspace.directory / shop)
        options.voice.say(f"{shop}: {'encrypted' if is_done else 'was encrypted already'}")
