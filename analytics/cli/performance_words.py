"""What ways to predict and their figures are called; the command line and the pages say the same."""

from collections.abc import Mapping

import pandas as pd

from analytics.cli.wording import MINUS
from analytics.evidence.curves.decisions import ThresholdFigure
from analytics.evidence.curves.recalibration import Recalibration
from analytics.evidence.curves.summary import Figure
from analytics.evidence.held_out import MAJORITY, MODEL

WAY_WORDS: Mapping[str, tuple[str, str]] = {  # name, long name
    MODEL: ("Model", "the model of this shop"),
    "textbook": ("Textbook network", "textbook network (LSTM over the last purchases)"),
    "boosting": ("Boosting", "gradient boosting, buying less at higher prices"),
    "logit": ("Logit", "logit regression"),
    "frequency": ("Frequency", "how often the customer bought it before"),
    "free": ("Unconstrained twin", "unconstrained twin: the model, free to buy more at higher prices"),
    "double_ml": ("Double machine learning", "double machine learning (elasticities only)"),
    MAJORITY: ("Majority", "what most chances did, and the share that bought for all of them"),
}
FIGURE_WORDS: Mapping[str, str] = {
    Figure.AUC: "AUC",
    Figure.PR_AUC: "PR-AUC",
    Figure.LOG_LOSS: "Log-loss",
    Figure.BRIER: "Brier",
    Figure.ECE: "Calibration",
    ThresholdFigure.ACCURACY: "Accuracy",
    ThresholdFigure.BALANCED_ACCURACY: "Balanced accuracy",
    ThresholdFigure.PRECISION: "Precision",
    ThresholdFigure.RECALL: "Recall",
    ThresholdFigure.F1: "F1",
    ThresholdFigure.MCC: "MCC",
}
RECALIBRATION_WORDS: Mapping[str, str] = {
    Recalibration.NONE: "As it is",
    Recalibration.PLATT: "Platt (a logit line)",
    Recalibration.ISOTONIC: "Isotonic (rising steps)",
}
TESTS_NOTE = (
    "The test by customers draws whole customers again and again. DeLong takes every chance for independent; "
    "those of one customer are alike, so that test may be too sure"
)
RARELY = 0.05  # of chance alone: what is rarer is told as a difference


def lead_words(row: Mapping[str, float | str]) -> str:
    """Return in a sentence whether the model ranks better than another way, by both tests.

    Parameters
    ----------
    row : of the table of differences
    """
    other = WAY_WORDS[str(row["way"])][0]
    gap, low, high = (float(row[name]) for name in ("difference", "low", "high"))
    p, delong_p = float(row["p"]), float(row["delong_p"])
    told = "no difference in AUC is shown" if not p < RARELY else f"the model is {_better(gap)} in AUC"
    tests = f"by customers {p_words(p)}, by DeLong {p_words(delong_p)}"
    return f"{other}: {told}, {signed(gap)} (90 % band {signed(low)} to {signed(high)}; {tests})"


def recalibration_words(judged: pd.DataFrame) -> str:
    """Return in a sentence whether recalibration helps a way's scores.

    Parameters
    ----------
    judged : of one way, as `Recalibrated` has it
    """
    helping = judged[judged["is_better"].astype(bool)]
    if helping.empty:
        return "Recalibration does not surely help: log-loss and Brier do not both surely fall"
    best = helping.nsmallest(1, "log_loss").iloc[0]
    name = RECALIBRATION_WORDS[best["recalibration"]]
    change, low, high = (signed(best[f"log_loss_{end}"], 4) for end in ("change", "low", "high"))
    return (
        f"Recalibration helps most by {name}: log-loss {change} (90 % band {low} to {high}), Brier falls too"
    )


def p_words(p: float) -> str:
    """Return a p-value as people write it: p = 0.03, p < 0.001."""
    if pd.isna(p):
        return "not testable"
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def signed(value: float, decimals: int = 3) -> str:
    """Return a difference with its sign."""
    return f"{value:+.{decimals}f}".replace("-", MINUS)


def _better(gap: float) -> str:
    return "better" if gap > 0 else "worse"
