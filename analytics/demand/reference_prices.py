"""The parts' prices today, which all prices of a training are related to."""

import numpy as np
from numpy.typing import NDArray

from analytics.demand.visits import Floats, Visits

_LEAST_MET = 0.2  # share of the visits that still meet the list price
_NEARLY = 0.98  # of the list price counts as it


def reference_prices(visits: Visits, list_price: NDArray[np.float64]) -> Floats:
    """Return the parts' prices today: the list price where visitors still meet it, else the usual one.

    Parameters
    ----------
    list_price : (n_products,) [currency], nan where unknown
    """
    prices = [
        _price_today(visits.price[seen, j], list_price[j]) for j, seen in enumerate(visits.considered.T)
    ]
    return np.asarray(np.maximum(np.nan_to_num(prices, nan=1.0), 1e-4), np.float32)


def _price_today(seen: Floats, list_price: float) -> float:
    """Return a product's price today; nan where nobody saw one and none is listed."""
    is_met = len(seen) > 0 and list_price > 0 and (seen >= _NEARLY * list_price).mean() >= _LEAST_MET
    return float(list_price if is_met or not len(seen) else np.median(seen))
