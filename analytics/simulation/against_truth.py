"""What a run said beside what is true, on shops whose truth is known: errors, and the profit captured.

The truth comes in frames from outside and meets results only here, after a run; no model ever sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

KEYS = ["offer_id", "segment"]
HALF = 0.5  # of the expected profit


@dataclass(frozen=True)
class Captured:
    """Extra profit per visit, summed over offers [currency].

    Attributes
    ----------
    advised : true profit of the advised discounts
    flat : of the best single discount per offer, the same for every segment
    possible : of the best discount per offer and segment, which only the truth can name
    """

    advised: float
    flat: float
    possible: float

    @property
    def share(self) -> float:
        """Return the advised discounts' share of what was possible; NaN where nothing was."""
        return self.advised / self.possible if self.possible > 0 else float("nan")

    @property
    def flat_share(self) -> float:
        """Return the best flat discounts' share of what was possible; NaN where nothing was."""
        return self.flat / self.possible if self.possible > 0 else float("nan")


def elasticity_errors(estimated: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """Return estimated elasticities beside true ones, with the relative error and whether the band holds.

    Parameters
    ----------
    estimated : product_id, [segment], elasticity, elasticity_low, elasticity_high; NaN where withheld
    true : product_id, [segment], true_elasticity
    """
    keys = [name for name in ("product_id", "segment") if name in estimated and name in true]
    rows = estimated.merge(true, on=keys, how="inner", validate="1:1")
    inside = rows["true_elasticity"].between(rows["elasticity_low"], rows["elasticity_high"])
    return rows.assign(error_share=rows["elasticity"] / rows["true_elasticity"] - 1, is_in_band=inside)


def advice_errors(book: pd.DataFrame, curves: pd.DataFrame) -> pd.DataFrame:
    """Return one row per offer × segment: the advice, what it truly earns, and the best that was possible.

    Parameters
    ----------
    book : a price book; a discount that is withheld counts as none
    curves : offer_id, segment, discount_share, true_profit; one row per discount of a common grid from zero
    """
    grid, table = _profits(curves)
    rows = book[book.set_index(KEYS).index.isin(table.index)].reset_index(drop=True)
    profit = table.loc[pd.MultiIndex.from_frame(rows[KEYS])].to_numpy()
    advised = rows["discount_share"].fillna(0.0).to_numpy(float)
    at, every = np.abs(grid[None] - advised[:, None]).argmin(1), np.arange(len(rows))
    best = profit.argmax(1)
    kept = [*KEYS, "product_ids", "discount_share", "incremental_profit_per_visit", "incremental_profit_low",
            "incremental_profit_high", "verdict"]  # fmt: skip
    return rows[kept].assign(
        true_profit=profit[every, at],
        best_discount_share=grid[best],
        best_profit=profit[every, best],
    )


def reliability(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how often advice of each verdict keeps its promise, one row per verdict that advises discounts.

    A promise is a band: it is kept where at least its lower end is truly earned. Columns: n_rows; kept_share;
    half_share, of rows that earn at least half of the profit expected, however wide its band; lost_share, of
    those that truly lose; in_band_share; promised_profit and true_profit, the means [currency].

    Parameters
    ----------
    rows : of `advice_errors`
    """
    given = rows[rows["discount_share"].fillna(0) > 0]
    promised, true = given["incremental_profit_per_visit"], given["true_profit"]
    low, high = given["incremental_profit_low"], given["incremental_profit_high"]
    judged = given.assign(
        is_kept=true >= low,
        is_half=true >= HALF * promised,
        is_lost=true < 0,
        is_in_band=true.between(low, high),
    )
    return judged.groupby("verdict", as_index=False).agg(
        n_rows=("is_kept", "size"),
        kept_share=("is_kept", "mean"),
        half_share=("is_half", "mean"),
        lost_share=("is_lost", "mean"),
        in_band_share=("is_in_band", "mean"),
        promised_profit=("incremental_profit_per_visit", "mean"),
        true_profit=("true_profit", "mean"),
    )


def captured(
    book: pd.DataFrame, curves: pd.DataFrame, visit_share: Mapping[str, float] | None = None
) -> Captured:
    """Return how much of the possible extra profit the book's discounts capture, and the best flat ones.

    Parameters
    ----------
    visit_share : segment → weight of its visits; all alike where absent
    """
    rows = advice_errors(book, curves)
    _, table = _profits(curves)
    table = table.loc[pd.MultiIndex.from_frame(rows[KEYS])]
    segments = table.index.get_level_values("segment")
    weight = np.array([1.0 if visit_share is None else visit_share.get(str(name), 0.0) for name in segments])
    weighted = table * weight[:, None]
    flat = weighted.groupby(level="offer_id").sum().to_numpy().max(1, initial=0.0).sum()
    advised, possible = (weight @ rows[name].to_numpy(float) for name in ("true_profit", "best_profit"))
    return Captured(float(advised), float(flat), float(possible))


def _profits(curves: pd.DataFrame) -> tuple[NDArray[np.float64], pd.DataFrame]:
    """Return the grid of discounts and the profits, one row per offer × segment and a column per discount."""
    table = curves.pivot_table(index=KEYS, columns="discount_share", values="true_profit", sort=False)
    table = table[sorted(table.columns)]
    return table.columns.to_numpy(float), table
