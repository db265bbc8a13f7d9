"""Which blocks of what describes products find the buyers of products that hardly sold."""

from collections.abc import Mapping
from functools import partial
from itertools import combinations

import numpy as np

from analytics.arrays import Bools, Floats, Ints
from analytics.recommend.cold import CUSTOMERS, new_products
from analytics.recommend.described import Block
from analytics.recommend.fitted import blocks
from analytics.recommend.models.content import Content
from analytics.recommend.purchases import Purchases

_MOST_CUSTOMERS, _LEAST_CUSTOMERS = 1_000, 20  # that choose
_DECIMALS = 3  # of NDCG: less is luck


def chosen_blocks(past: Purchases, later: Purchases, content: Content, is_known: Bools) -> tuple[Block, ...]:
    """Return the blocks that together found best what customers then bought of new products.

    Titles that are numbers, or pictures that are all one placeholder, would else drown what tells the truth.
    Of equally good ones the most blocks; all where hardly anybody bought a new product.

    Parameters
    ----------
    past, later : of all products, before and after a moment before the one that is judged
    content : fitted to the past
    is_known : (n_products,) which have enough buyers
    """
    there = tuple(content.blocks_)
    new = new_products(past, later, is_known)
    if len(new.customers) < _LEAST_CUSTOMERS or not there:
        return there
    ndcg = dict.fromkeys((some for n in range(len(there), 0, -1) for some in combinations(there, n)), 0.0)
    everyone = np.arange(min(len(new.customers), _MOST_CUSTOMERS))
    for rows in blocks(everyone, CUSTOMERS):
        part = new.of_rows(rows)
        alike = {block: content.likeness(part.customers, block) for block in there}
        for some in ndcg:
            ndcg[some] += float(part.judged(partial(_together, content, alike, some))["ndcg"].sum())
    return max(ndcg, key=lambda some: round(ndcg[some] / len(everyone), _DECIMALS))


def _together(
    content: Content, alike: Mapping[Block, Floats], some: tuple[Block, ...], customers: Ints
) -> Floats:
    """Return scores by some blocks, of the customers whose likeness is at hand."""
    return content.together([alike[block] for block in some])
