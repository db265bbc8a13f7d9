"""What a search found as a table."""

import pandas as pd

from analytics.recommend.search.searcher import Found

COLUMNS = ("product_id", "title", "category", "brand")


def listed(found: Found, products: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the first products of a search.

    Parameters
    ----------
    products : as the searcher has them
    top : how many

    Returns
    -------
    place, product_id, title, category, brand, score, by_words, by_meaning, liking
    """
    first = found.product[:top]
    rows = products[list(COLUMNS)].iloc[first].reset_index(drop=True)
    rows.insert(0, "place", range(1, len(rows) + 1))
    scores = {"score": found.score, "by_words": found.by_words}
    scores |= {"by_meaning": found.by_meaning, "liking": found.liking}
    return rows.assign(**{name: array[:top].astype(float) for name, array in scores.items()})
