"""What each group of customers meets in the price book of now, raw and at equal behavior."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.checks.fairness.codes import Basis, Measure
from analytics.cli.fairness_words import BASIS_WORDS, MEASURE_WORDS
from analytics.runs.fairness import attributes_of_run, audit_run
from analytics.runs.results import Results
from components.bundles.repricing import priced
from components.fairness.charts import differences_chart
from components.shell import choices, display, formats, jobs, results, session, tables
from data.store import Shop

NO_ATTRIBUTES = (
    "The customers of this training have no attributes, so no groups can be compared. Upload a customers "
    "file with a column such as region or age band, and train again."
)
GROUP_COLUMNS = {
    "group": tables.text("Group"),
    "measure": tables.text("What"),
    "basis": tables.text("Compared", "As they are, or as if all ordered as recently, often and much"),
    "n_customers": tables.count("Customers"),
    "mean": tables.number("Mean"),
    "low": tables.number("from", "90 % band"),
    "high": tables.number("to"),
    "difference": tables.number("Against all"),
    "difference_low": tables.number("from", "90 % band"),
    "difference_high": tables.number("to"),
    "p_value": tables.number("p", "Chance of such a difference by luck, corrected for their number (Holm)"),
}
_SURE = 0.05


@dataclass(frozen=True)
class Audited:
    """An audit as it is shown.

    Attributes
    ----------
    found, now : the training as it was made, and under the shop's costs and limits
    attribute : that makes the groups
    table : of this attribute, as of `audit`
    """

    shop: Shop
    found: Results
    now: Results
    directory: Path
    attribute: str
    table: pd.DataFrame


def require_audit(shop: Shop) -> Audited:
    """Return the audit of the price book of now by an attribute; stops the page where there is none."""
    found = results.require_results(shop)
    now = priced(shop, found)
    directory = jobs.run_directory(shop, found.run_id)
    names = attributes_of_run(directory)
    if not names:
        display.show_empty(NO_ATTRIBUTES, page="pages/shop/upload.py", label="Upload files")
        st.stop()
    key = f"fairness-by-{shop.name}"
    attribute = choices.choose_code("Groups by", {name: name for name in names}, width=320, key=key)
    key = ("fairness", now.key, attribute)
    table = session.held(shop, key, lambda: audit_run(directory, now.price_book, (attribute,)))
    if table.empty:
        st.info("No group of this attribute has ten customers, and smaller ones are not shown.")
        st.stop()
    return Audited(shop, found, now, directory, attribute, table)


def show_answer(audited: Audited) -> None:
    """Draw in a sentence which group pays most against all."""
    display.show_answer(answer(audited.table, audited.attribute, session.currency_of(audited.shop)))


def answer(table: pd.DataFrame, attribute: str, currency: str) -> str:
    """Return which group pays most more than all, and whether that stays at equal behavior."""
    paid = table[table["measure"] == Measure.PRICE_PAID].set_index("basis")
    raw, equal = (paid.loc[[basis.value]].set_index("group") for basis in (Basis.RAW, Basis.EQUAL_BEHAVIOR))
    most = raw["difference"].idxmax()
    row, same = raw.loc[most], equal.loc[most]
    if not (row["p_value"] < _SURE and row["difference"] > 0):
        return f"No group by {attribute} surely pays more than the others."
    low, high = row["difference_low"], row["difference_high"]
    band = f" (90 % band {formats.band(low, high, currency)})" if round(low, 2) < round(high, 2) else ""
    is_same = same["p_value"] < _SURE and same["difference"] > 0
    alike = "customers who order as recently, as often and as much"
    stays = f"It does so among {alike}, too." if is_same else f"Among {alike} that is not sure."
    more = formats.money(row["difference"], currency)
    return f"{most} pays {more} more for an offer than all customers on average{band}. {stays}"


def show_groups(audited: Audited) -> None:
    """Draw what each group meets against all, for the measure and basis that are chosen."""
    with st.container(horizontal=True):
        measure = choices.choose_code("What", MEASURE_WORDS, width=240, key="fairness-measure")
        basis = choices.choose_code("Compared", BASIS_WORDS, width=240, key="fairness-basis")
    table = audited.table
    shown = table[(table["measure"] == measure) & (table["basis"] == basis)]
    currency = session.currency_of(audited.shop)
    told = table.assign(
        measure=table["measure"].map({str(code): words for code, words in MEASURE_WORDS.items()}),
        basis=table["basis"].map({str(code): words for code, words in BASIS_WORDS.items()}),
    )
    display.show_chart(differences_chart(shown, measure, currency), told, GROUP_COLUMNS, "fairness")
