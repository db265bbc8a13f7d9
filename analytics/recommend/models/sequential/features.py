"""Histories as sequences of products: the last ones of each customer, the newest last."""

import numpy as np

from analytics.arrays import Ints
from analytics.recommend.purchases import Purchases

PADDING = 0  # stands before a short sequence; products are counted from 1


def last_products(purchases: Purchases, length: int) -> Ints:
    """Return the last products of every customer, (n_customers, length), from 1; 0 where there were fewer."""
    found = np.zeros((purchases.n_customers, length), np.int32)
    n = np.bincount(purchases.customer, minlength=purchases.n_customers)
    end = np.cumsum(n)[purchases.customer]
    from_last = end - np.arange(len(purchases))  # rows are sorted by customer and day; the last has 1
    near = from_last <= length
    found[purchases.customer[near], length - from_last[near]] = purchases.product[near] + 1
    return found


def windows(purchases: Purchases, length: int) -> tuple[Ints, Ints]:
    """Return sequences to learn from and what came next at every place, both (n_windows, length).

    A customer's history is cut from its end into pieces of `length`; each continues the one before.
    """
    n = np.bincount(purchases.customer, minlength=purchases.n_customers)
    start = np.cumsum(n) - n
    place = np.arange(len(purchases)) - start[purchases.customer]
    left = n[purchases.customer] - 1 - place  # purchases that came after
    is_next = place > 0  # what a purchase before it can predict
    piece = left[is_next] // length
    firsts = np.concatenate([[0], np.cumsum(-(-np.maximum(n - 1, 0) // length))])
    row = firsts[purchases.customer[is_next]] + piece
    column = length - 1 - left[is_next] % length
    product = purchases.product + 1
    before, after = (np.zeros((firsts[-1], length), np.int32) for _ in range(2))
    after[row, column] = product[is_next]
    before[row, column] = product[np.flatnonzero(is_next) - 1]
    return before, after
