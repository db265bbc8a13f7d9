"""Shapley values of few players, exact: every coalition has been asked."""

from math import factorial

import numpy as np

from analytics.arrays import Doubles


def shapley_values(outcomes: Doubles) -> Doubles:
    """Return what each player adds, averaged over every order of joining, (n_players, ...).

    Together they add the outcome of all players less that of none.

    Parameters
    ----------
    outcomes : (2^n_players, ...)
        Of every coalition; bit i of its place says whether player i is in it.

    References
    ----------
    Shapley (1953), A value for n-person games.
    """
    n = len(outcomes).bit_length() - 1
    places = np.arange(len(outcomes))
    size = sum(((places >> i) & 1 for i in range(n)), np.zeros(len(outcomes), int))
    by_size = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)])
    values = np.zeros((n, *outcomes.shape[1:]))
    for player in range(n):
        without = places[(places >> player) & 1 == 0]
        gain = outcomes[without | (1 << player)] - outcomes[without]
        values[player] = np.tensordot(by_size[size[without]], gain, 1)
    return values
