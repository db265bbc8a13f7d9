"""Chances to buy of newer visits as the stored model predicts them, beside those that the run held out."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.choice import BasketChoice
from analytics.evidence.drift.calibration import Chances
from analytics.numerics import random_stream
from analytics.runs.artifacts import HOLDOUT
from analytics.runs.baselines import chance_of
from analytics.runs.cells import sampled_cells
from analytics.runs.monitoring.newer import Newer
from data.privacy.artifacts import reading
from data.schema import NotEnoughDataError

_MOST_CELLS, _MOST_SCORED = 1_000_000, 100_000  # of all products, and of those that the run was tested on


def chances_then(run: Path) -> tuple[Chances, frozenset[str]]:
    """Return the chances that a run held out, and the products that they are about."""
    holdout = HOLDOUT.read(run)
    with reading(run, HOLDOUT.name):
        chances = Chances(
            bought=holdout["bought"].to_numpy(float),
            score=holdout["score_model"].to_numpy(float),
            customer=holdout["customer_row"].to_numpy(np.int64),
            visited_on=holdout["visited_on"].to_numpy("datetime64[us]"),
        )
    return chances, frozenset(holdout["product_id"].astype(str))


def chances_now(newer: Newer, model: BasketChoice, product_ids: frozenset[str]) -> Chances:
    """Return the chances of newer visits, of the products that the run was tested on.

    The periods since the training have no effect of their own, as those held out had none.

    Raises
    ------
    NotEnoughDataError
        Newer visits could buy none of these products.
    """
    log, seed = newer.snapshot.log, newer.config.seed
    rng = random_stream(seed, "newer visits")
    cells = sampled_cells(log, newer.is_now, _MOST_CELLS, rng)
    is_tested = np.isin(np.array(log.product_ids, object), list(product_ids))
    own = np.flatnonzero(is_tested[cells.product])
    if len(own) > _MOST_SCORED:
        kept = rng.random(len(cells.log)) < _MOST_SCORED / len(own)  # whole visits
        own = own[kept[cells.visit[own]]]
    cells = cells.rows(own)
    if not len(cells):
        raise NotEnoughDataError(
            "newer visits could buy none of the products that the model was tested on", "Train it again"
        )
    x = model.inputs(cells, newer.snapshot.customers).rows(slice(None))
    x = x | {"period": np.full(len(cells), model.encoder_.n_periods_, np.int32)}
    visited_on = pd.Series(cells.log.visited_at[cells.visit]).dt.floor("D").to_numpy()
    return Chances(
        bought=cells.is_bought.astype(float),
        score=chance_of(model, x),
        customer=np.asarray(cells.log.customer[cells.visit], np.int64),
        visited_on=visited_on,
    )
