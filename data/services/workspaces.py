"""A workspace opened as everybody opens it: encrypted with BUNDLEWISE_KEY where that is set."""

from pathlib import Path

from data.privacy.protection import EnvironmentKey
from data.store import Workspace


def open_workspace(directory: Path | None = None) -> Workspace:
    """Return the workspace of a directory, else of BUNDLEWISE_WORKSPACE or ./workspace."""
    return Workspace(directory, EnvironmentKey())
