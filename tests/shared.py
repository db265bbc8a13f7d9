"""What several tests start from, made once however many workers a run of the tests has."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a worker's own copy of a directory that whichever worker needs it first makes.

    Parameters
    ----------
    make : given the directory, which does not exist yet; what it leaves there must not hold its own path
    """
    own = factory.getbasetemp()
    of_all = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    made, unfinished = of_all / f"shared-{name}", of_all / f"unfinished-{name}"
    with (of_all / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(unfinished, ignore_errors=True)  # of a worker that failed here
            make(unfinished)
            unfinished.rename(made)
    return Path(shutil.copytree(made, factory.mktemp(name) / "copy"))
