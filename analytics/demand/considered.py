"""All that visits could have bought, in logs of few products: what models are tested on."""

import numpy as np

from analytics.arrays import Ints
from analytics.demand.cells import Cells, cells_of
from analytics.demand.visit_log import VisitLog


def considered_cells(log: VisitLog, visit: Ints) -> Cells:
    """Return all cells of these visits whose choice could have gone either way.

    Parameters
    ----------
    visit : rising positions
    """
    n = log.n_products
    lines = log.seen if log.has_views else log.bought
    own = np.isin(lines.visit, visit)
    key = lines.visit[own].astype(np.int64) * n + lines.product[own]
    if not log.has_views:
        row, product = np.nonzero(log.is_sold(visit[:, None], np.arange(n)))
        key = np.union1d(key, visit[row].astype(np.int64) * n + product)
    cells = cells_of(log, key // n, key % n)
    return cells.rows(cells.counts)
