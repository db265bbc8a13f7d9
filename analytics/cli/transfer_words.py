"""Words for what pre-training on another shop gains."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.cli.wording import percent

_WAYS = {"pretrained": "pre-trained", "scratch": "from scratch"}
_NAMES = {"auc": "AUC", "log_loss": "Log-loss"}
GAIN_FIGURES: Mapping[str, tuple[str, str]] = {  # code → name, meaning
    f"{figure}_{way}": (f"{name}, {words}", f"{name} on customers that only judge, mean over seeds")
    for figure, name in _NAMES.items()
    for way, words in _WAYS.items()
} | {
    f"{figure}_gain{end}": (f"{name} gain{words}", meaning)
    for figure, name in _NAMES.items()
    for end, words, meaning in (
        ("", "", "What pre-training makes better; above zero it helps"),
        ("_low", ", low end", "Of the 90 % band of the mean over seeds"),
        ("_high", ", high end", "Of the 90 % band of the mean over seeds"),
    )
}


def transfer_words(record: Mapping[str, Any], gains: pd.DataFrame) -> str:
    """Return in a sentence or two what pre-training gains with the fewest customers, and with all."""
    known = gains[gains["auc_gain"].notna()]
    if known.empty:
        return "The customers are too few for any training; add some, or learn from larger shares."
    few, most = known.iloc[0], known.iloc[-1]
    said = f"Pre-trained on {record['source']}, {_at(few)}{_band(few)}"
    if len(known) > 1:
        said += f"; {_at(most)}"
    return f"{said}. {_shared(record)}"


def _at(row: pd.Series) -> str:
    n = int(row["n_customers"])
    known = f"{n:,} customers ({percent(row['data_share'], 0)})"
    return f"AUC with {known} is {row['auc_pretrained']:.3f} instead of {row['auc_scratch']:.3f} from scratch"


def _band(row: pd.Series) -> str:
    if pd.isna(row["auc_gain_low"]):
        return ""
    return f" (90 % band of the gain {row['auc_gain_low']:+.3f} to {row['auc_gain_high']:+.3f})".replace(
        "-", "\N{MINUS SIGN}"
    )


def _shared(record: Mapping[str, Any]) -> str:
    if not record["n_shared"]:
        return "The shops have no category in common, so little can carry over."
    n = record["n_shared"]
    return f"The shops have {n} of {record['n_categories']} categories in common."
