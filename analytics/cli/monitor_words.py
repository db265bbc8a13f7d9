"""What a monitoring says, in sentences; the command line and the page say the same."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.cli.wording import counted, percent
from analytics.evidence.drift.codes import Advice, Drift, DriftInput, Sign

ADVICE_WORDS: Mapping[str, str] = {
    Advice.KEEP: "Keep the model",
    Advice.WATCH: "Watch the model",
    Advice.RETRAIN: "Train again",
}
INPUT_WORDS: Mapping[str, str] = {
    DriftInput.PRICE: "Price level",
    DriftInput.PRODUCT: "Products bought",
    DriftInput.CATEGORY: "Categories bought",
    DriftInput.SEGMENT: "Segments that visit",
    DriftInput.ATTRIBUTE: "Customers that visit",
    DriftInput.BASKET: "Products in a visit",
    DriftInput.GAP: "Days since the visit before",
}
DRIFT_WORDS: Mapping[str, str] = {
    Drift.STABLE: "Stable",
    Drift.MODERATE: "Moved",
    Drift.LARGE: "Moved far",
}
SIGN_WORDS: Mapping[str, str] = {
    Sign.LEVEL: "Purchases against those predicted",
    Sign.ECE: "Calibration error",
    Sign.AUC: "Ranking of purchases (AUC)",
    Sign.PRICES: "Advised discounts",
}
NOTHING_SPEAKS = "nothing that the model was told has moved for sure, and it predicts as well as before"


def answer_words(report: Mapping[str, Any], drift: pd.DataFrame) -> str:
    """Return in a sentence what to do with the model, and why."""
    why = reasons(report, drift) or [NOTHING_SPEAKS]
    return f"{ADVICE_WORDS[report['advice']]}: {'; '.join(why)}."


def reasons(report: Mapping[str, Any], drift: pd.DataFrame) -> list[str]:
    """Return what speaks against keeping the model, the gravest first."""
    found = [(str(sign["advice"]), sign_words(sign)) for sign in report["signs"]]
    found += [(str(row["advice"]), drift_words(row)) for row in drift.to_dict("records")]
    grave = [(advice, words) for advice, words in found if advice != Advice.KEEP]
    order = list(Advice)
    return [words for _, words in sorted(grave, key=lambda one: -order.index(Advice(one[0])))]


def input_words(input: str, subject: str) -> str:
    """Return the name of an input; an attribute by its column."""
    return f"{INPUT_WORDS[input]}: {subject}" if subject else INPUT_WORDS[input]


def drift_words(row: Mapping[Any, Any]) -> str:
    """Return how far an input has moved."""
    name = input_words(str(row["input"]), str(row["subject"]))
    moved = "moved far" if row["drift"] == Drift.LARGE else "moved"
    return f"{name} {moved} (PSI {row['psi']:.2f}, 90 % band {row['low']:.2f}–{row['high']:.2f})"


def sign_words(sign: Mapping[str, Any]) -> str:
    """Return what a sign says of then and now."""
    kind, then, now = Sign(sign["sign"]), float(sign["then"]), float(sign["now"])
    match kind:
        case Sign.LEVEL:
            return f"newer visits bought {_ratio(now)} as predicted, those tested on {_ratio(then)}"
        case Sign.ECE:
            return f"predicted shares are off by {percent(now, 1)} on average, {percent(then, 1)} before"
        case Sign.AUC:
            return f"purchases are ranked with an AUC of {now:.3f}, {then:.3f} before"
        case Sign.PRICES:
            return f"advised discounts moved by {100 * float(sign['change']):.1f} points on average"


def size_words(report: Mapping[str, Any]) -> str:
    """Return what was held against what."""
    return (
        f"{counted(report['n_visits_now'], 'newer visit')} of "
        f"{counted(report['n_customers_now'], 'customer')} ({_day(report['first_newer'])} to "
        f"{_day(report['last_newer'])}) against {counted(report['n_visits_then'], 'visit')} that the "
        f"model was tested on. It took {report['seconds']:,.0f} seconds."
    )


def _ratio(log_ratio: float) -> str:
    return f"{math.exp(log_ratio):.2f} times as much"


def _day(moment: str) -> str:
    return moment[:10]
