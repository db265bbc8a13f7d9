"""A workspace opened as everybody opens it: encrypted with BUNDLEWISE_KEY where that is set."""

from pathlib import Path

from data.privacy.protection import EnvironmentKey
from data.privacy.roles.person import Person
from data.privacy.roles.workspace import held_by
from data.store import Workspace


def open_workspace(directory: Path | None = None, person: Person | None = None) -> Workspace:
    """Return the workspace of a directory, else of BUNDLEWISE_WORKSPACE or ./workspace.

    Parameters
    ----------
    person : in whose hands it is; None is whoever sits at this machine, who owns everything
    """
    return held_by(person, Workspace(directory, EnvironmentKey()))
