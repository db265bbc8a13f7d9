"""Tabs of which only the open one is worked out, and which stay open from one run to the next."""

from collections.abc import Callable, Mapping

import streamlit as st


def show_tabs(parts: Mapping[str, Callable[[], None]], key: str) -> None:
    """Draw tabs by their labels; what a tab holds is drawn once it is opened.

    Parameters
    ----------
    key : unique on the page
    """
    opened = st.tabs(list(parts), key=key, on_change="rerun")
    for tab, draw in zip(opened, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()
