"""A finished comparison: figures of each way side by side, and the rows in two dimensions."""

from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.imbalance_words import IMBALANCE_FIGURES, REDUCTION_WORDS
from analytics.cli.lab_words import IMBALANCE_WORDS, LAB_FIGURES, METHOD_WORDS
from analytics.lab.config import Imbalance, Method, Reduction
from analytics.lab.imbalance_comparison import COMPARED, MAP, RECORD
from components.imbalance.charts import map_chart, ways_chart
from components.shell import choices, display, formats, tables

SHARES = ("recall", "precision", "recall_half", "precision_half", "threshold", "ece")
WAY = {"way": tables.text("Way", width=260), "is_recalibrated": tables.tick("Recalibrated")}
COLUMNS = WAY | {
    code: tables.share(label, help_) if code in SHARES else tables.number(label, help_, 4)
    for code, (label, help_) in {**LAB_FIGURES, **IMBALANCE_FIGURES}.items()
}
POINT_COLUMNS = {
    "x": tables.number("Axis 1"),
    "y": tables.number("Axis 2"),
    "outcome": tables.count("Outcome", "1: yes, 0: no"),
}


def parts(directory: Path) -> display.Tabs:
    """Return the parts of a comparison by their labels."""
    return {
        "Ways side by side": partial(show_ways, directory),
        "Rows in two dimensions": partial(show_map, directory),
    }


def show_ways(directory: Path) -> None:
    """Draw recall and calibration of each way, and all figures."""
    rows, record = ways_frame(COMPARED.read(directory)), RECORD.read(directory)
    left, right = st.columns(2, gap="medium")
    for column, figure_name in ((left, "recall_half"), (right, "ece")):
        with column:
            figure, shown = ways_chart(rows, figure_name), rows[[*WAY, figure_name]]
            columns = {name: COLUMNS[name] for name in shown}
            display.show_chart(figure, shown, columns, f"imbalance-{figure_name}")
    display.show_table(rows, COLUMNS, "imbalance")
    name = METHOD_WORDS[Method(record["method"])].partition(" (")[0]
    n, share = formats.counted(record["n_rows"]["test"], "row"), record["yes_share"]["test"]
    display.show_note(f"{name}, judged on {n} that it has not seen, {formats.share(share)} of them yes.")


def ways_frame(table: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of each way, which is named in words."""
    words = [IMBALANCE_WORDS[Imbalance(way)] for way in table["imbalance"]]
    return table.assign(way=words)[list(COLUMNS)]


def show_map(directory: Path) -> None:
    """Ask for a projection, and draw the rows that judged by how they came out."""
    words = {way: of for way, of in REDUCTION_WORDS.items() if way is not Reduction.NONE}
    way = choices.choose_code("Seen by", words, key="imbalance-map", width=320)
    points = MAP.read(directory)
    points = points[points["reduction"] == way].drop(columns="reduction")
    first, second = RECORD.read(directory)["explained"][way]
    display.show_chart(map_chart(points, (first, second)), points, POINT_COLUMNS, "input-map")
