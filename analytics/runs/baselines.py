"""The models beside the demand model in a run: fitted to the same visits, asked the same questions."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Floats
from analytics.demand.cells import Cells
from analytics.demand.choice import BasketChoice
from analytics.demand.training import Arrays
from analytics.demand.visit_log import VisitLog
from analytics.evidence.baselines.double_ml import DoubleElasticities, double_elasticities
from analytics.evidence.baselines.plain import Baseline, fit_baselines
from analytics.evidence.baselines.textbook.estimator import Textbook, TextbookConfig
from analytics.numerics import expit
from analytics.runs.cells import price_cells
from data.schema import NotEnoughDataError

TEXTBOOK, FREE, DOUBLE_ML = "textbook", "free", "double_ml"
SCORED = (TEXTBOOK, "boosting", "logit", "frequency", FREE)  # those that predict purchases


@dataclass(frozen=True)
class FittedModels:
    """Fitted models of one shop, all on the visits before the holdout.

    Attributes
    ----------
    model, free : the demand model and its twin of free price slopes
    plain, textbook, double : the others; absent where the visits hold too little to learn them
    """

    model: BasketChoice
    free: BasketChoice
    plain: dict[str, Baseline]
    textbook: Textbook | None
    double: DoubleElasticities | None

    def scores(self, cells: Cells, known: pd.DataFrame, x: Arrays) -> dict[str, Doubles]:
        """Return what each predicts of cells at the prices faced, (n_cells,) each.

        Parameters
        ----------
        known : what plain models know of the cells
        x : what the demand model's network is told of them
        """
        scores = {name: baseline.predict_proba1(known) for name, baseline in self.plain.items()}
        scores[FREE] = chance_of(self.free, x)
        if self.textbook:
            scores[TEXTBOOK] = self.textbook.scores(cells).astype(float)
        return {name: scores[name] for name in SCORED if name in scores}


def chance_of(model: BasketChoice, x: Arrays) -> Doubles:
    """Return P(buy) of what a demand model's network is told of cells, (n_cells,)."""
    return np.asarray(expit(model.weights_.logit(x, 0).astype(float)))


def fit_beside(
    twins: tuple[BasketChoice, BasketChoice],
    log: VisitLog,
    is_train: Bools,
    cells: Cells,
    known: pd.DataFrame,
    seed: int,
    report: Callable[[float], None],
) -> FittedModels:
    """Fit all others beside the twins.

    Parameters
    ----------
    cells, known : what plain models learn from, and what they know of it
    report : called with the share done, 0–1
    """
    model, free = twins
    try:
        plain = fit_baselines(known, cells.is_bought, seed=seed)
    except NotEnoughDataError:  # all or nothing was bought: there is nothing to predict, and the gates say so
        return FittedModels(model, free, {}, None, None)
    report(0.2)
    reference = model.encoder_.reference_price
    textbook = Textbook(TextbookConfig(seed=seed)).fit(
        log, is_train, reference, lambda share: report(0.2 + 0.6 * share)
    )
    try:
        double = double_elasticities(price_cells(model, cells, known), seed)
    except NotEnoughDataError:  # prices that hardly moved have no elasticity; the gates say so too
        double = None
    report(1.0)
    return FittedModels(model, free, plain, textbook, double)


def chances_by_elasticity(usual: Doubles, known: DoubleElasticities, price: Doubles) -> Floats:
    """Return purchase chances moved by estimated elasticities, as a logit moves them.

    Parameters
    ----------
    usual : (n_visits, n_products) chances at today's prices
    price : (n_products,) relative prices
    """
    slope = np.zeros(usual.shape[1])
    slope[known.products] = known.elasticity / (1 - usual.mean(0)[known.products])
    odds = usual / (1 - usual) * np.exp(slope * (price - 1))
    return np.asarray(odds / (1 + odds), np.float32)
