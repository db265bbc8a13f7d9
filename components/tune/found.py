"""What a search found: the trials, what mattered, and the winner beside the default."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.lab_words import SETTING_WORDS
from analytics.cli.tuning_words import OUTCOME_WORDS
from analytics.lab.tuning.files import RECORD, TRIALS
from components.shell import display, tables
from components.tune.charts import history_chart, importance_chart, parallel_chart

MOST_AXES = 8  # of parallel coordinates: those that mattered most
TRIAL_COLUMNS = {
    "trial": tables.count("Trial", "0 is the default"),
    "outcome": tables.text("Ended"),
    "loss": tables.number("Log-loss", "Of the validation rows", 4),
    "best_loss": tables.number("Best so far", decimals=4),
    "seconds": tables.number("Seconds", decimals=1),
}
IMPORTANCE_COLUMNS = {
    "setting": tables.text("Setting"),
    "share": tables.bar("Importance", "Share of the variance of the loss that it explains (fANOVA)"),
}
JUDGED_COLUMNS = {
    "way": tables.text("Settings"),
    "loss": tables.number("On validation rows", "Log-loss of the rows that chose the winner", 4),
    "test_loss": tables.number("On unseen rows", "Log-loss of the rows that no trial has seen", 4),
}


def show_found(search: Path) -> None:
    """Draw what a search found."""
    record, trials = RECORD.read(search), TRIALS.read(search)
    names = [one["name"] for one in record["space"]]
    display.show_table(judged_table(record), JUDGED_COLUMNS, "winner")
    _show_changed(record)
    words = {name: SETTING_WORDS[name][0] for name in names}
    shown = trials.assign(outcome=trials["outcome"].map(OUTCOME_WORDS))
    columns = TRIAL_COLUMNS | {n: tables.number(words[n], decimals=6) for n in names if n in trials}
    display.show_chart(history_chart(trials), shown, columns, "trials")
    if not record["importance"]:
        display.show_note("Too few trials ended to tell which settings matter.")
        return
    importance = pd.DataFrame(
        {"setting": [words[n] for n in record["importance"]], "share": list(record["importance"].values())}
    )
    display.show_chart(importance_chart(importance), importance, IMPORTANCE_COLUMNS, "importance")
    axes = list(record["importance"])[:MOST_AXES]
    display.show_figure(parallel_chart(trials, axes, words), "parallel")


def judged_table(record: dict) -> pd.DataFrame:
    """Return the default and the winner with their losses."""
    rows = [{"way": "Default"} | record["default"], {"way": "Winner"} | record["winner"]]
    return pd.DataFrame(rows)[list(JUDGED_COLUMNS)]


def _show_changed(record: dict) -> None:
    """Say which settings the winner has in place of the default's."""
    changed = [
        f"{SETTING_WORDS[name][0]} {value:.4g} (default {record['train'][name]:.4g})"
        for name, value in record["winner"]["figures"].items()
    ]
    if changed:
        with st.container(border=True):
            display.show_note(f"The winner: {', '.join(changed)}.")
