"""A shop that a workspace keeps, named by two options; its database stays closed."""

import argparse
from pathlib import Path

from analytics.cli.arguments import add_option, name, path
from data.read.opening import is_folder
from data.schema import InputError
from data.services.workspaces import open_workspace


def add_kept_shop(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Let a command name a shop of a workspace."""
    add_option(command, "--workspace", path, metavar="DIR", required=required)
    add_option(command, "--shop", name, metavar="NAME", required=required)


def shop_directory(workspace: Path, shop: str) -> Path:
    """Return the directory of a shop; raises InputError where there is none."""
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
