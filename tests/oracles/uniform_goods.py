"""Two goods of independent worth, each uniform between 0 and 1, that cost nothing: what prices earn, exactly.

References
----------
Adams & Yellen (1976), Commodity bundling and the burden of monopoly; McAfee, McMillan & Whinston (1989).
"""

import numpy as np

COMPONENTS, PURE, MIXED = 1 / 2, (2 / 3) ** 1.5, 0.549201  # the most that each mode can earn
PART_PRICE, PURE_PRICE = 2 / 3, np.sqrt(2 / 3)  # of mixed bundling, and of a bundle alone
BUNDLE_PRICE = (4 - np.sqrt(2)) / 3
N = 4181  # two neighboring Fibonacci numbers make a lattice that is even in all directions
STEP = 2584


def earned(one: float, other: float, bundle: float) -> float:
    """Return the profit per customer at prices of either good and of both; inf where a good is not sold."""
    one, other = min(one, 1.0, bundle), min(other, 1.0, bundle)  # dearer is not sold alone
    if bundle >= one + other:
        return one * (1 - one) + other * (1 - other)
    with_one, with_other = max(bundle - one, 0.0), max(bundle - other, 0.0)  # worth from which both are taken
    both = (1 - with_one) * (1 - with_other) - (one + other - bundle) ** 2 / 2
    return one * (1 - one) * with_one + other * (1 - other) * with_other + bundle * both


def worths() -> np.ndarray:
    """Return customers spread evenly over all worths of both goods, (N, 2)."""
    place = np.arange(N) + 0.5
    return np.column_stack([place / N, (place * STEP / N) % 1])
