"""Customers as a table that gives nobody away: what is asked of it, and what it keeps."""

import pandas as pd
import streamlit as st

from analytics.cli.anonymity_words import answer_words, attacks_table, levels_table, measures_table
from analytics.runs.anonymity import customers_with_segment
from components.anonymous_export.charts import attack_chart
from components.shell import choices, display, downloads, session, tables
from data.privacy.anonymity.codes import Role
from data.privacy.anonymity.export import MOST_QUASI, AnonymousTable, anonymous_table, guessed_roles
from data.privacy.anonymity.tries import Asked
from data.store import Shop

ASKED = "anonymous-export"
Key = tuple[str, tuple[str, ...], tuple[str, ...], Asked]
QUASI_HELP = "What somebody may know of a person from elsewhere. These columns are told more coarsely."
SENSITIVE_HELP = "What they would learn. These columns stay as they are; all others are left out."
K_HELP = "k-anonymity: each row is like this many, itself among them, in all columns that others know"
L_HELP = "l-diversity: among rows alike, at least so many different values of what they would learn"
T_HELP = "t-closeness: how far such a set's values may be from all rows' (0 alike, 1 as different as can be)"
LEFT_OUT_HELP = "Rows that are like too few others may be left out, up to this share"
LEVEL_COLUMNS = {
    "Column": tables.text("Column"),
    "Told as": tables.text("Told as", width=260),
    "Loss": tables.text("Loss", "Share of the column's other values that what is told may stand for"),
}
MEASURE_COLUMNS = {
    "figure": tables.text("Figure", width=320),
    "before": tables.number("Before"),
    "after": tables.number("After"),
}
ATTACK_COLUMNS = {
    "n_known": tables.count("Columns known"),
    "before": tables.share("Singled out before", "Of all people, over all choices of what is known"),
    "after": tables.share("After"),
}


def choose_export(shop: Shop) -> AnonymousTable | None:
    """Ask what leaves and how anonymous it has to be; return it once that is asked for, None before."""
    table = session.computed(shop, "customers with segment", lambda: customers_with_segment(shop))
    quasi, sensitive = _choose_columns(shop, table)
    asked = _choose_asked(shop)
    key = (ASKED, tuple(quasi), tuple(sensitive), asked)
    if st.button("Make it anonymous", type="primary", disabled=not quasi, key="make-anonymous"):
        session.remember(shop, ASKED, key)
    if session.recall(shop, ASKED) != key:
        return None
    return _made(shop, table, key)


def show_answer(made: AnonymousTable | None) -> None:
    """Draw in two sentences what can leave and what it keeps."""
    if made is None:
        display.show_answer(
            "Nothing leaves yet: choose what others know of a person, then make it anonymous."
        )
    else:
        display.show_answer(answer_words(made))


def show_export(made: AnonymousTable) -> None:
    """Draw how columns are told, the figures before and after, the attack, a preview, and the download."""
    display.show_table(levels_table(made), LEVEL_COLUMNS, "anonymous-columns")
    attacks = attacks_table(made)
    display.show_chart(attack_chart(attacks), attacks, ATTACK_COLUMNS, "singled-out")
    with st.expander("k, l and t before and after"):
        display.show_table(measures_table(made), MEASURE_COLUMNS, "anonymity")
    with st.expander("The first rows of the table"):
        columns = {str(name): tables.text(str(name)) for name in made.rows}
        display.draw_table(made.rows.head(20).astype("str"), columns, "", key="anonymous-preview")
    label = "Download the anonymous table (CSV)"
    display.show_download(label, lambda: downloads.csv_bytes(made.rows), "anonymous.csv", weight="primary")


def _choose_columns(shop: Shop, table: pd.DataFrame) -> tuple[list[str], list[str]]:
    roles = guessed_roles(table)
    words = {name: name for name in roles if name != "customer_id"}
    guessed = {role: [name for name in words if roles[name] is role] for role in Role}
    key = f"{shop.name}-{shop.fingerprint}"
    known, learned = st.columns(2)
    with known:
        options = {"help": QUASI_HELP, "key": f"quasi-{key}", "max_selections": MOST_QUASI}
        quasi = choices.choose_several("Others know of a person", words, guessed[Role.QUASI], **options)
    with learned:
        rest = {name: name for name in words if name not in quasi}
        start = [name for name in guessed[Role.SENSITIVE] if name in rest]
        options = {"help": SENSITIVE_HELP, "key": f"sensitive-{key}"}
        sensitive = choices.choose_several("They would learn", rest, start, **options)
    return quasi, sensitive


def _choose_asked(shop: Shop) -> Asked:
    usual, name = Asked(), shop.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = st.number_input("k: rows alike", 2, 1000, usual.k, help=K_HELP, width=180, key=f"k-{name}")
        least = st.number_input(
            "l: values among them", 1, 100, usual.l, help=L_HELP, width=180, key=f"l-{name}"
        )
        t = st.number_input(
            "t: farthest distance", 0.0, 1.0, usual.t, 0.05, help=T_HELP, width=180, key=f"t-{name}"
        )
        label, options = "May be left out [%]", {"help": LEFT_OUT_HELP, "width": 180, "key": f"left-{name}"}
        left_out = choices.choose_percent(label, usual.most_left_out, most=50.0, **options)
    return Asked(int(k), int(least), float(t), left_out or 0.0)


def _made(
    shop: Shop, table: pd.DataFrame, key: tuple[str, tuple[str, ...], tuple[str, ...], Asked]
) -> AnonymousTable | None:
    _, quasi, sensitive, asked = key
    with display.saying_refusals(), st.spinner("Looking for the table that keeps most"):
        return session.held(shop, key, lambda: anonymous_table(table, quasi, sensitive, asked))
    return None
