"""Whether predicted shares come true, and whether learning them anew would help."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.cli.performance_words import RECALIBRATION_WORDS, recalibration_words
from analytics.evidence.curves.recalibration import Recalibrated
from analytics.evidence.held_out import HeldOut
from analytics.evidence.performance import calibrations, recalibration_of
from analytics.runs.results import Results
from components.performance.charts import calibration_chart, recalibration_chart
from components.performance.names import CURVES, NAMES, WAY, by_name
from components.shell import choices, display, formats, session, tables
from data.store import Shop

SHARES = {
    "predicted": tables.share("Predicted"),
    "observed": tables.share("Bought"),
    **tables.band("", tables.share, ("Lower end of the 90 % interval", "Upper end of the 90 % interval")),
    "n": tables.count("Chances", "One chance: one product in front of one visit"),
}
CALIBRATION_COLUMNS = WAY | SHARES
RECALIBRATED_COLUMNS = {"name": tables.text("Scores")} | SHARES
_FALLS = "Change by it, with its 90 % band; surely better where all of it is below zero"
JUDGED_COLUMNS = {
    "name": tables.text("Scores"),
    "is_better": tables.tick("Helps", "Log-loss and Brier both surely fall"),
    "log_loss": tables.number("Log-loss", decimals=4),
    "log_loss_change": tables.number("Log-loss changes", _FALLS, 4),
    **tables.band("log_loss", tables.number, decimals=4),
    "brier": tables.number("Brier", decimals=4),
    "brier_change": tables.number("Brier changes", _FALLS, 5),
    **tables.band("brier", tables.number, decimals=5),
}


def show_calibration(shop: Shop, found: Results, held: HeldOut) -> None:
    """Draw predicted against observed shares of every way, and what recalibration does to one."""
    known = [way for way in CURVES if way in held.scores]
    predicted = session.computed(
        shop, ("calibration", found.run_id), partial(calibrations, held, list(held.scores))
    )
    predicted = {way: predicted[way] for way in known}
    display.show_chart(calibration_chart(predicted), by_name(predicted), CALIBRATION_COLUMNS, "calibration")
    st.subheader("Would learning the shares anew help?", anchor=False)
    words = {way: NAMES[way] for way in held.scores}
    way = choices.choose_code("Scores of", words, key=f"recalibrated-{shop.name}", width=320)
    again = session.computed(shop, ("recalibration", found.run_id, way), lambda: recalibration_of(held, way))
    show_recalibrated(again, NAMES[way])


def show_recalibrated(again: Recalibrated, name: str) -> None:
    """Draw one way's scores as they are and recalibrated, and say whether that helps."""
    if again.judged.empty:
        display.show_note("There are too few customers to learn from one half and to judge by the other.")
        return
    st.markdown(formats.escaped(f"{name}: {recalibration_words(again.judged)}."))
    display.show_note("Learned from one half of the customers held out, judged by the other half.")
    figure = recalibration_chart(again.curves, name)
    display.show_chart(figure, _named(again.curves), RECALIBRATED_COLUMNS, "recalibration")
    display.show_table(_named(again.judged), JUDGED_COLUMNS, "recalibration-judged")


def _named(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(name=table["recalibration"].map(RECALIBRATION_WORDS))
