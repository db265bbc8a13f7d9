"""A shop that cannot be read, on the page: one sentence, and its deletion where nothing else is left."""

import streamlit as st

from components.shell import choices, display, formats, session
from data.engine.damage import DamagedShopError
from data.schema import InputError


def show_unopened(name: str, error: InputError) -> None:
    """Say why a shop cannot be read; one that is damaged can be deleted here, as no page opens for it."""
    st.error(formats.escaped(str(error)))
    if not isinstance(error, DamagedShopError):
        return
    keys = {"sure_key": f"sure-damaged-{name}", "key": f"delete-damaged-{name}"}
    if choices.choose_for_good(f"Yes, delete {name} for good", "Delete this shop", **keys):
        with display.saying_refusals():
            session.delete_shop(name)
            st.rerun()
