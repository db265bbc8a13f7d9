"""Where a finished run's models are wrong on the visits held out: every table of it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.evidence.errors.chances import Chances
from analytics.evidence.errors.dimensions import errors_by_group
from analytics.evidence.errors.single import error_distribution, surprise_check, worst_cases
from analytics.evidence.errors.slices import slices_of
from analytics.evidence.held_out import MODEL
from analytics.runs import artifacts
from analytics.runs.config import RunConfig, read_config
from analytics.runs.snapshot import learned_from
from data.privacy.artifacts import reading
from data.privacy.formats import Frame

NEEDED = ("customer_row", "product_id", "segment", "bought", "price", "score_model")
TABLES = ("groups", "slices", "distribution", "worst", "surprises")
FILES = {name: Frame(f"errors_{name}.parquet") for name in TABLES}


@dataclass(frozen=True)
class Errors:
    """Where one model is wrong.

    Attributes
    ----------
    groups : by dimension, the whole first, see `errors_by_group`
    slices : see `slices_of`
    distribution, worst, surprises : of single predictions, see `analytics.evidence.errors.single`
    """

    groups: pd.DataFrame
    slices: pd.DataFrame
    distribution: pd.DataFrame
    worst: pd.DataFrame
    surprises: pd.DataFrame


def errors_of(directory: Path, model: str = MODEL) -> dict[str, pd.DataFrame]:
    """Return every table of the error analysis of a finished run, by name.

    Parameters
    ----------
    directory : of the run
    model : whose predictions: the run's own, or one of those beside it

    Returns
    -------
    groups, slices, distribution, worst, surprises, see `Errors`; none where only one outcome was held out

    Raises
    ------
    DamagedRunError
        A file of the run is missing or damaged.
    """
    frame = held_out_chances(directory)
    if f"score_{model}" not in frame or frame["bought"].nunique() < 2:
        return {}
    found = analyze(frame, model, read_config(directory).seed)
    return {name: getattr(found, name) for name in TABLES}


def write_errors(out: Path, directory: Path) -> dict[str, pd.DataFrame]:
    """Write every table of the error analysis of a finished run in plain, and return them.

    Parameters
    ----------
    directory : of the run, which held out both outcomes
    """
    tables = errors_of(directory)
    for name, table in tables.items():
        table.to_parquet(out / FILES[name].name, index=False)
    return tables


def analyze(frame: pd.DataFrame, model: str = MODEL, seed: int = 0) -> Errors:
    """Return where a model is wrong on held-out chances, as `held_out_chances` has them, of both outcomes."""
    chances = Chances.of(frame, f"score_{model}")
    return Errors(
        groups=errors_by_group(frame, chances),
        slices=slices_of(frame, chances, seed),
        distribution=error_distribution(chances),
        worst=worst_cases(frame, chances),
        surprises=surprise_check(chances),
    )


def held_out_chances(directory: Path) -> pd.DataFrame:
    """Return the held-out chances of a run with their row, category and day, where these are known."""
    holdout = artifacts.HOLDOUT.read(directory)
    with reading(directory, artifacts.HOLDOUT.name):
        _check_columns(holdout)
    products = artifacts.PRODUCTS.read(directory)
    category = products.set_index("product_id")["category"].reindex(holdout["product_id"])
    told = holdout.assign(row=np.arange(len(holdout)), category=category.to_numpy())
    if "visited_on" not in told and (days := _days_of(directory, read_config(directory), told)) is not None:
        told = told.assign(visited_on=days)
    return told


def _check_columns(holdout: pd.DataFrame) -> None:
    if missing := [name for name in NEEDED if name not in holdout]:
        raise KeyError(*missing)


def _days_of(directory: Path, config: RunConfig, holdout: pd.DataFrame) -> "pd.Series[pd.Timestamp] | None":
    """Return the day of each chance in runs from before it was written: who came, and for which time.

    None where a customer has been forgotten since, as then nobody's number is what it was.
    """
    if "past_visits" not in holdout:
        return None
    visits = learned_from(artifacts.VISITS.read(directory), config.seed)
    if len(visits) != artifacts.EVIDENCE.read(directory)["model"]["n_visits"]:
        return None
    visits = visits.sort_values(["customer_id", "visited_at", "visit_id"], ignore_index=True)
    first = np.flatnonzero(~visits["customer_id"].duplicated())
    with reading(directory, artifacts.HOLDOUT.name):  # it is about these visits
        at = first[holdout["customer_row"]] + holdout["past_visits"].to_numpy(np.int64)
        days = visits["visited_at"].to_numpy("datetime64[us]")[at]
    return pd.Series(days, holdout.index).dt.normalize()
