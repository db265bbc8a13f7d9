"""What a validation says on its page; the sentences are those of the command line."""

import pandas as pd

from analytics.cli.explanation_words import GROUP_WORDS
from analytics.cli.validation_words import (
    BY_WORDS,
    CHECK_WORDS,
    WAY_WORDS,
    answer_words,
    gain_words,
    size_words,
)
from analytics.runs.input_groups import Group
from analytics.runs.validation import Validated

SPLITS = {by: words.capitalize() for by, words in BY_WORDS.items()}
FIGURES = {"auc": "AUC", "log_loss": "Log-loss", "brier": "Brier score", "ece": "Calibration error"}
INPUTS = {
    "price": GROUP_WORDS[Group.PRICE],
    "past": GROUP_WORDS[Group.HISTORY],
    "season": GROUP_WORDS[Group.SEASON],
}
REMEDIES = {
    "later_rows": "The folds overlap in time.",
    "shared_customers": "The folds share customers.",
    "future_inputs": "What the model is told of a visit uses what came after it.",
    "shuffled": "Where there is nothing to learn the model still ranks well: an input holds the outcome.",
    "single_input": "Leave a column out that was computed from later purchases, and train again.",
}


def answer(found: Validated) -> str:
    """Return whether the model is as good on other weeks and other customers."""
    return answer_words(found.report)


def gain(found: Validated) -> str:
    """Return what twice the data would gain."""
    return gain_words(found.report)


def size(found: Validated) -> str:
    """Return what was refitted on what."""
    return size_words(found.report)


def folds_table(found: Validated) -> pd.DataFrame:
    """Return the folds with their splits and ways in words."""
    rows = found.folds
    return rows.assign(split=rows["by"].map(SPLITS), way_name=rows["way"].map(WAY_WORDS))


def means_table(found: Validated) -> pd.DataFrame:
    """Return the means over folds with splits, ways and figures in words."""
    rows = pd.DataFrame(found.report["means"])
    names = {"split": rows["by"].map(SPLITS), "way_name": rows["way"].map(WAY_WORDS)}
    return rows.assign(**names, figure_name=rows["figure"].map(FIGURES))


def leaks_table(found: Validated) -> pd.DataFrame:
    """Return the checks in words, the gravest first."""
    rows = found.leaks
    names = rows["subject"].map(INPUTS).fillna(rows["subject"])
    order = rows["verdict"].map({"FAIL": 0, "WARN": 1, "PASS": 2})
    told = rows.assign(check_name=rows["check"].map(CHECK_WORDS), input_name=names, order=order)
    return told.sort_values("order", kind="stable", ignore_index=True)
