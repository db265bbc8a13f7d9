"""Visits → what the textbook network is shown: windows of a customer's last purchases, products, prices."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints
from analytics.demand.cells import Cells
from analytics.demand.visit_log import VisitLog

STRIDE = 6  # purchases from window to window: a visit is told its customer's last 6 to 12
LENGTH = 2 * STRIDE
PER_WINDOW = 16  # visits that share a pass of the LSTM over their window


@dataclass(frozen=True)
class Windows:
    """Visits in groups that share a window of their customer's purchases.

    The LSTM passes a window once; each visit takes the state after the purchases that came before it.

    Attributes
    ----------
    tokens : (n_windows, 1 + LENGTH) a start, then products bought (position + 1); 0 beyond the last
    at : (n_windows, PER_WINDOW) how many of the window's purchases came before each visit
    visit : (n_windows, PER_WINDOW) positions among all visits; -1 where a window has fewer
    """

    tokens: Ints
    at: Ints
    visit: Ints

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def is_visit(self) -> NDArray[np.bool_]:
        """Return where a visit stands, in the order of the rows asked for, (n_windows, PER_WINDOW)."""
        return np.asarray(self.visit >= 0)


def purchase_windows(log: VisitLog, rows: Ints) -> Windows:
    """Return these visits with the purchases of the same customer before each.

    Parameters
    ----------
    log : with all earlier visits of the same customers
    rows : rising positions of visits
    """
    bought_at, product = log.bought.visit, log.bought.product
    start = np.searchsorted(log.customer, np.arange(len(log.customer_ids) + 1))
    first = np.searchsorted(bought_at, start)  # each customer's first purchase
    customer = log.customer[rows].astype(np.int64)
    n_before = np.searchsorted(bought_at, rows) - first[customer]
    window = np.maximum((n_before - 1) // STRIDE - 1, 0)
    lead, group, place = _groups(customer * (len(bought_at) + 1) + window)
    at = np.zeros((len(lead), PER_WINDOW), np.int32)
    at[group, place] = n_before - window * STRIDE
    visit = np.full((len(lead), PER_WINDOW), -1, np.int64)
    visit[group, place] = rows
    purchases = (first[customer[lead]] + window[lead] * STRIDE)[:, None] + np.arange(LENGTH)
    is_own = purchases < first[customer[lead] + 1][:, None]
    codes = np.append(product + 1, 0)[np.where(is_own, purchases, len(product))]
    begin = np.full((len(lead), 1), log.n_products + 1)
    return Windows(np.hstack([begin, codes]).astype(np.int32), at, visit)


def by_visit(cells: Cells, rows: Ints, values: NDArray[Any], elsewhere: float) -> Floats:
    """Return values of cells by visit and product, (n_rows, n_products).

    Parameters
    ----------
    rows : rising positions of visits, all those of the cells among them
    elsewhere : what stands where there is no cell
    """
    found = np.full((len(rows), cells.log.n_products), elsewhere, np.float32)
    found[np.searchsorted(rows, cells.visit), cells.product] = values
    return found


def network_inputs(windows: Windows, relative_price: Floats) -> dict[str, NDArray[np.generic]]:
    """Return the network's inputs, each with n_windows rows.

    Parameters
    ----------
    relative_price : (n_visits asked for, n_products) price ÷ price today
    """
    price = np.zeros((*windows.visit.shape, relative_price.shape[1]), np.float32)
    price[windows.is_visit] = relative_price - 1
    product = np.arange(relative_price.shape[1], dtype=np.int32)
    return {
        "past": windows.tokens,
        "at": windows.at,
        "price": price,
        "product": np.tile(product, (len(windows), 1)),
    }


def _groups(key: NDArray[np.int64]) -> tuple[Ints, Ints, Ints]:
    """Return where groups of equal neighbors start, each row's group and its place within.

    Groups hold at most PER_WINDOW rows.
    """
    start = np.flatnonzero(np.diff(key, prepend=-1))
    nth = np.arange(len(key)) - np.repeat(start, np.diff(np.append(start, len(key))))
    place = nth % PER_WINDOW
    return np.flatnonzero(place == 0), np.cumsum(place == 0) - 1, place
