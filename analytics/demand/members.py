"""Which members of a fitted model share what no data tell."""

import numpy as np

from analytics.arrays import Ints


def draw_of(n_members: int) -> Ints:
    """Return which draw of what no data tell each member has, (n_members,): the fit 0, then two share one.

    The last of an even number, which nobody is left for, joins the two before it.
    """
    draw = (np.arange(n_members) + 1) // 2
    return np.minimum(draw, max((n_members - 1) // 2, 1)) if n_members > 1 else draw


def partner_of(n_members: int) -> Ints:
    """Return for each member another one with the same draw, (n_members,); the fit has only itself."""
    draw = draw_of(n_members)
    first, size = np.searchsorted(draw, draw), np.bincount(draw)[draw]
    return np.asarray(first + (np.arange(n_members) - first + 1) % size)
