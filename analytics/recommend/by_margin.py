"""Recommendations in the order of what they earn: relevance against profit."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.money import CostAssumptions

LIST = ["customer_id", "method"]  # what a list is of


def contributions_of(products: pd.DataFrame, costs: CostAssumptions) -> dict[str, float]:
    """Return what a unit of each product contributes at its list price [currency], by product_id.

    Parameters
    ----------
    products : as the mart has them
    """
    money = costs.costs(products).contributions(products["list_price"].to_numpy(float))
    return dict(zip(products["product_id"], money.tolist(), strict=True))


def by_margin(lists: pd.DataFrame, contribution: Mapping[str, float], weight: float) -> pd.DataFrame:
    """Return lists in the order of chance × contribution ^ weight, places counted anew.

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
        [*LIST, "worth", "place"], ascending=[True, True, False, True], kind="stable"
    )
    place = ordered.groupby(LIST, sort=False).cumcount() + 1
    return ordered.assign(place=place).drop(columns="worth").reset_index(drop=True)


def _worth(chance: Doubles, money: Doubles, weight: float) -> Doubles:
    usual = max(float(money.mean()) if len(money) else 0.0, 1e-9)
    return np.asarray(chance * (money / usual) ** weight)
