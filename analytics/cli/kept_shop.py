"""A shop that a workspace keeps, named by two options."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.cli.arguments import add_option, name, path
from data.read.opening import is_folder
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Shop


def add_kept_shop(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Let a command name a shop of a workspace."""
    add_option(command, "--workspace", path, metavar="DIR", required=required)
    add_option(command, "--shop", name, metavar="NAME", required=required)


@contextmanager
def opened_shop(options: argparse.Namespace) -> Iterator[Shop]:
    """Give the shop that the options name for the block; raises InputError where there is none."""
    shop = open_workspace(workspace_of(options.workspace), getattr(options, "reader", None)).open(
        options.shop
    )
    try:
        yield shop
    finally:
        shop.close()


def shop_directory(workspace: Path, shop: str) -> Path:
    """Return the directory of a shop, whose database stays closed; raises InputError where there is none."""
    names = open_workspace(workspace_of(workspace)).shop_names()
    if shop not in names:
        known = ", ".join(names) or "none yet"
        raise InputError(f"there is no shop called {shop}", f"Name one of: {known}")
    return workspace.absolute() / shop


def workspace_of(workspace: Path) -> Path:
    """Return a workspace's directory; raises InputError where there is none."""
    if not is_folder(workspace):
        raise InputError(f"--workspace {workspace}: there is no such folder", "Check the path")
    return workspace.absolute()
