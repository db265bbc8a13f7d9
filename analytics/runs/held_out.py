"""The visits that a run held out: read back for its evidence, and as they may leave with its model."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.audience import AnyAudience
from analytics.evidence.held_out import HeldOut
from analytics.pricing.money import Costs
from analytics.runs.artifacts import HOLDOUT
from analytics.runs.results import Results
from data.privacy.artifacts import reading
from data.schema import InputError

_SCORE = "score_"
_KEPT = ["customer_row", "product_id", "segment", "bought", "price"]


def read_held_out(directory: Path, found: Results) -> HeldOut:
    """Return the visits that a run held out, with the scores of every way and after the run's costs.

    Raises
    ------
    NotEnoughDataError
        All or nothing of them was bought.
    InputError
        The model was kept without them, or they are damaged.
    """
    if not HOLDOUT.is_in(directory):
        raise InputError(
            "this model was kept without the visits that it was tested on",
            "Write it anew with run --out, or give --workspace and --shop",
        )
    holdout = HOLDOUT.read(directory)
    with reading(directory, HOLDOUT.name):
        return held_out_of(holdout, found.audience, found.market.costs)


def held_out_of(holdout: pd.DataFrame, audience: AnyAudience, costs: Costs) -> HeldOut:
    """Return held-out cells, each with what its purchase contributes after all costs at its price.

    Parameters
    ----------
    holdout : as a run writes it
    audience, costs : of the run's market
    """
    code, products = pd.factorize(holdout["product_id"])
    at = np.array(audience.positions(list(products)), int)[code]
    scores = _scores(holdout)
    return HeldOut(
        bought=holdout["bought"].to_numpy(float),
        customer=np.asarray(pd.factorize(holdout["customer_row"])[0], np.int64),
        scores={name.removeprefix(_SCORE): holdout[name].to_numpy(float) for name in scores},
        contribution=costs.of(at).contributions(holdout["price"].to_numpy(float)),
    )


def for_strangers(holdout: pd.DataFrame) -> pd.DataFrame:
    """Return held-out cells as they may leave the workspace.

    Customers are numbered as they appear, so that no number is a place in the shop's own list of ids; what
    the models beside knew of their past stays behind.
    """
    customer_row = pd.factorize(holdout["customer_row"])[0].astype(np.int32)
    return holdout[[*_KEPT, *_scores(holdout)]].assign(customer_row=customer_row)


def _scores(holdout: pd.DataFrame) -> list[str]:
    """Return the columns of scores; the model's own was written first."""
    return [str(name) for name in holdout if str(name).startswith(_SCORE)]
