"""Which blocks of what describes products find the buyers of products that hardly sold."""

from itertools import combinations

from analytics.arrays import Bools
from analytics.recommend.cold import new_products
from analytics.recommend.described import Block
from analytics.recommend.models.content import Content
from analytics.recommend.purchases import Purchases
from analytics.recommend.sets_judged import judged_sets

_LEAST_CUSTOMERS = 20  # that choose
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
    sets = [some for n in range(len(there), 0, -1) for some in combinations(there, n)]
    found = judged_sets(new, content, sets)
    return max(sets, key=lambda some: round(float(found[some]["ndcg"].mean()), _DECIMALS))
