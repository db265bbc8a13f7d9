"""Prices that a training relates all others to: today's of every product, and the lowest ever seen."""

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.demand.cells import Cells
from analytics.demand.tables import weighted_quantile

_LEAST_MET = 0.2  # share of the visits that still meet the list price
_NEARLY = 0.98  # of the list price counts as it
_LOWEST_SHARE, _LOWEST_SEEN = 0.01, 10.0  # of the visits, and how many of them, that met so low a price


def reference_prices(cells: Cells, list_price: Doubles) -> Floats:
    """Return the products' prices today: the list price where visitors still meet it, else the usual one.

    Parameters
    ----------
    list_price : (n_products,) [currency], nan where unknown
    """
    n_products, weight = cells.log.n_products, 1 / cells.kept_share.astype(float)
    n = np.bincount(cells.product, weight, n_products)
    near = np.nan_to_num(_NEARLY * list_price, nan=np.inf)
    met = np.bincount(cells.product, weight * (cells.price >= near[cells.product]), n_products)
    is_met = (list_price > 0) & (met >= _LEAST_MET * n)
    price = np.where(is_met | (n == 0), list_price, weighted_quantile(cells, cells.price, 0.5))
    return np.asarray(np.maximum(np.nan_to_num(price, nan=1.0), 1e-4), np.float32)


def lowest_prices(cells: Cells) -> Doubles:
    """Return the lowest price of each product that enough visits saw, (n_products,) [currency]."""
    n = np.bincount(cells.product, 1 / cells.kept_share.astype(float), cells.log.n_products)
    share = np.minimum(np.maximum(_LOWEST_SHARE, _LOWEST_SEEN / np.maximum(n, 1e-9)), 1.0)
    return weighted_quantile(cells, cells.price, share)


def highest_prices(cells: Cells) -> Doubles:
    """Return the highest usual price of each product, (n_products,) [currency]; nan where none was seen."""
    return weighted_quantile(cells, cells.price, 1 - _LOWEST_SHARE)
