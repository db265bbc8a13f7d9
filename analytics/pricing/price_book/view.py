"""What a page shows of a price book: how sure each row is, the rows asked for, and bundles × segments."""

from collections.abc import Collection, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.findings import Verdict
from analytics.pricing.price_book.figures import PROFITS
from analytics.pricing.price_book.ranking import ranked
from analytics.pricing.price_book.yearly import PROFIT

LIKELY = 0.8  # chance from which a gain is called likely


class Sureness(StrEnum):
    """How sure the gain of a row is, whatever its verdict; surest first."""

    SURE = "sure"  # its 90 % band lies above zero
    LIKELY = "likely"
    UNSURE = "unsure"
    NOTHING = "nothing"  # no discount is advised


def sureness(book: pd.DataFrame) -> pd.Series:
    """Return how sure the gain of each row of a price book is."""
    offered = (book["discount_share"] > 0).to_numpy()
    is_sure = (book[PROFITS[1]] > 0).to_numpy()
    is_likely = (book["chance_better"] >= LIKELY).to_numpy()
    found = np.select(
        [~offered, is_sure, is_likely], [Sureness.NOTHING, Sureness.SURE, Sureness.LIKELY], Sureness.UNSURE
    )
    return pd.Series(found, book.index, dtype="str")


def matching(
    book: pd.DataFrame,
    verdicts: Collection[str],
    sure: Collection[str],
    offer_ids: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the rows of these verdicts and as sure as asked, of some offers; empty: any."""
    is_wanted = np.ones(len(book), bool)
    for name, wanted in (("verdict", verdicts), ("sureness", sure), ("offer_id", offer_ids)):
        if wanted is not None and (len(wanted) or name == "offer_id"):
            is_wanted &= book[name].isin(list(wanted)).to_numpy()
    return book[is_wanted]


def by_segment(book: pd.DataFrame, segments: Sequence[str], figures: Sequence[str]) -> pd.DataFrame:
    """Return bundles down, best first, and for every segment its figures across.

    Parameters
    ----------
    book : one row per offer × segment, as of `yearly`

    Returns
    -------
    One row per offer, by offer_id; columns (segment, figure), missing where a segment has no row.
    """
    order = list(totals(book)["offer_id"])
    of_each = {
        segment: book[book["segment"] == segment].set_index("offer_id")[list(figures)].reindex(order)
        for segment in segments
    }
    return pd.concat(of_each, axis=1, names=["segment", "figure"])


def totals(book: pd.DataFrame) -> pd.DataFrame:
    """Return one row per offer, best first: extra profit a year over its rows; FAIL where all of them do."""
    grouped = book.groupby("offer_id", sort=False)
    profit = grouped[PROFIT].sum(min_count=1)
    n_failed = (book["verdict"] == Verdict.FAIL).groupby(book["offer_id"], sort=False).sum()
    all_fail = (n_failed == grouped.size()).to_numpy()
    rows = pd.DataFrame({"offer_id": profit.index, PROFIT: profit.to_numpy()})
    rows["verdict"] = np.where(all_fail, Verdict.FAIL.value, Verdict.PASS.value)
    return ranked(rows, PROFIT).reset_index(drop=True)


def doubts(book: pd.DataFrame) -> pd.DataFrame:
    """Return each reason against advice once, the commonest first: verdict, reason, n_rows."""
    doubted = book[book["verdict"] != Verdict.PASS]
    counted = doubted.groupby(["verdict", "reason"], sort=False).size().rename("n_rows").reset_index()
    return counted.sort_values(
        ["n_rows", "verdict", "reason"], ascending=[False, True, True], ignore_index=True
    )
