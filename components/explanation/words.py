"""What is said of an explanation: what moves predictions most, and how far that can be trusted."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.evidence.explained import Explained
from components.explanation.names import name_of
from components.shell import formats

FIRM = 0.9  # share of the draws in which a rank stays
SAME_AUC = 0.01  # a smaller lead is not worth a model that cannot be read


def answer(explained: Explained) -> str:
    """Return in one sentence what moves predictions most, and what a cheaper price does."""
    first = explained.importance.iloc[0]
    price = explained.dependence.set_index(explained.dependence["multiplier"].round(2))["mean"]
    moved = formats.points(first["mean_absolute"])
    sentence = f"{name_of(first['group'])} moves the predictions most: by {moved} on average"
    if not {0.9, 1.0} <= set(price.index):
        return f"{sentence}."
    return (
        f"{sentence}. At 10 % off, the predicted share that buys rises from "
        f"{formats.share(price[1.0])} to {formats.share(price[0.9])}."
    )


def pairs_words(pairs: pd.DataFrame) -> str:
    """Return which two inputs do most together that neither does alone."""
    if pairs.empty or not pairs["mean_absolute"].max() > 0:
        return "No two inputs do anything together that they do not do apart."
    first = pairs.loc[pairs["mean_absolute"].idxmax()]
    return (
        f"{name_of(first['group'])} and {_inside(first['other'])} depend on each other most: together they "
        f"move a prediction by {formats.points(first['mean_absolute'])} more, or less, than apart."
    )


def agreement_words(agreement: pd.DataFrame) -> str:
    """Return how far the second opinion agrees with the first."""
    figures = agreement.set_index("figure")
    rank, sign = figures.loc["rank_correlation"], figures.loc["sign_agreement"]
    band = formats.band(rank["low"], rank["high"])
    return (
        f"The second opinion puts inputs in much the same order where the rank correlation is near 1; here "
        f"it is {formats.number(rank['value'])} (90 % band {band}). It gives "
        f"{formats.share(sign['value'], 0)} of the inputs that matter the same direction."
    )


def stability_words(rows: pd.DataFrame) -> str:
    """Return whether the order of the inputs is firm.

    Parameters
    ----------
    rows : of one way of drawing again, by group
    """
    rows = rows.sort_values("rank")
    firm = rows[rows["same_rank_share"] >= FIRM]
    first = rows.iloc[0]
    if first["same_rank_share"] >= FIRM:
        start = f"{name_of(first['group'])} comes first in {_draws(first)} of the draws"
    else:
        start = (
            f"{name_of(first['group'])} comes first in only {_draws(first)} of the draws, so whether it or "
            f"{_inside(rows.iloc[1]['group'])} matters more is open"
        )
    return f"{start}. {len(firm)} of {formats.counted(len(rows), 'input')} keep their place in nine of ten."


def glass_words(glass: Mapping[str, Any]) -> str:
    """Return what the model that can be read whole gives away."""
    if glass["gap"] is None:
        return "The visits held out have one outcome only, so the two models cannot be compared."
    band = formats.band(glass["gap_low"], glass["gap_high"], decimals=3)
    own, model, gap = (formats.number(glass[name], 3) for name in ("glass_auc", "model_auc", "gap"))
    told = (
        f"The glass box ranks purchases with an AUC of {own}, the model with {model}: a lead of {gap} "
        f"(90 % band {band})."
    )
    if glass["gap_low"] <= 0:
        return f"{told} No lead is sure: what can be read predicts as well here."
    if glass["gap"] < SAME_AUC:
        return f"{told} The lead is sure but small: what can be read predicts nearly as well here."
    return f"{told} The rest is what a sum of curves cannot say: what depends on something else."


def _inside(code: str) -> str:
    """Return what a group is called within a sentence."""
    name = name_of(code)
    return name[:1].lower() + name[1:]


def _draws(row: "pd.Series[Any]") -> str:
    return formats.share(row["same_rank_share"], 0)
