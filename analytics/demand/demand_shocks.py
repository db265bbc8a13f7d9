"""How much demand differs by product and period beyond what prices and chance explain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles
from analytics.demand.endogeneity import two_way_demeaned
from analytics.numerics import expit, logit

_FELT = 0.05  # shocks below this are chance [logits]
_LARGEST = 3.0  # [logits]
_LONGEST_MEMORY = 0.9  # beyond, a shock is a trend
_LEAST_INFORMATION = 4.0  # of a cell's logit share, n q (1 - q): below, the logit is skewed
_MOST_PRODUCTS, _MOST_PERIODS = 50, 104  # asked, those of which most is known; the last ones
_FIRST = (np.log(0.3), 0.3)  # where the search starts: log of the spread, memory
_UNKNOWN, _NOTHING = 1e6, 1e-9  # variance of a cell that nothing is known of; a product's price that stood


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


def demeaned_tables(
    share: Doubles, price: Doubles, n: Doubles, left: Sequence[Doubles] = ()
) -> tuple[Doubles, Doubles]:
    """Return what explains demand by product and period, and demand, freed of levels and of period effects.

    Parameters
    ----------
    share, price, n : log purchase share, log price and visits, each (n_products, n_periods)
    left : what instruments leave unexplained of prices, each (n_products, n_periods)

    Returns
    -------
    (n_products, n_periods, k + 1) log price, what is left of it, and logit purchase share
    (n_products, n_periods) the precision of the share, 0 where little is known
    """
    n = np.where(np.isfinite(share) & np.isfinite(price), n, 0.0)
    told = [np.where(n > 0, column, 0.0) for column in (price, *left)]
    demand = logit(np.clip(np.exp(np.where(n > 0, share, 0.0)), 1e-4, 1 - 1e-4))
    q = _expected(demand, told, n)
    known = n * q * (1 - q)
    w = np.where(known >= _LEAST_INFORMATION, known**2 / (known + 0.5), 0.0)  # few sales scatter more
    columns = [two_way_demeaned(np.where(w > 0, column, 0.0), w) for column in (*told, demand)]
    return np.stack(columns, -1) * (w > 0)[..., None], w


def shocks_of_tables(table: Doubles, w: Doubles) -> DemandShocks:
    """Return how large demand's shocks by product and period are, and how long they last.

    From the logit purchase shares of product × period cells: the likeliest of what a level per product,
    shared period effects, each product's price and what instruments leave of it do not explain, and what so
    few visits vary by chance. Prices that last take lasting shocks along with them, so that what is left over
    looks smaller and shorter than the shocks are: restricted maximum likelihood counts that.

    Parameters
    ----------
    table, w : of `demeaned_tables`

    References
    ----------
    Patterson & Thompson (1971), Recovery of inter-block information when block sizes are unequal.
    """
    if _are_few(w):
        return DemandShocks()
    cells = w > 0
    best = np.argsort(-cells.sum(1), kind="stable")[:_MOST_PRODUCTS]
    table = np.concatenate([cells[..., None], table], -1)
    found = _likeliest(table[best, -_MOST_PERIODS:], w[best, -_MOST_PERIODS:])
    with_period = (w**2).sum(0) / np.maximum(w.sum(0), 1e-12)  # what a period's effect takes of its own cells
    spread = found.spread / np.sqrt(max(1 - with_period.sum() / w.sum(), 1e-12))
    return DemandShocks(float(spread), found.memory) if spread >= _FELT else DemandShocks()


def effects_of_tables(table: Doubles, w: Doubles, spread: float) -> Doubles:
    """Return what a log price, and what instruments leave of it, add to demand [logits], shared by products.

    By least squares; zeros where little is known.

    Parameters
    ----------
    table, w : of `demeaned_tables`
    spread : of the shocks
    """
    if _are_few(w):
        return np.zeros(table.shape[-1] - 1)
    root = np.sqrt(w / (1 + w * spread**2))[..., None]
    *x, y = np.moveaxis(root * table, -1, 0).reshape(table.shape[-1], -1)
    return np.asarray(np.linalg.lstsq(np.stack(x, -1), y, rcond=None)[0])


def _are_few(w: Doubles) -> bool:
    """Say whether the cells of which something is known are too few for slopes."""
    return bool((w > 0).sum() < 3 * len(w))


def _expected(demand: Doubles, told: Sequence[Doubles], n: Doubles) -> Doubles:
    """Return the shares that each product's prices lead to expect.

    Shares as they came out would make a cell look the surer the more it sold by chance.
    """
    x, root = np.stack([np.ones_like(demand), *told], -1), np.sqrt(n)[..., None]
    return expit((x @ np.linalg.pinv(root * x) @ (root * demand[..., None]))[..., 0])


def _likeliest(table: Doubles, w: Doubles) -> DemandShocks:
    """Return the likeliest shocks.

    Parameters
    ----------
    table : (n_products, n_periods, k + 1) what explains demand, and demand [logits]
    w : (n_products, n_periods) precision of demand; 0 where unknown
    """
    from scipy.optimize import minimize  # 200 ms

    chance = np.where(w > 0, 1 / np.maximum(w, 1 / _UNKNOWN), _UNKNOWN)[..., None] * np.eye(w.shape[1])
    apart = np.abs(np.subtract.outer(np.arange(w.shape[1]), np.arange(w.shape[1])))

    def unlikely(point: Doubles) -> float:
        root = np.linalg.cholesky(np.exp(2 * point[0]) * point[1] ** apart + chance)
        ends = np.abs(np.diagonal(np.linalg.qr(np.linalg.solve(root, table), "r"), axis1=1, axis2=2))
        free = np.log(np.diagonal(root, axis1=1, axis2=2)).sum() + np.log(ends[:, :-1] + _NOTHING).sum()
        return float(free + (ends[:, -1] ** 2).sum() / 2)

    bounds = [(np.log(_FELT / 10), np.log(_LARGEST)), (0.0, _LONGEST_MEMORY)]
    spread, memory = minimize(unlikely, _FIRST, method="Nelder-Mead", bounds=bounds).x
    return DemandShocks(float(np.exp(spread)), float(memory))
