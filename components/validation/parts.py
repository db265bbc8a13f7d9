"""The tabs of the page: folds, leak check, learning curve."""

import json
from functools import partial

import streamlit as st

from analytics.runs.validation import Validated
from components.shell import display, formats, tables
from components.validation import words
from components.validation.charts import folds_chart, learning_chart

_FIGURES = {name: tables.number(label, decimals=4) for name, label in words.FIGURES.items()}
SPLIT = {"split": tables.text("Judged by"), "way_name": tables.text("Predicted by")}
FOLD_COLUMNS = {
    **SPLIT,
    "fold": tables.count("Fold"),
    **_FIGURES,
    "judged_from": tables.day("Judged from"),
    "judged_to": tables.day("Judged to"),
    "n_train_visits": tables.count("Visits learned from"),
    "n_judged_visits": tables.count("Visits held out"),
    "n_cells": tables.count("Chances judged"),
}
MEAN_COLUMNS = {
    **SPLIT,
    "figure_name": tables.text("Figure"),
    "mean": tables.number("Mean over folds", decimals=4),
    "low": tables.number("From", decimals=4),
    "high": tables.number("To", decimals=4),
    "own_less_mean": tables.number(
        "Own test less mean", "How far the training's own test lies off", decimals=4
    ),
}
LEAK_COLUMNS = {
    "verdict": tables.text("Verdict"),
    "check_name": tables.text("Looked for"),
    "input_name": tables.text("Input"),
    "value": tables.number("Found", decimals=4),
    "low": tables.number("From", decimals=4),
    "high": tables.number("To", decimals=4),
    "n": tables.count("Looked at", "Rows, customers or chances"),
}
LEARNING_COLUMNS = {
    "share": tables.share("Share of customers", decimals=0),
    "n_customers": tables.count("Customers learned from"),
    "auc": tables.number("AUC", decimals=4),
    "auc_low": tables.number("From", decimals=4),
    "auc_high": tables.number("To", decimals=4),
    "auc_fit": tables.number("By the curve", decimals=4),
}


def validation_parts(found: Validated) -> display.Tabs:
    """Return the tabs by their labels."""
    return {
        "Folds": partial(_show_folds, found),
        "Leak check": partial(_show_leaks, found),
        "Learning curve": partial(_show_learning, found),
    }


def show_validated(found: Validated) -> None:
    """Draw what was refitted on what, with the download of the whole."""
    display.show_note(words.size(found))
    content = json.dumps(found.report, indent=2).encode()
    label = "Download the validation (JSON)"
    display.show_download(label, lambda: content, "validation.json", weight="tertiary")


def _show_folds(found: Validated) -> None:
    rows, means = words.folds_table(found), words.means_table(found)
    figure = folds_chart(rows, means, found.report["own"].get("auc"))
    display.show_chart(figure, rows, FOLD_COLUMNS, "validation-folds")
    st.markdown("**Mean over folds, with its 90 % band**")
    display.show_table(means, MEAN_COLUMNS, "validation-means")
    display.show_note(
        "Folds of other weeks learn from all earlier visits and are judged by the window that follows, so "
        "the first ones know little. Folds of other customers are judged by those the refit never met."
    )


def _show_leaks(found: Validated) -> None:
    rows = words.leaks_table(found)
    graver = rows[rows["verdict"] != "PASS"]
    for row in graver.itertuples():
        what = f"{row.check_name}{f': {row.input_name}' if row.input_name else ''}"
        display.show_verdict(
            str(row.verdict), what, f"Found: {formats.number(row.value, 3)}.", words.REMEDIES[str(row.check)]
        )
    if graver.empty:
        display.show_verdict("PASS", "Nothing leaks", "Every check below found nothing.")
    display.show_table(rows, LEAK_COLUMNS, "leak-checks")


def _show_learning(found: Validated) -> None:
    st.markdown(formats.escaped(words.gain(found)))
    figure = learning_chart(found.learning, found.report["gain"])
    display.show_chart(figure, found.learning, LEARNING_COLUMNS, "learning-curve")
    display.show_note(
        "The same later visits judge every size. The line is a + b·n^(−c), fitted to the dots; the gray dot "
        "is what it predicts for twice the customers."
    )
