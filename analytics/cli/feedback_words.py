"""What is told of recommendations that were shown, in sentences; both doors say the same."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.cli.wording import counted, percent
from analytics.recommend.exposures import TAKEN_DAYS

NO_EXPOSURES = (
    "No file tells what customers were shown. Upload it as events of the type exposure (customer_id, "
    "product_id, event_time, and arm for the list or test group that it came from): then it is told how "
    "much of it was taken, and recommenders learn from it."
)


def feedback_words(feedback: Mapping[str, Any] | None, rates: pd.DataFrame) -> str:
    """Return how much of what was shown was taken, and whether that helps the hybrid.

    Parameters
    ----------
    feedback : of the record, None where nothing was shown
    rates : as `taken_rates` returns them
    """
    if feedback is None:
        return NO_EXPOSURES
    shown = counted(feedback["n_shown"], "time")
    if rates.empty:
        return f"Shown {shown}; none of it is {TAKEN_DAYS} days old yet, so what was taken is not known."
    row = rates[rates["is_all"]].iloc[0]
    band = f"90 % band {percent(row['rate_low'], 1)} to {percent(row['rate_high'], 1)}"
    told = (
        f"Of {counted(int(row['n_shown']), 'product')} shown to a customer on a day, "
        f"{percent(row['rate'], 1)} were looked at or bought within {TAKEN_DAYS} days ({band})."
    )
    return f"{told} {_gain_words(feedback['hybrid'])}".rstrip()


def _gain_words(gain: Mapping[str, Any] | None) -> str:
    """Return whether knowing what was shown helps; empty where no hybrid was compared."""
    if gain is None:
        return ""
    figures = f"NDCG@10 on the validation {gain['ndcg']:.3f} with it, {gain['ndcg_without']:.3f} without"
    if gain["is_used"]:
        return f"Knowing it, the hybrid ranks better, so it learns from it ({figures})."
    return f"Knowing it, the hybrid ranks no better, so it goes without ({figures})."
