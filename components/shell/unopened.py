"""A shop that cannot be read, on the page: one sentence, and its deletion where nothing else is left."""

import streamlit as st

from components.shell import formats, session
from data.engine.damage import DamagedShopError
from data.schema import InputError


def show_unopened(name: str, error: InputError) -> None:
    """Say why a shop cannot be read; one that is damaged can be deleted here, as no page opens for it."""
    st.error(formats.escaped(str(error)))
    if not isinstance(error, DamagedShopError):
        return
    is_sure = st.checkbox(f"Yes, delete {formats.escaped(name)} for good", key=f"sure-damaged-{name}")
    if st.button("Delete this shop", disabled=not is_sure, key=f"delete-damaged-{name}"):
        try:
            session.delete_shop(name)
        except InputError as refusal:
            st.error(formats.escaped(str(refusal)))
        else:
            st.rerun()
