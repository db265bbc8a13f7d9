"""New customers and products judged: the blocks chosen on the weeks before those that judge them."""

import pandas as pd

from analytics.recommend.blocks_added import blocks_added
from analytics.recommend.blocks_chosen import chosen_blocks
from analytics.recommend.cold import cold_starts
from analytics.recommend.cut import sold_enough
from analytics.recommend.models.content import Content
from analytics.recommend.purchases import Purchases


def judge_new(
    purchases: Purchases, products: pd.DataFrame, test_from: int, horizon_days: int, seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return how new customers and products are answered, and what each block of what describes adds.

    Parameters
    ----------
    purchases : of all products
    products : of the history, in its order
    test_from : day from which purchases judge
    horizon_days : before it, that choose which blocks count
    """
    past, later = purchases.before(test_from), purchases.since(test_from)
    before = past.before(test_from - horizon_days)
    then = past.since(test_from - horizon_days)
    used = chosen_blocks(before, then, Content().fit(before, products), sold_enough(before))
    content, is_known = Content().fit(past, products), sold_enough(past)
    blocks = blocks_added(past, later, content, is_known, used, seed)
    content.blocks_ = {block: content.blocks_[block] for block in used}
    return cold_starts(past, later, content, is_known), blocks
