"""What leaves, and how anonymous it has to be."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.anonymity_words import LIST_WORDS
from analytics.runs.anonymity.codes import OF_SHOP, PeopleList
from analytics.runs.anonymity.files_of_people import ID
from analytics.runs.anonymity.lists import people_of, roles_of
from analytics.runs.anonymity.work import USUAL, AnonymityConfig
from components.shell import choices, display, formats, session
from data.privacy.anonymity.codes import Role
from data.privacy.anonymity.export import MOST_QUASI
from data.schema import InputError
from data.store import Shop

LIST_HELP = "Customers who refuse personal prices are in none of them, and no id ever leaves."
QUASI_HELP = "What somebody may know of a person from elsewhere. These columns are told more coarsely."
SENSITIVE_HELP = "What they would learn. These columns stay as they are; all others are left out."
K_HELP = "k-anonymity: each row is like this many, itself among them, in all columns that others know"
L_HELP = "l-diversity: among rows alike, at least so many different values of what they would learn"
T_HELP = "t-closeness: how far such a set's values may be from all rows' (0 alike, 1 as different as can be)"
LEFT_OUT_HELP = "Rows that are like too few others may be left out, up to this share"
LARGEST_K, LARGEST_L = 1000, 100  # that the page offers


def choose_export(shop: Shop) -> AnonymityConfig | None:
    """Ask what leaves and how anonymous it has to be; None while something is missing, which is said."""
    which = choices.choose_code(
        "List",
        {one: LIST_WORDS[one] for one in OF_SHOP},
        help=LIST_HELP,
        width=360,
        key=f"list-{shop.name}",
    )
    table = _people(shop, which)
    if table is None:
        return None
    quasi, sensitive = _choose_columns(shop, table, which)
    k, least, t, left_out = _choose_asked(shop)
    if not quasi:
        display.show_note("Choose at least one column that others know of a person.")
        return None
    return AnonymityConfig(which, tuple(quasi), tuple(sensitive), k, least, t, left_out)


def _people(shop: Shop, which: PeopleList) -> pd.DataFrame | None:
    """Return the list; what is missing for it is said."""
    key = f"anonymous list {which} {_newest(shop)} {shop.setting('segments', None)}"
    try:
        return session.held(shop, key, lambda: people_of(shop, which))
    except InputError as error:
        display.show_note(formats.escaped(str(error)))
        return None


def _newest(shop: Shop) -> str:
    """Return what changes once a list is made anew."""
    made = [
        path.name for folder in ("runs", "models/*") for path in Path(shop.directory).glob(f"{folder}/*/")
    ]
    return max(made, default="")


def _choose_columns(shop: Shop, table: pd.DataFrame, which: PeopleList) -> tuple[list[str], list[str]]:
    roles = roles_of(table, which)
    words = {name: name for name in roles if name != ID}
    guessed = {role: [name for name in words if roles[name] is role] for role in Role}
    key = f"{which}-{shop.name}-{shop.fingerprint}"
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


def _choose_asked(shop: Shop) -> tuple[int, int, float, float]:
    """Return k, l, t and the share that may be left out."""
    name = shop.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        k = st.number_input("k: rows alike", 2, LARGEST_K, USUAL.k, help=K_HELP, width=180, key=f"k-{name}")
        least = st.number_input(
            "l: values among them", 1, LARGEST_L, USUAL.l, help=L_HELP, width=180, key=f"l-{name}"
        )
        t = st.number_input(
            "t: farthest distance", 0.0, 1.0, USUAL.t, 0.05, help=T_HELP, width=180, key=f"t-{name}"
        )
        label, options = "May be left out [%]", {"help": LEFT_OUT_HELP, "width": 180, "key": f"left-{name}"}
        left_out = choices.choose_percent(label, USUAL.most_left_out, most=50.0, **options)
    return int(k), int(least), float(t), left_out or 0.0
