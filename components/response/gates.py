"""The gates in plain words: what passed, what is doubtful, what withholds advice and what would help."""

import pandas as pd
import streamlit as st

from analytics.cli.gate_words import GATE_WORDS
from analytics.findings import Verdict
from components.response.charts import verdict_words
from components.shell import display, formats, glossary, tables

COLUMNS = {
    "product": tables.text("Product"),
    "check": tables.text("Check"),
    "verdict": tables.text("Verdict"),
    "detail": tables.text("What was found"),
    "remedy": tables.text("What would help"),
}
N_SHOWN = 6  # sentences before the rest is left to the table


def named_gates(gates: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """Return the gates with words for people: what is checked, and of which product."""
    return gates.assign(
        check=gates["name"].map(GATE_WORDS).fillna(gates["name"].str.replace("_", " ")),
        product=gates["product_id"].map(titles).fillna("Whole shop"),
    )


def show_gates(gates: pd.DataFrame, verdicts: pd.Series) -> None:
    """Draw how many products have which verdict, what fails or warns, and every gate folded away."""
    counts = {
        f"{verdict} · {verdict_words(verdict)}": (
            formats.counted(int((verdicts == verdict).sum()), "product"),
            f"{glossary.help_for(verdict)} Products by the gravest of their checks.",
        )
        for verdict in Verdict
    }
    display.show_metrics(counts)
    troubled = gates[gates["verdict"] != Verdict.PASS].sort_values("verdict", kind="stable")
    for gate in troubled[troubled["product_id"].isna()].itertuples():
        display.show_verdict(gate.verdict, gate.check, f"{gate.detail}.", _sentence(gate.remedy))
    of_products = troubled[troubled["product_id"].notna()]
    groups = of_products.groupby(["verdict", "check", "remedy"], sort=False)  # the gravest first
    for (verdict, check, remedy), group in [*groups][:N_SHOWN]:
        _show_group(verdict, check, remedy, group)
    with st.expander("Every check, product by product"):
        display.show_table(gates, COLUMNS, "gates")


def _show_group(verdict: str, check: str, remedy: str, group: pd.DataFrame) -> None:
    names = list(group["product"])
    shown = ", ".join(names[:4]) + (f" and {formats.count(len(names) - 4)} more" if len(names) > 4 else "")
    why = f"{group['detail'].iloc[0]}."
    if len(names) > 1:
        why = f"Not met by {formats.counted(len(names), 'product')}. The first: {why}"
    display.show_verdict(verdict, f"{check} {shown}.", why, _sentence(remedy))


def _sentence(text: str) -> str:
    return f"{text}." if text else ""
