"""Inputs that alone predict too well: what a shop computed from its own future is among them."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.demand.cells import Cells
from analytics.demand.visit_log import VisitLog
from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.curves.ranking import rank_cells
from analytics.evidence.validation.leaks import Leak, LeakCheck
from analytics.evidence.validation.refit import Judged, Material
from analytics.findings import Verdict
from analytics.numerics import random_stream

TOO_WELL, ODDLY_WELL = 0.98, 0.9  # AUC of one input alone
_FEWEST = 30  # customers: of fewer, one in two or three attributes divides them well by luck
_OWN = ("price", "past", "season")


def single_inputs(found: Judged, material: Material, since: np.datetime64) -> list[Leak]:
    """Return how well each input predicts alone: the model's own by purchases, attributes by customers.

    Parameters
    ----------
    since : from which on attributes must not know what customers did
    """
    own = [_leak(name, auc, len(found.cells)) for name, auc in _of_cells(found, material)]
    n = len(_judged_customers(found.cells))
    attributes = [str(name) for name in material.customers if name != "segment"]
    by_customer = _outcomes(material.log, since)
    of = [(name, _best(material.customers[name], by_customer, material)) for name in attributes]
    return own + [_leak(name, auc, n) for name, auc in of]


def auc_alone(values: Doubles, outcome: Doubles) -> float:
    """Return the AUC of a number alone, high or low values first, whichever is better."""
    if outcome.min(initial=1) == outcome.max(initial=0) or not len(outcome):
        return 0.5
    order = np.unique(values, return_inverse=True)[1]  # ranks are numbers that a ranking takes for shares
    share = order / max(int(order.max(initial=0)), 1)
    auc = float(area_under_roc(*rank_cells(outcome, share).counts))
    return max(auc, 1 - auc)


def _of_cells(found: Judged, material: Material) -> list[tuple[str, float]]:
    told = found.model.inputs(found.cells, material.customers).rows(slice(None))
    columns: list[tuple[str, Doubles]] = []
    for name in _OWN:
        values = np.asarray(told[name], float).reshape(len(found.cells), -1)
        columns += [(name, column) for column in values.T]
    aucs: dict[str, float] = {}
    for name, column in columns:
        aucs[name] = max(aucs.get(name, 0.5), auc_alone(column, found.bought))
    return list(aucs.items())


def _judged_customers(cells: Cells) -> Ints:
    return np.unique(cells.log.customer[cells.visit])


def _outcomes(log: VisitLog, since: np.datetime64) -> list[pd.Series]:
    """Return what customers did from the given moment on, by customer_id: came, bought, bought much."""
    n, is_later = len(log.customer_ids), log.visited_at >= since
    came = np.bincount(log.customer[is_later], minlength=n)
    later = log.bought.visit[is_later[log.bought.visit]]
    bought = np.bincount(log.customer[later], minlength=n)
    known = np.bincount(log.customer, minlength=n) > 0
    told = (came > 0, bought > 0, bought > np.median(bought[known]))
    return [pd.Series(one[known].astype(float), log.customer_ids[known]) for one in told]


def _best(values: pd.Series, outcomes: list[pd.Series], material: Material) -> float:
    """Return the best AUC of an attribute by any outcome of customers."""
    aucs = [0.5]
    for outcome in outcomes:
        own = values.reindex(outcome.index)
        few = min(outcome.sum(), (1 - outcome).sum()) < 5
        if len(outcome) < _FEWEST or few:
            continue
        if pd.api.types.is_numeric_dtype(own) and own.nunique() > 2:
            aucs.append(auc_alone(own.fillna(own.median()).to_numpy(float), outcome.to_numpy()))
        else:
            aucs.append(_auc_of_levels(own.astype(str), outcome, material.seed))
    return max(aucs)


def _auc_of_levels(values: pd.Series, outcome: pd.Series, seed: int) -> float:
    """Return the AUC of levels, told by the other half of the customers: ids of their own tell nothing."""
    half = random_stream(seed, "halves").random(len(values)) < 0.5
    aucs = []
    for learns in (half, ~half):
        shares = outcome[learns].groupby(values[learns]).mean()
        told = values[~learns].map(shares).fillna(outcome[learns].mean()).to_numpy(float)
        aucs.append(auc_alone(told, outcome[~learns].to_numpy()))
    return float(np.mean(aucs))


def _leak(name: str, auc: float, n: int) -> Leak:
    verdict = Verdict.FAIL if auc > TOO_WELL else Verdict.WARN if auc > ODDLY_WELL else Verdict.PASS
    return Leak(LeakCheck.SINGLE_INPUT, verdict, auc, n, subject=name)
