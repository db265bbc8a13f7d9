"""The one order of bundles: who is best is said alike by every page and file."""

import numpy as np
import pandas as pd

from analytics.findings import Verdict
from analytics.pricing.price_book.figures import PROFITS


def ranked(rows: pd.DataFrame, by: str = PROFITS[0]) -> pd.DataFrame:
    """Return bundles, or rows of a price book, best first: by extra profit, FAIL last, ties by offer id.

    Over the same visits, extra profit per visit and a year make one order. Rows keep their labels.

    Parameters
    ----------
    rows : offer_id, verdict, and
    by : the extra profit; missing where it is withheld
    """
    order = pd.DataFrame(
        {
            "fails": rows["verdict"] == Verdict.FAIL,
            "profit": -rows[by].astype(float).fillna(-np.inf),
            "offer_id": rows["offer_id"].astype(str),
        }
    ).reset_index(drop=True)
    return rows.iloc[order.sort_values([*order.columns], kind="stable").index]


def best_offer(bundles: pd.DataFrame) -> str:
    """Return the id of the best of some bundles; there is at least one."""
    return str(ranked(bundles)["offer_id"].iloc[0])


def best_of_segments(book: pd.DataFrame, by: str = PROFITS[0]) -> pd.DataFrame:
    """Return each segment's best row of a price book, none where no bundle earns more than its parts."""
    earning = book[(book["verdict"] != Verdict.FAIL) & (book["discount_share"] > 0) & (book[by] > 0)]
    return ranked(earning, by).drop_duplicates("segment")
