"""What came into the shop and when, and the way back: the last import can be undone."""

import streamlit as st

from components.shell import choices, display, formats, session, tables
from components.upload.mapping import KIND_NAMES
from data.services.undo import undo_last_import
from data.store import Shop

COLUMNS = {
    "imported_at": tables.time("When (UTC)"),
    **tables.FILE,
    **tables.ROWS,
    "rows_rejected": tables.count("Rejected"),
    "fingerprint": tables.text(
        "State", help="Names the data after this import; trainings and scenarios carry it"
    ),
}


def show_history(shop: Shop | None) -> None:
    """Draw the imports, newest first, and the button that takes the last one back, folded away."""
    if shop is None:
        return
    if file := session.take(shop, "undone"):
        st.toast(formats.escaped(f"{file} is out of the shop again."))
    history = shop.history()
    if history.empty:
        return
    with st.expander(f"History: {formats.counted(len(history), 'import')}"):
        newest_first = history.iloc[::-1].assign(kind=lambda rows: rows["kind"].map(KIND_NAMES))
        display.show_table(newest_first, COLUMNS, "history")
        _offer_undo(shop, str(history["file"].iloc[-1]))


def _offer_undo(shop: Shop, file: str) -> None:
    """Ask before the last import is undone: its rows go, and what it replaced comes back."""
    if choices.choose_for_good(
        f"Yes, take {file} out of the shop",
        "Undo the last import",
        help="Its rows, its rejects and what was found doubtful in it go; what it replaced comes back.",
        sure_key=f"sure-undo-{shop.name}-{shop.fingerprint}",
        key=f"undo-{shop.name}",
    ):
        undo_last_import(shop)
        session.remember(shop, "intakes", ())
        session.remember(shop, "undone", file)
        st.rerun()
