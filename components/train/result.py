"""A finished run: its figures beside simpler ways, ROC and calibration, and how the training went."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.lab_words import DEVICE_WORDS, LAB_FIGURES, METHOD_WORDS, NAMES_OF_BASELINES
from analytics.evidence.curves.calibration import calibration
from analytics.evidence.curves.ranking import rank_cells
from analytics.lab.config import Method
from analytics.lab.device import Device
from analytics.lab.files import HISTORY, INPUTS, RECORD, TESTED
from components.shell import display, downloads, formats, session, tables
from components.train.charts import calibration_chart, history_chart, inputs_chart, roc_chart
from data.store import Shop

THIS, LOGISTIC = "This model", "Logistic regression"
SHARES = ("recall", "precision")
FIGURE_COLUMNS = {
    "way": tables.text("Way", width=220),
    **{
        code: tables.share(label, help_) if code in SHARES else tables.number(label, help_, 4)
        for code, (label, help_) in LAB_FIGURES.items()
    },
}
WAY = {"way": tables.text("Way")}
ROC_COLUMNS = {**WAY, "x": tables.share("False alarms"), "y": tables.share("Yes found")}
CALIBRATION_COLUMNS = {
    **WAY,
    "predicted": tables.share("Predicted"),
    "observed": tables.share("Observed"),
    **tables.band("", tables.share),
    "n": tables.count("Rows"),
}
HISTORY_COLUMNS = {
    "epoch": tables.count("Epoch, or tree"),
    "train_loss": tables.number("Log-loss, learned from", decimals=4),
    "validation_loss": tables.number("Log-loss, validation", decimals=4),
}
INPUT_COLUMNS = {
    "input": tables.text("Input"),
    "mean_absolute": tables.number("Moves answers by", "On average, up or down", 4),
}
MOST_INPUTS = 20  # bars that can be read
MOST_POINTS = 400  # of a curve: finer ones look the same


def show_run(shop: Shop, run: Path) -> None:
    """Draw a run's figures and pictures."""
    record = RECORD.read(run)
    display.show_table(figures_frame(record), FIGURE_COLUMNS, "lab-figures")
    display.show_note(how_words(record))
    tested = session.held(shop, ("lab test", run.name), lambda: TESTED.read(run))
    ways = {THIS: tested["score"]}
    if record["method"] != Method.LOGISTIC:
        ways[LOGISTIC] = tested["score_logistic"]
    left, right = st.columns(2, gap="medium")
    with left:
        curves = {name: roc_points(tested["outcome"], of) for name, of in ways.items()}
        display.show_chart(roc_chart(curves), display.named_rows(curves, "way"), ROC_COLUMNS, "lab-roc")
    with right:
        bins = {name: calibration(tested["outcome"], of) for name, of in ways.items()}
        figure = calibration_chart(bins)
        display.show_chart(figure, display.named_rows(bins, "way"), CALIBRATION_COLUMNS, "lab-calibration")
    history = HISTORY.read(run)
    if history["validation_loss"].notna().any():
        display.show_chart(history_chart(history), history, HISTORY_COLUMNS, "lab-history")
    if INPUTS.is_in(run):
        _show_inputs(INPUTS.read(run), Method(record["method"]))
    label = "Download outcome and score of every test row (CSV)"
    display.show_download(label, lambda: downloads.csv_bytes(tested), "lab-test.csv")


def _show_inputs(inputs: pd.DataFrame, method: Method) -> None:
    """Draw what moves the answers of trees, the strongest inputs; the table has all."""
    unit = "Average move [share]" if method is Method.FOREST else "Average move [log-odds]"
    figure = inputs_chart(inputs.head(MOST_INPUTS), unit)
    display.show_chart(figure, inputs, INPUT_COLUMNS, "lab-inputs")
    display.show_note("Exact Shapley values of the trees, of at most 1,000 test rows.")


def figures_frame(record: dict) -> pd.DataFrame:
    """Return a row of figures for each way: this model on both parts, others on the test rows."""
    name = METHOD_WORDS[Method(record["method"])].partition(" (")[0]
    rows = {
        f"{name}, test": record["metrics"]["test"],
        f"{name}, validation": record["metrics"]["validation"],
    }
    rows |= {f"{NAMES_OF_BASELINES[way]}, test": of for way, of in record["baselines"].items()}
    return pd.DataFrame([{"way": way} | of for way, of in rows.items()])


def how_words(record: dict) -> str:
    """Return in sentences on how many rows, on what and how long was trained."""
    rows = record["n_rows"]
    told = f"Learned from {formats.count(rows['train'])} rows, stopped by {formats.count(rows['validation'])}"
    device = DEVICE_WORDS[Device(record["device"])].lower()
    called = f"A row is called yes from {formats.share(record['threshold'])} on, as serves the validation."
    return (
        f"{told}, judged by {formats.count(rows['test'])}; on the {device}, "
        f"{formats.duration(record['seconds'])}. {called}"
    )


def roc_points(outcome: pd.Series, score: pd.Series) -> pd.DataFrame:
    """Return x (false alarms) and y (yes found) of thresholds, from none on."""
    found, wrong = rank_cells(outcome, score).counts
    at = range(0, len(found), max(len(found) // MOST_POINTS, 1))
    points = pd.DataFrame({"x": wrong / wrong[-1], "y": found / found[-1]})
    return points.iloc[sorted({*at, len(found) - 1})].reset_index(drop=True)
