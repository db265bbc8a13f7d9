"""The models that the Lab has trained: listed, compared, put to use, put away, handed over and taken in."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.lab_words import METHOD_WORDS, SUBJECT_WORDS
from analytics.lab.config import Method
from analytics.lab.registry.runs import LabRun, lab_runs, runs_frame
from analytics.lab.subjects.config import Subject
from components.lab_models.actions import show_actions, show_import
from components.lab_models.compared import show_compared
from components.shell import display, formats, tables
from data.store import Shop

__all__ = ["answer", "choose_models", "show_actions", "show_compared", "show_import"]

COLUMNS = {
    "trained_at": tables.time("Trained [UTC]"),
    "model": tables.text("Method"),
    "about": tables.text("Of"),
    "auc": tables.number("AUC", "On rows that it has not seen", 3),
    "log_loss": tables.number("Log-loss", "On rows that it has not seen; less is better", 4),
    "brier": tables.number("Brier", decimals=4),
    "ece": tables.number("Calibration error", decimals=4),
    "seconds": tables.number("Seconds", "That the training took", 1),
    "device": tables.text("On"),
    "seed": tables.number("Seed", decimals=0),
    "is_in_use": tables.tick("In use"),
    "is_archived": tables.tick("Archived"),
    "fingerprint": tables.text("Data", "Names the rows: models with the same one have seen the same"),
    "parent": tables.text("From", "The search or the run that it came from"),
    "run_id": tables.text("Run"),
}


def choose_models(shop: Shop) -> list[LabRun]:
    """Draw the models and ask which of them are meant; several can be ticked."""
    with_archived = st.toggle("Show archived ones", key="with-archived")
    runs = lab_runs(Path(shop.directory), with_archived=with_archived)
    if not runs:
        missing = "No model has been trained yet."
        display.show_empty(missing, page="pages/lab/train.py", label="Train one")
        return []
    table = named(runs)
    display.show_note("Tick models to put them to use, away, or beside each other.")
    options = {"on_select": "rerun", "selection_mode": "multi-row", "key": "lab-models"}
    event = display.draw_table(table, COLUMNS, "", **options)
    display.show_table_download(table[list(COLUMNS)], "models")
    return [runs[i] for i in event.selection.rows if i < len(runs)]


def named(runs: list[LabRun]) -> pd.DataFrame:
    """Return a row of each run with its codes in words."""
    table = runs_frame(runs)
    return table.assign(
        model=[_words(METHOD_WORDS, Method, code) for code in table["method"]],
        about=[_words(SUBJECT_WORDS, Subject, code) for code in table["subject"]],
    )


def answer(shop: Shop) -> str:
    """Return in a sentence which models there are, and which is in use."""
    runs = lab_runs(Path(shop.directory))
    if not runs:
        return "No model has been trained in the Lab yet."
    told = f"{formats.counted(len(runs), 'model')} trained"
    table = named(runs)
    used = table[table["is_in_use"]]
    if used.empty:
        return f"{told}; none is in use."
    words = [f"{row['model']} (AUC {row['auc']:.3f})" for row in used.to_dict("records")]
    return f"{told}; in use: {', '.join(words)}."


def _words(words: object, kind: type, code: object) -> str:
    """Return the words of a code; those of a run that cannot be read say so."""
    try:
        return words[kind(code)]  # type: ignore[index]
    except (KeyError, ValueError):
        return "cannot be read" if code is None else str(code)
