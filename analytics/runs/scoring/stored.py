"""Where a model to score with lies: beside a price book of the command line, or in a shop of the app."""

from pathlib import Path
from typing import TYPE_CHECKING

from analytics.runs.process import list_runs, require_status
from analytics.runs.scoring.moments import FILE as MOMENTS
from analytics.runs.traffic import FILE as TRAFFIC
from data.privacy.artifacts import reading
from data.privacy.digests import read_digests, write_digests
from data.privacy.encrypted_files import copy_in_plain, emptying, read_frame
from data.schema import InputError
from data.services.workspaces import open_workspace

if TYPE_CHECKING:
    from analytics.demand.choice import BasketChoice

FOLDER = "model"
AUDIENCE, CUSTOMERS, NETWORK = "audience.npz", "customers.parquet", "model"
FILES = (
    "config.json",
    "run.json",
    "evidence.json",
    TRAFFIC,
    MOMENTS,
    AUDIENCE,
    "products.parquet",
    "elasticities.parquet",
    "gates.parquet",
    "cross_effects.parquet",
    "bundles.parquet",
    "price_book.parquet",
    "plain_advice.parquet",
    "withheld.parquet",
)
MODEL_FILES = tuple(f"{FOLDER}/{name}" for name in (*FILES, CUSTOMERS, f"{NETWORK}/choice.json"))


def keep_model(run: Path, out: Path) -> None:
    """Write what later scoring needs of a finished run into OUT/model, in plain; no customer is named there.

    Parameters
    ----------
    run : directory of the run
    out : where the run's price book is written to
    """
    target = out / FOLDER
    (target / NETWORK).mkdir(parents=True, exist_ok=True)
    for left in (target / NETWORK).iterdir():  # of an earlier run
        left.unlink()
    for name in FILES:
        copy_in_plain(run / name, target / name)
    for file in (run / NETWORK).iterdir():
        copy_in_plain(file, target / NETWORK / file.name)
    read_frame(run / CUSTOMERS, ["segment"]).to_parquet(target / CUSTOMERS)
    write_digests(target, in_plain=True)


def model_of(directory: Path) -> "BasketChoice":
    """Return the fitted model of a run; raises DamagedRunError where its files cannot be read."""
    from analytics.demand.model_files import load_choice

    for name in read_digests(directory):
        if name.startswith(f"{NETWORK}/"):
            with reading(directory, name):
                pass
    with reading(directory, NETWORK) as place, emptying(place) as folder:
        return load_choice(folder)


def find_model(place: Path) -> Path:
    """Return the directory of a stored model: the place itself, or its folder `model`.

    Raises
    ------
    InputError
        There is none.
    """
    for directory in (place, place / FOLDER):
        if (directory / AUDIENCE).is_file() and (directory / "config.json").is_file():
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
        if run.state == "damaged":
            require_status(directory / "runs" / run.run_id)  # says what is damaged
        if run.state == "done" and run.stale is None:
            return directory / "runs" / run.run_id
    raise InputError(f"shop {shop}: no training has ended yet", "Train it in the app under Price response")
