"""Where a model to score with lies: beside a price book of the command line, or in a shop of the app."""

from pathlib import Path
from typing import TYPE_CHECKING

from analytics.jobs.state import JobState
from analytics.runs.artifacts import (
    AUDIENCE,
    CONFIG,
    CUSTOMERS,
    DEPENDENCE,
    EXPLANATION,
    EXPLANATION_FACTS,
    GROUPS,
    HOLDOUT,
    KEPT,
    MODEL,
)
from analytics.runs.held_out import for_strangers
from analytics.runs.process import list_runs, require_status
from data.privacy.artifacts import reading
from data.privacy.digests import read_digests, write_digests
from data.privacy.encrypted_files import copy_in_plain
from data.schema import InputError
from data.services.workspaces import open_workspace

if TYPE_CHECKING:
    from analytics.demand.choice import BasketChoice

FOLDER = "model"
_NETWORK = (f"{MODEL.name}/choice.json", f"{MODEL.name}/weights.npz")
_EXPLAINED = (EXPLANATION, EXPLANATION_FACTS, DEPENDENCE)  # where the run had something to explain
_FILES = (*(one.name for one in (*KEPT, GROUPS, CUSTOMERS, HOLDOUT, *_EXPLAINED)), *_NETWORK)
MODEL_FILES = tuple(f"{FOLDER}/{name}" for name in _FILES)


def keep_model(run: Path, out: Path) -> None:
    """Write what later scoring needs of a finished run into OUT/model, in plain; no customer is named there.

    Parameters
    ----------
    run : directory of the run
    out : where the run's price book is written to
    """
    target = out / FOLDER
    network = target / MODEL.name
    network.mkdir(parents=True, exist_ok=True)
    for left in network.iterdir():  # of an earlier run
        left.unlink()
    for artifact in KEPT:
        copy_in_plain(run / artifact.name, target / artifact.name)
    if GROUPS.is_in(run):
        copy_in_plain(run / GROUPS.name, target / GROUPS.name)
    for file in (run / MODEL.name).iterdir():
        copy_in_plain(file, network / file.name)
    CUSTOMERS.read(run, ["segment"]).to_parquet(target / CUSTOMERS.name)
    for_strangers(HOLDOUT.read(run)).to_parquet(target / HOLDOUT.name)
    _keep_explanation(run, target)
    write_digests(target, in_plain=True)


def _keep_explanation(run: Path, target: Path) -> None:
    """Write the run's own explanation, without who came and when."""
    if not EXPLANATION.is_in(run):
        return
    rows = EXPLANATION.read(run).drop(columns=["customer_id", "visited_at"])
    rows.to_parquet(target / EXPLANATION.name)
    for artifact in (EXPLANATION_FACTS, DEPENDENCE):
        copy_in_plain(run / artifact.name, target / artifact.name)


def model_of(directory: Path) -> "BasketChoice":
    """Return the fitted model of a run; raises DamagedRunError where its files cannot be read."""
    from analytics.demand.model_files import load_choice  # what only looks for a model waits for no Keras

    for name in read_digests(directory):
        if name.startswith(f"{MODEL.name}/"):
            with reading(directory, name):
                pass
    with MODEL.opened(directory) as folder:
        return load_choice(folder)


def find_model(place: Path) -> Path:
    """Return the directory of a stored model: the place itself, or its folder `model`.

    Raises
    ------
    InputError
        There is none.
    """
    for directory in (place, place / FOLDER):
        if (directory / AUDIENCE.name).is_file() and (directory / CONFIG.name).is_file():
            return directory
    raise InputError(
        f"there is no stored model at {place}",
        "Name the folder that python -m analytics run --out wrote, of this version or a later one",
    )


def latest_run(workspace: Path, shop: str) -> Path:
    """Return the directory of a shop's latest finished training whose customers are as they were.

    Raises
    ------
    InputError
        No such shop, or none of its trainings can be used, or the latest is damaged.
    """
    names = open_workspace(workspace).shop_names()
    if shop not in names:
        known = ", ".join(names) or "none yet"
        raise InputError(f"there is no shop called {shop}", f"Name one of: {known}")
    directory = open_workspace(workspace).directory / shop
    for run in list_runs(directory):
        if run.state is JobState.DAMAGED:
            require_status(directory / "runs" / run.job_id)  # says what is damaged
        if run.state is JobState.DONE and run.stale is None:
            return directory / "runs" / run.job_id
    raise InputError(f"shop {shop}: no training has ended yet", "Train it in the app under Price response")
