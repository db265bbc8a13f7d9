"""Sets of blocks judged side by side: how alike products are by each block is computed once."""

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.cold import CUSTOMERS, Newcomers
from analytics.recommend.described import Block
from analytics.recommend.fitted import blocks
from analytics.recommend.models.content import Content

Set = tuple[Block, ...]


def judged_sets(new: Newcomers, content: Content, sets: Iterable[Set]) -> dict[Set, pd.DataFrame]:
    """Return recall and NDCG of new products ranked by each set of blocks, one row per customer.

    Parameters
    ----------
    content : fitted to what is known of the customers
    sets : of its blocks; by popularity where one is empty
    """
    found: dict[Set, list[pd.DataFrame]] = {some: [] for some in sets}
    for rows in blocks(np.arange(len(new.customers)), CUSTOMERS):
        part = new.of_rows(rows)
        alike = {block: content.likeness(part.customers, block) for block in content.blocks_}
        for some, frames in found.items():
            frames.append(part.judged(partial(_together, content, alike, some)))
    return {some: pd.concat(frames, ignore_index=True) for some, frames in found.items()}


def _together(content: Content, alike: Mapping[Block, Floats], some: Set, customers: Ints) -> Floats:
    """Return scores by some blocks, of the customers whose likeness is at hand."""
    return content.together([alike[block] for block in some]) if some else content.of_blocks(customers, ())
