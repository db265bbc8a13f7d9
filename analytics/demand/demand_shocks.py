"""How much demand differs by product and period beyond what prices and chance explain."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles
from analytics.demand.endogeneity import two_way_demeaned
from analytics.numerics import logit

_FELT = 0.05  # shocks below this are chance [logits]
_LONGEST_MEMORY = 0.9  # beyond, a shock is a trend
_LEAST_INFORMATION = 2.0  # of a cell's logit share, n q (1 - q): below, the logit is skewed


@dataclass(frozen=True)
class DemandShocks:
    """Shocks of demand by product and period beyond what prices and chance explain.

    Attributes
    ----------
    spread : standard deviation [logits]
    memory : correlation of one period's shock with the next one's, 0 to 0.9
    """

    spread: float = 0.0
    memory: float = 0.0


def shocks_of_tables(share: Doubles, price: Doubles, n: Doubles, left: Doubles | None) -> DemandShocks:
    """Return how large demand's shocks by product and period are, and how long they last.

    From the logit purchase shares of product × period cells: levels per product, shared period effects, each
    product's price and what instruments leave of it are taken out, and what so few visits vary by chance.

    Parameters
    ----------
    share, price, n : log purchase share, log price and visits, each (n_products, n_periods)
    left : what instruments leave unexplained of prices
    """
    q = np.clip(np.nan_to_num(np.exp(share), nan=0.5), 1e-4, 1 - 1e-4)
    w = np.where(np.isfinite(share) & np.isfinite(price), n * q * (1 - q), 0.0)
    w = np.where(w >= _LEAST_INFORMATION, w, 0.0)
    cells = w > 0
    if cells.sum() < 3 * len(share):
        return DemandShocks()
    columns = [logit(q), price]
    if left is not None:
        columns.append(left)
    y, *x = (two_way_demeaned(np.where(cells, column, 0.0), w) for column in columns)
    for j, root in enumerate(np.sqrt(w)):  # products answer prices each in its own way
        own = np.stack([column[j] for column in x], 1)
        y[j] -= own @ np.linalg.lstsq(own * root[:, None], y[j] * root, rcond=None)[0]
    y = np.where(cells, y, 0.0)
    n_free = cells.sum() - (1 + len(x)) * cells.any(1).sum() - cells.any(0).sum()
    variance = max((w * y**2).sum() - n_free, 0.0) / w[cells].sum()  # a cell varies by 1 / w by chance
    if variance < _FELT**2:
        return DemandShocks()
    joint = np.sqrt(w[:, 1:] * w[:, :-1])
    shared = (joint * y[:, 1:] * y[:, :-1]).sum() / max(joint.sum(), 1e-12)
    memory = float(np.clip(shared / variance, 0.0, _LONGEST_MEMORY))
    return DemandShocks(float(np.sqrt(variance)), memory)
