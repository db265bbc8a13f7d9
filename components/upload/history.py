"""What came into the shop and when, and the way back: the last import can be undone."""

import pandas as pd
import streamlit as st

from components.shell import display, formats, session
from components.upload.mapping import KIND_NAMES
from data.services.undo import undo_last_import
from data.store import Shop

COLUMNS = {
    "imported_at": formats.time_column("When (UTC)"),
    "file": formats.text_column("File"),
    "kind": formats.text_column("Holds"),
    "rows_read": formats.count_column("Rows read"),
    "rows_kept": formats.count_column("Kept"),
    "rows_rejected": formats.count_column("Rejected"),
    "fingerprint": formats.text_column(
        "State", help="Names the data after this import; trainings and scenarios carry it"
    ),
}


def show_history(shop: Shop | None) -> None:
    """Draw the imports, newest first, and the button that takes the last one back, folded away."""
    if shop is None:
        return
    if words := session.recall(shop, "undone"):
        session.remember(shop, "undone", None)
        st.toast(formats.escaped(words))
    history = shop.history()
    if history.empty:
        return
    with st.expander(f"History: {formats.counted(len(history), 'import')}"):
        display.show_table(_newest_first(history), COLUMNS, "history")
        _offer_undo(shop, str(history["file"].iloc[-1]))


def _newest_first(history: pd.DataFrame) -> pd.DataFrame:
    return history.iloc[::-1].assign(kind=lambda rows: rows["kind"].map(KIND_NAMES))


def _offer_undo(shop: Shop, file: str) -> None:
    """Ask before the last import is undone: its rows go, and what it replaced comes back."""
    name = formats.escaped(file)
    is_sure = st.checkbox(
        f"Yes, take {name} out of the shop",
        help="Its rows, its rejects and what was found doubtful in it go; what it replaced comes back.",
        key=f"sure-undo-{shop.name}-{shop.fingerprint}",
    )
    if st.button("Undo the last import", disabled=not is_sure, key=f"undo-{shop.name}"):
        undo_last_import(shop)
        session.remember(shop, "intakes", ())
        session.remember(shop, "undone", f"{file} is out of the shop again.")
        st.rerun()
