"""Lists of customers by name, for a mailing: offered where customers are downloaded, noted when taken."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.cli.ledger_words import PURPOSE_WORDS, entries_table
from components.decisions.who import remember_who, who_decides
from components.shell import choices, display, downloads, formats, leaving, login
from data.privacy.ledger.codes import Act, Purpose
from data.privacy.ledger.ledger import Ledger
from data.privacy.pseudonyms.choice import has_pseudonyms, key_of
from data.privacy.pseudonyms.reidentify import reidentified
from data.privacy.roles.rights import Right
from data.store import Shop

MEANING = (
    "This shop keeps personal data under pseudonyms. For owners: the list with their own ids and the columns "
    "that were replaced, less whoever does not agree to personal prices. The ledger notes who took it, when, "
    "for what and how many customers it names."
)
EVERYBODY = "All of them"


def show_named_download(shop: Shop, customers: pd.DataFrame, name: str, by: str = "segment") -> None:
    """Draw the download of customers by name, where a shop has anything of theirs under pseudonyms.

    Parameters
    ----------
    customers : customer_id, and the column of groups where the list may be of one of them
    name : of the file, without its ending
    by : which column that is
    """
    if not (has_pseudonyms(shop) and leaving.may(shop, Right.REIDENTIFY)):
        return
    with st.expander("Name these customers"):
        display.show_note(MEANING)
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        group = _choose_group(left, customers, name, by)
        purpose = choices.choose_code("For", PURPOSE_WORDS, ask=middle.selectbox, key=f"purpose-{name}")
        who = who_decides()
        if login.person() is None:
            who = str(right.text_input("Your name", who, max_chars=100, key=f"who-{name}"))
            remember_who(who)
        asked = customers if group is None else customers[customers[by].astype("str") == group]
        with display.saying_refusals():
            key_of(shop)  # a list that nobody can be named in is not offered
            _show_noted(shop)
            ids = list(dict.fromkeys(asked["customer_id"].astype("str")))
            _show(shop, ids, who, Purpose(purpose), name)


def _show_noted(shop: Shop) -> None:
    """Say how often customers were named before, and who did it last."""
    noted = [one for one in Ledger(shop.directory).entries() if one.act is Act.REIDENTIFIED]
    if noted:
        times, last = formats.counted(len(noted), "time"), entries_table(noted).to_dict("records")[-1]
        when = f"{last['at']:%Y-%m-%d %H:%M} UTC"
        display.show_note(f"Named {times} so far, last by {last['who']}, {when}: {last['about']}.")


def _show(shop: Shop, pseudonyms: list[str], who: str, purpose: Purpose, name: str) -> None:
    if not who.strip():
        st.warning("Write your name: the ledger has it.")
        return

    def named() -> bytes:
        return downloads.csv_bytes(reidentified(shop, pseudonyms, who=who, purpose=purpose))

    label = f"Download {formats.counted(len(pseudonyms), 'customer')} by name (CSV)"
    display.show_download(label, named, f"{name}-named.csv")


def _choose_group(place: DeltaGenerator, customers: pd.DataFrame, name: str, by: str) -> str | None:
    if by not in customers:
        return None
    groups = sorted(customers[by].dropna().astype("str").unique())
    words = {None: EVERYBODY} | {group: group for group in groups}
    chosen: str | None = choices.choose_code("Whom", words, ask=place.selectbox, key=f"whom-{name}")
    return chosen
