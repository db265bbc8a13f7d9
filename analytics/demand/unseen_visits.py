"""Visits that bought nothing, where no file tells of them: how many there were for each that is known."""

import numpy as np

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.catalog_tastes import CatalogTastes

MOST_UNSEEN = 1.0  # for each visit that is known: more of them no orders can tell
_CELLS = 4_000_000  # visits × products × members at once


def visits_per_known(
    audience: CatalogTastes, is_alone: Bools, n_empty_known: float = 0.0
) -> tuple[Floats, Floats]:
    """Return how many visits there were for each that is known, and how far members take them to be others.

    Customers buy product j and nothing else exp(u_j) times as often as nothing at all. So each visit that
    bought one product alone stands for 1 / Σ exp(u) visits of the same customer that bought nothing, whose
    weights of all products these are (Horvitz & Thompson 1952, with the chances of the fitted choice).

    Parameters
    ----------
    is_alone : (n_rows,) bought one product, and that one is in the catalog
    n_empty_known : visits that bought nothing and are known

    Returns
    -------
    (n_rows,), 1 where a visit stands for no other; (n_members,), 1 for the fit
    """
    n_members, weight = audience.weights.n_members, audience.weight.astype(float)
    alone = np.flatnonzero(is_alone)
    unseen = np.zeros(len(weight))
    unseen[alone] = _per_visit_alone(audience, alone, slice(0, 1))[:, 0]
    total = float(weight @ unseen)
    most = MOST_UNSEEN * weight.sum() + n_empty_known
    unseen *= max(min(total, most) - n_empty_known, 0) / max(total, 1e-12)
    draws = np.ones(n_members)
    if len(sampled := np.intersect1d(audience.sample, alone)):
        by_member = weight[sampled] @ _per_visit_alone(audience, sampled, slice(0, n_members))
        mean = float(weight @ unseen) / max(weight.sum(), 1e-12)
        draws = (1 + mean * by_member / max(by_member[0], 1e-12)) / (1 + mean)
    return np.asarray(1 + unseen, np.float32), np.asarray(draws, np.float32)


def behind_alone(taste: Floats) -> Doubles:
    """Return how many visits that bought nothing stand behind each that bought one product alone.

    Parameters
    ----------
    taste : (..., n_products) utilities where nothing else is bought
    """
    return np.asarray(np.exp(-np.logaddexp.reduce(taste.astype(float), axis=-1)))


def _per_visit_alone(audience: CatalogTastes, rows: Ints, members: slice) -> Doubles:
    """Return how many visits that bought nothing stand behind each of these, (n_rows, n_members)."""
    n = len(audience.product_ids)
    products, n_members = np.arange(n), members.stop - members.start
    step = max(_CELLS // (n * n_members), 1)
    found = np.empty((len(rows), n_members))
    for first in range(0, len(rows), step):
        some = slice(first, first + step)
        taste, _ = audience.rows(rows[some]).utilities(products, members)
        found[some] = behind_alone(taste)
    return found
