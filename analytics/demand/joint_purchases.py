"""Who looks at an offer's parts where no views are recorded, as far as joint purchases tell.

Where pairs of products are bought together far more often than baskets explain, visits look at a part of the
shop each. A cross effect learned of that would say that whoever buys one product is made to want the others
around it; a cheaper bundle does no such thing, so nothing is learned of such pairs. Independent products that
a share s of the visits looks at are bought together 1 / s times as often as where everybody looks at all.
"""

import numpy as np

from analytics.arrays import Floats, Numbers
from analytics.numerics import expit

_MOST_ROWS, _STEPS, _FARTHEST = 2_000, 30, 12.0  # visits looked at; halvings, and of which range [logits]
_MOST_BOUGHT = 0.8  # of the visits that look at a product


def implied_looks(taste: Floats, weight: Floats, log_ratio: Numbers) -> tuple[float, Floats]:
    """Return the share of visits that look at all of a few products, and what they want more, (n_products,).

    Both keep how often each product is bought, and how often they are bought together.

    Parameters
    ----------
    taste : (n_rows, n_products) utilities of all visits
    weight : (n_rows,) visits
    log_ratio : (n_products, n_products) joint purchases against those of independent products [log]
    """
    step = max(len(taste) // _MOST_ROWS, 1)
    some, own = taste[::step].astype(float), weight[::step] / max(weight[::step].sum(), 1e-12)
    bought, k = own @ expit(some), taste.shape[1]
    lift = log_ratio[np.triu_indices(k, 1)].mean() if k > 1 else 0.0
    share = float(np.clip(np.exp(-lift), min(bought.max() / _MOST_BOUGHT, 1.0), 1.0))
    low, high = np.zeros(k), np.full(k, _FARTHEST)
    for _ in range(_STEPS):
        more = (low + high) / 2
        is_short = own @ expit(some + more) < bought / share
        low, high = np.where(is_short, more, low), np.where(is_short, high, more)
    return share, np.where(share < 1, (low + high) / 2, 0.0).astype(np.float32)
