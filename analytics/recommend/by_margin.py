"""Recommendations in the order of what they earn: relevance against profit."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.arrays import Doubles


def by_margin(lists: pd.DataFrame, contribution: Mapping[str, float], weight: float) -> pd.DataFrame:
    """Return lists of one method in the order of chance × contribution ^ weight, places counted anew.

    A weight of 0 leaves the order of chances, 1 is the expected contribution. What contributes nothing
    stands last as soon as the margin counts.

    Parameters
    ----------
    lists : as `listed` returns them
    contribution : of a unit of each product [currency]
    weight : 0–1
    """
    money = np.maximum(lists["product_id"].map(contribution).to_numpy(float), 0.0)
    worth = _worth(lists["chance"].to_numpy(float), np.nan_to_num(money), weight)
    ordered = lists.assign(worth=worth).sort_values(
        ["customer_id", "worth", "place"], ascending=[True, False, True], kind="stable"
    )
    place = ordered.groupby("customer_id", sort=False).cumcount() + 1
    return ordered.assign(place=place).drop(columns="worth").reset_index(drop=True)


def _worth(chance: Doubles, money: Doubles, weight: float) -> Doubles:
    usual = max(float(money.mean()) if len(money) else 0.0, 1e-9)
    return np.asarray(chance * (money / usual) ** weight)
