"""One input: what it adds over what it says, alone or beside a second one, and what the price alone does."""

import pandas as pd
import streamlit as st

from analytics.runs.explaining.tables import input_curve
from components.explanation import Seen
from components.explanation.charts import dependence_chart
from components.explanation.names import HALVES, name_of, told_name
from components.explanation.swarm import over_chart
from components.shell import choices, display, formats, glossary, tables

DEPENDENCE_COLUMNS = {
    "multiplier": tables.share("Price against today's"),
    "mean": tables.share("Buy on average"),
    "low": tables.share("From", "1 in 20 chances lies below"),
    "high": tables.share("To", "1 in 20 chances lies above"),
}
SHARE_HELP = glossary.help_for("Shapley")


def show_dependence(seen: Seen) -> None:
    """Draw what an input adds over what it says, and what every prediction does when prices move."""
    if seen.explained.told:
        _show_input(seen)
    dependence = seen.explained.dependence
    display.show_chart(dependence_chart(dependence), dependence, DEPENDENCE_COLUMNS, "dependence")


def _show_input(seen: Seen) -> None:
    explained = seen.explained
    words = {code: name_of(code) for code in explained.told}
    with st.container(horizontal=True):
        code = choices.choose_code("Input", words, width=360, key=f"explained-input-{seen.key}")
        others = {None: "Nothing else"} | {other: words[other] for other in words if other != code}
        key = f"explained-second-{seen.key}-{code}"
        other = choices.choose_code("Apart by", others, width=360, key=key)
    curve = input_curve(explained, code, other)
    display.show_chart(
        over_chart(curve, code, seen.titles), _told(curve, seen), _columns(code, other), "input"
    )
    if other is not None:
        _show_pair(seen, code.partition(".")[0], other.partition(".")[0])


def _show_pair(seen: Seen, one: str, other: str) -> None:
    """Say how much two groups do together, where that was worked out."""
    if seen.many is None or one == other:
        return
    pairs = seen.many.pairs
    row = pairs[pairs["group"].isin([one, other]) & pairs["other"].isin([one, other])].iloc[0]
    display.show_note(
        f"Together they move a prediction by {formats.points(row['mean_absolute'])} more, or less, than "
        "apart, on average. Where the lines run side by side, the second input changes nothing."
    )


def _told(curve: pd.DataFrame, seen: Seen) -> pd.DataFrame:
    """Return the curve with names in place of ids and codes."""
    told = curve.copy()
    for column in {"value", "other"} & set(told.columns):
        if not pd.api.types.is_numeric_dtype(told[column]):
            told[column] = [HALVES.get(name, seen.titles.get(name, name)) for name in told[column]]
    return told


def _columns(code: str, other: str | None) -> dict[str, tables.Column]:
    is_named = code in ("product", "segment") or code.startswith("attributes")
    value = tables.text(told_name(code)) if is_named else tables.number(told_name(code))
    second = {} if other is None else {"other": tables.text(name_of(other))}
    return {
        **second,
        "value": value,
        "mean": tables.share("Adds on average", SHARE_HELP, decimals=2),
        "low": tables.share("From", "1 in 20 predictions lies below", decimals=2),
        "high": tables.share("To", "1 in 20 predictions lies above", decimals=2),
        "n": tables.count("Predictions"),
    }
