"""The demo for a first look, and what belongs to a shop as a whole: currency sign, deletion."""

import streamlit as st

from components import formats, jobs, session
from data.demo import DEMO_NAME, load_demo
from data.store import Shop


def show_demo_offer() -> None:
    """Offer the demo shop while it is not in the workspace."""
    if DEMO_NAME in session.shop_names():
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            "No files at hand? Look around in a grocer's year: 2,469 households, 1.4 million order lines.",
            width="stretch",
        )
        if st.button("Open the demo shop", key="open-demo"):
            _load_demo()


def show_settings(shop: Shop | None) -> None:
    """Draw the shop's currency sign and its deletion, folded away."""
    if shop is None:
        return
    with st.expander(f"Settings of {formats.escaped(shop.name)}"):
        _choose_currency(shop)
        st.divider()
        _offer_deletion(shop)


def _load_demo() -> None:
    bar = st.progress(0.0, text="Opening the demo shop")
    load_demo(session.workspace(), lambda share, words: bar.progress(share, text=words))
    session.want_shop(DEMO_NAME)
    st.rerun()


def _choose_currency(shop: Shop) -> None:
    saved = shop.setting("currency", "")
    sign = st.text_input(
        "Currency sign",
        saved,
        max_chars=4,
        width=160,
        placeholder="$ or €",
        help="Written before amounts; the numbers themselves stay as they are.",
        key=f"currency-{shop.name}",
    ).strip()
    if sign != saved:
        shop.save_setting("currency", sign)
        st.rerun()


def _offer_deletion(shop: Shop) -> None:
    name = formats.escaped(shop.name)
    st.markdown(f"Deleting {name} removes its data, models, runs and scenarios from this machine for good.")
    is_sure = st.checkbox(f"Yes, delete {name}", key=f"sure-{shop.name}")
    if st.button("Delete this shop", disabled=not is_sure, key=f"delete-{shop.name}"):
        jobs.cancel_all(shop)
        session.delete_shop(shop.name)
        st.rerun()
