"""Words for what is done about a rare outcome, and for what it comes to."""

from collections.abc import Mapping

import pandas as pd

from analytics.cli.wording import percent
from analytics.lab.config import Imbalance, Reduction

REDUCTION_WORDS: Mapping[Reduction, str] = {
    Reduction.NONE: "As they are",
    Reduction.PCA: "Principal components (PCA)",
    Reduction.LDA: "What tells the outcomes apart (LDA)",
    Reduction.RANDOM: "Random projection",
}
IMBALANCE_FIGURES: Mapping[str, tuple[str, str]] = {  # beside those of every run
    "recall_half": ("Recall from 50 %", "Of the rows that came out yes, the share predicted at 50 % or more"),
    "precision_half": (
        "Precision from 50 %",
        "Of the rows predicted at 50 % or more, the share that came out yes",
    ),
    "threshold": ("Best threshold", "Predicted share from which on F1 is highest on the validation rows"),
}


def comparison_words(table: pd.DataFrame) -> str:
    """Return in a sentence what balancing gains in recall and costs in calibration."""
    plain = table[(table["imbalance"] == Imbalance.NONE) & ~table["is_recalibrated"]].iloc[0]
    others = table[(table["imbalance"] != Imbalance.NONE) & table["auc"].notna()]
    if others.empty:
        return "The rows are too few for anything to be done about the rare outcome."
    raw, mended = (others[others["is_recalibrated"] == is_] for is_ in (False, True))
    best = table[table["is_recalibrated"]].sort_values("pr_auc", ascending=False).iloc[0]
    name = (
        "doing nothing" if best["imbalance"] == Imbalance.NONE else str(best["imbalance"]).replace("_", " ")
    )
    return (
        f"Balancing lifts recall from 50 % on from {percent(plain['recall_half'], 0)} to "
        f"{percent(raw['recall_half'].median(), 0)} (median of {len(raw)} ways), but predicted shares are "
        f"then off by {percent(raw['ece'].median(), 1)} instead of {percent(plain['ece'], 1)}; recalibrated, "
        f"by {percent(mended['ece'].median(), 1)}. PR-AUC is highest with {name}."
    )
