"""Everything that a finished run has to show on one page, gathered as codes and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics.evidence import performance
from analytics.evidence.curves.bands import CurveKind, CurveWithBand
from analytics.evidence.explained import Explained
from analytics.evidence.held_out import MODEL, HeldOut
from analytics.runs import artifacts
from analytics.runs.errors import errors_of
from analytics.runs.explaining.tables import read_explained
from analytics.runs.held_out import read_held_out
from analytics.runs.price_changes import price_changes_of
from analytics.runs.results import Results, load_results
from analytics.runs.worth import Worth, book_worth
from data.privacy.artifacts import reading
from data.schema import NotEnoughDataError
from data.store import Shop

CURVES = (CurveKind.ROC, CurveKind.PRECISION_RECALL)


@dataclass(frozen=True)
class Origin:
    """Where a run's data come from.

    Attributes
    ----------
    shop, currency : its name, and the sign of its amounts
    imports : one row per file: file, kind, rows_read, rows_kept, rejected (JSON by reason)
    """

    shop: str
    currency: str
    imports: pd.DataFrame


@dataclass(frozen=True)
class Tested:
    """How well purchases were predicted on the visits held out.

    Attributes
    ----------
    figures, differences : of every way, see `figures_table` and `differences_table`
    curves : kind → the model's curve
    calibration : the model's, in bins: predicted, observed, low, high, n
    """

    n_chances: int
    n_customers: int
    bought_share: float
    figures: pd.DataFrame
    differences: pd.DataFrame
    curves: Mapping[CurveKind, CurveWithBand]
    calibration: pd.DataFrame


@dataclass(frozen=True)
class Report:
    """What the report of a run is written from; no customer is named in it.

    Attributes
    ----------
    worth : of the price book as it was trained
    origin : None where only a copy of the model is at hand
    visited : first and last visit learned from; None in copies of a model
    tested : None where the visits held out show nothing
    errors, price_changes : tables by name; none where they cannot be told
    explained : None where nothing was taken apart, and in copies of a model
    """

    found: Results
    worth: Worth
    origin: Origin | None
    visited: tuple[pd.Timestamp, pd.Timestamp] | None
    tested: Tested | None
    errors: Mapping[str, pd.DataFrame]
    price_changes: Mapping[str, pd.DataFrame]
    explained: Explained | None

    @property
    def currency(self) -> str:
        """Return the sign of the shop's amounts, empty where none is known."""
        return self.origin.currency if self.origin else ""


def report_of(directory: Path, shop: Shop | None = None) -> Report:
    """Gather what a finished run has to show.

    Parameters
    ----------
    directory : of the run
    shop : that it belongs to; None for a copy of its model

    Raises
    ------
    DamagedRunError
        A file of the run is missing or damaged.
    """
    found = load_results(directory)
    tested = _tested(directory, found)
    return Report(
        found=found,
        worth=book_worth(found),
        origin=Origin(shop.name, str(shop.setting("currency", "")), shop.imports()) if shop else None,
        visited=_visited(directory),
        tested=tested,
        errors=errors_of(directory) if tested else {},
        price_changes=price_changes_of(directory) or {},
        explained=read_explained(directory),
    )


def tested_of(held: HeldOut) -> Tested:
    """Return how well purchases were predicted on the visits held out."""
    curves = {kind: performance.curves_of(held, kind, (MODEL,))[MODEL] for kind in CURVES}
    return Tested(
        n_chances=len(held.bought),
        n_customers=held.n_customers,
        bought_share=held.bought_share,
        figures=performance.figures_table(held),
        differences=performance.differences_table(held),
        curves=curves,
        calibration=performance.calibrations(held, (MODEL,))[MODEL],
    )


def _tested(directory: Path, found: Results) -> Tested | None:
    if not artifacts.HOLDOUT.is_in(directory):
        return None
    try:
        return tested_of(read_held_out(directory, found))
    except NotEnoughDataError:
        return None


def _visited(directory: Path) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    if not artifacts.VISITS.is_in(directory):
        return None
    with reading(directory, artifacts.VISITS.name):
        times = artifacts.VISITS.read(directory)["visited_at"]
        return times.min(), times.max()
