"""The demand model refitted on some visits and judged by others, with two simple ways beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.considered import considered_cells
from analytics.demand.visit_log import VisitLog
from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.curves.resamples import Resamples
from analytics.evidence.curves.summary import Figure, moved, summary
from analytics.evidence.validation.folds import Fold
from analytics.numerics import expit, random_stream
from data.schema import NotEnoughDataError

FIGURES = (Figure.AUC, Figure.LOG_LOSS, Figure.BRIER, Figure.ECE)
_BATCH = 1024  # cells: few are learned from, so steps may be small


class Way(StrEnum):
    """Who predicts purchases."""

    MODEL = "model"
    MAJORITY = "majority"  # every chance at the shop's share
    PRODUCT = "product"  # every product at its own share


@dataclass(frozen=True)
class Material:
    """What refits learn from and are judged by.

    Attributes
    ----------
    customers : indexed by customer_id: `segment` and attributes, none of it from later than a visit
    n_members : of each refit
    most_cells : that a refit learns from, and that judge it
    """

    log: VisitLog
    customers: pd.DataFrame
    reference_price: Floats
    columns: Floats
    category: Ints
    n_members: int
    most_cells: int
    seed: int


@dataclass(frozen=True)
class Judged:
    """A refit and the cells that judge it, each with what every way predicted, (n_cells,) each."""

    model: BasketChoice
    cells: Cells
    scores: dict[Way, Doubles]
    n_train_customers: int

    @property
    def bought(self) -> Doubles:
        """Return whether each cell was bought, (n_cells,)."""
        return np.asarray(self.cells.is_bought, float)

    @property
    def customer(self) -> Ints:
        """Return whose each cell is, (n_cells,)."""
        return self.cells.log.customer[self.cells.visit]

    def figures(self, way: Way) -> dict[Figure, float]:
        """Return AUC, log loss, Brier and ECE of a way."""
        told = summary(self.bought, self.scores[way])
        return {figure: told[figure] for figure in FIGURES}

    def auc_samples(self, way: Way, drawn: Resamples) -> Doubles:
        """Return the AUC of a way in samples of customers, (n_samples,)."""
        ranking = rank_cells(self.bought, self.scores[way])
        return moved(area_under_roc, ranking, ranking.resampled_counts(drawn))


def judged_cells(material: Material, judged: Bools) -> Cells:
    """Return the cells that judge: of visits by lot, with all that came before them."""
    log = material.log
    visit = np.flatnonzero(judged)
    most = max(material.most_cells // log.n_products, 1)
    if len(visit) > most:
        order = random_stream(material.seed, "visits that judge").permutation(len(visit))
        visit = np.sort(visit[order[:most]])
    return considered_cells(log, visit)


def refitted(
    material: Material, fold: Fold, report: Callable[[float], None], cells: Cells | None = None
) -> Judged:
    """Return the model that some visits teach, judged by others.

    Parameters
    ----------
    cells : that judge; of the fold's judged visits where None

    Raises
    ------
    NotEnoughDataError
        What is learned from, or what judges, has one outcome only.
    """
    log = material.log.where(fold.train)
    learned = learned_cells(log, material.seed, material.most_cells)
    cells = judged_cells(material, fold.judged) if cells is None else cells
    for one in (learned, cells):
        own = one.is_bought[one.counts]
        if not len(own) or own.all() or not own.any():
            raise NotEnoughDataError(
                "A fold has chances of one outcome only", "Ask for fewer folds, or upload a longer history"
            )
    config = ChoiceConfig(n_members=material.n_members, batch_size=_BATCH, seed=material.seed)
    model = BasketChoice(config).fit(
        log,
        material.customers,
        material.reference_price,
        report,
        material.columns,
        learned,
        material.category,
    )
    scores = {Way.MODEL: chances(model, cells, material.customers), **_simple(learned, cells)}
    return Judged(model, cells, scores, len(np.unique(log.customer)))


def chances(model: BasketChoice, cells: Cells, customers: pd.DataFrame) -> Doubles:
    """Return P(buy) of cells, (n_cells,)."""
    return np.asarray(expit(model.logits(cells, customers).astype(float) - cells.shift))


def _simple(learned: Cells, cells: Cells) -> dict[Way, Doubles]:
    """Return what shares of the past alone predict."""
    n, bought = (
        np.bincount(learned.product, weight, learned.log.n_products)
        for weight in (learned.weight, learned.weight * learned.is_bought)
    )
    whole = bought.sum() / n.sum()
    own = (bought + whole) / (n + 1)
    return {Way.MAJORITY: np.full(len(cells), whole), Way.PRODUCT: own[cells.product]}
